import type { Sandbox } from './index.mts';
import { type ApiClient, legacyError, scheduledTime, useSandbox } from './support.mts';

const DOCUMENTED_TOKEN = {
	name: 'User Name', role: 'participant', user_ref: 'XXX', data: { custom_key: 'String', any_key: 'String' },
};

describe('join tokens of the sandbox', () => {
	let sandbox: Sandbox;
	let api: ApiClient;

	useSandbox((started, caller) => {
		sandbox = started;
		api = caller;
	});

	const createToken = (roomId: string, body: object = DOCUMENTED_TOKEN) => api.post(`/rooms/${roomId}/tokens`, body);

	it('replies to the documented request with a token that is base64 of JSON, not a JWT', async () => {
		const room = await api.room({ participants: '2' });
		const { status, json } = await createToken(room.room_id);
		expect([status, json.result]).toEqual([200, 0]);
		expect(json.token.length).toBeGreaterThanOrEqual(900);
		const content = JSON.parse(Buffer.from(json.token, 'base64').toString('utf8'));
		expect(content).toMatchObject({ tokenId: expect.stringMatching(/^[0-9a-f]{24}$/), roomMeta: { _id: room.room_id, name: 'Test room' }, gateway: '' });
		expect(content.signature).toHaveLength(56);
		expect(content.host).toBe(new URL(sandbox.origin).host);
	});

	it('also accepts the keys of the new overview, and ignores unknown keys', async () => {
		const { room_id } = await api.room();
		const overview = { user_id: 'ann', user_name: 'Ann', role: 'moderator', ttl: 86400 };
		expect((await createToken(room_id, overview)).json.result).toBe(0);
		expect((await createToken(room_id, { ...DOCUMENTED_TOKEN, roomId: room_id, permissions: {} })).json.result).toBe(0);
	});

	it.each(['moderator', 'participant', 'viewer', 'audience'])('accepts the role %s', async (role) => {
		const { room_id } = await api.room();
		expect((await createToken(room_id, { ...DOCUMENTED_TOKEN, role })).json.result).toBe(0);
	});

	it.each([
		['name', 10101],
		['user_ref', 10102],
		['role', 10103],
	])('refuses a request without %s', async (key, code) => {
		const { room_id } = await api.room();
		const { status, json } = await createToken(room_id, { ...DOCUMENTED_TOKEN, [key]: undefined });
		expect(status).toBe(400);
		expect(json).toEqual(legacyError(code));
	});

	it('refuses an unknown role and a capitalized one', async () => {
		const { room_id } = await api.room();
		expect((await createToken(room_id, { ...DOCUMENTED_TOKEN, role: 'host' })).json).toEqual(legacyError(10104));
		expect((await createToken(room_id, { ...DOCUMENTED_TOKEN, role: 'Moderator' })).json).toEqual(legacyError(10104));
	});

	it('replies 40001 for an unknown room', async () => {
		expect((await createToken('nothing-there')).json).toEqual(legacyError(40001));
	});

	it('refuses a token for a full room in the words of the real service', async () => {
		const { room_id } = await api.room({ participants: '1' });
		await sandbox.control.runSession({ roomId: room_id, users: [{ name: 'Bob' }], keepRunning: true });
		const { status, text } = await createToken(room_id);
		expect(status).toBe(400);
		expect(text).toBe('{"result":10114,"error":"[Reason] Token Denied. Room is full.","desc":""}');
		expect((await createToken(room_id, { ...DOCUMENTED_TOKEN, role: 'moderator' })).json.result).toBe(0);
	});

	it('issues tokens for a scheduled room from the cut-off to the end', async () => {
		const { room_id } = await api.room({ scheduled: true, scheduled_time: scheduledTime(60), duration: 30 });
		expect((await createToken(room_id)).json).toEqual(legacyError(10112));
		await sandbox.control.advanceClock({ seconds: 31 * 60 });
		expect((await createToken(room_id)).json.result).toBe(0);
		await sandbox.control.advanceClock({ seconds: 60 * 60 });
		expect((await createToken(room_id)).json).toEqual(legacyError(10113));
	});

	it('opens the window 15 minutes before the start, as in the older documentation, if that is set', async () => {
		await sandbox.control.settings({ cutoffMinutes: 15 });
		const { room_id } = await api.room({ scheduled: true, scheduled_time: scheduledTime(20), duration: 30 });
		expect((await createToken(room_id)).json).toEqual(legacyError(10112));
		await sandbox.control.advanceClock({ seconds: 6 * 60 });
		expect((await createToken(room_id)).json.result).toBe(0);
	});

	it('issues tokens after the end only while somebody is in the room', async () => {
		const { room_id } = await api.room({ scheduled: true, scheduled_time: scheduledTime(10), duration: 10 });
		await sandbox.control.advanceClock({ seconds: 10 * 60 });
		await sandbox.control.runSession({ roomId: room_id, users: [{ name: 'Ann' }], keepRunning: true });
		await sandbox.control.advanceClock({ seconds: 11 * 60 });
		expect((await createToken(room_id)).json.result).toBe(0);
		await sandbox.control.endSession({ roomId: room_id });
		expect((await createToken(room_id)).json).toEqual(legacyError(10111));
	});

	it('counts the ttl of the new overview, but only there', async () => {
		const { room_id } = await api.room();
		const join = async (minutes: number) => {
			const { token } = (await createToken(room_id, { ...DOCUMENTED_TOKEN, ttl: 1800 })).json;
			await sandbox.control.advanceClock({ seconds: minutes * 60 });
			return await sandbox.control.runSession({ roomId: room_id, users: [{ token }] });
		};
		await expect(join(20)).rejects.toThrow('valid for 15 minutes');
		await sandbox.control.settings({ newDialect: true });
		await expect(join(20)).resolves.toHaveProperty('confNum');
		await expect(join(31)).rejects.toThrow('valid for 30 minutes');
	});

	it('names the event server by a URL, and says whether the room is active', async () => {
		const { room_id } = await api.room();
		const read = async () => JSON.parse(Buffer.from((await createToken(room_id)).json.token, 'base64').toString('utf8'));
		const idle = await read();
		expect(new URL(idle.eventServer.url).origin).toBe(sandbox.origin);
		expect(idle.roomMeta).not.toHaveProperty('isRoomActive');
		expect(idle.roomMeta).not.toHaveProperty('enablexControllerId');
		await sandbox.control.runSession({ roomId: room_id, users: [{ name: 'Ann' }], keepRunning: true });
		expect((await read()).roomMeta).toMatchObject({ isRoomActive: true, enablexControllerId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
	});

	it('accepts a token once, within 15 minutes', async () => {
		const { room_id } = await api.room();
		const { token } = (await createToken(room_id)).json;
		const join = (one: string) => sandbox.control.runSession({ roomId: room_id, users: [{ token: one }] });
		const { confNum } = await join(token);
		expect((await api.get(`/cdr/conf/${confNum}`)).json.cdr[0].user).toMatchObject({ name: 'User Name', ref: 'XXX', role: 'participant' });
		await expect(join(token)).rejects.toThrow('has been used');
		const late = (await createToken(room_id)).json.token;
		await sandbox.control.advanceClock({ seconds: 901 });
		await expect(join(late)).rejects.toThrow('has expired');
	});
});
