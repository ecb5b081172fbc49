import type { Sandbox } from './index.mts';
import { type Caller, legacyError, scheduledTime, useSandbox } from './support.mts';

const DOCUMENTED_TOKEN = {
	name: 'User Name', role: 'participant', user_ref: 'XXX', data: { custom_key: 'String', any_key: 'String' },
};

describe('join tokens of the sandbox', () => {
	let sandbox: Sandbox;
	let api: Caller;

	useSandbox((started, caller) => {
		sandbox = started;
		api = caller;
	});

	const askToken = (roomId: string, body: object = DOCUMENTED_TOKEN) => api.post(`/rooms/${roomId}/tokens`, body);

	it('answers the documented request with a token that is the base64 of JSON, not a JWT', async () => {
		const room = await api.room({ participants: '2' });
		const { status, json } = await askToken(room.room_id);
		expect([status, json.result]).toEqual([200, 0]);
		expect(json.token.length).toBeGreaterThanOrEqual(900);
		const content = JSON.parse(Buffer.from(json.token, 'base64').toString('utf8'));
		expect(content).toMatchObject({ tokenId: expect.stringMatching(/^[0-9a-f]{24}$/), roomMeta: { _id: room.room_id, name: 'Test room' }, gateway: '' });
		expect(content.signature).toHaveLength(56);
		expect(content.host).toBe(new URL(sandbox.origin).host);
	});

	it('takes the keys of the new overview too, and ignores keys it does not know', async () => {
		const { room_id } = await api.room();
		const overview = { user_id: 'ann', user_name: 'Ann', role: 'moderator', ttl: 86400 };
		expect((await askToken(room_id, overview)).json.result).toBe(0);
		expect((await askToken(room_id, { ...DOCUMENTED_TOKEN, roomId: room_id, permissions: {} })).json.result).toBe(0);
	});

	it.each(['moderator', 'participant', 'viewer', 'audience'])('knows the role %s', async (role) => {
		const { room_id } = await api.room();
		expect((await askToken(room_id, { ...DOCUMENTED_TOKEN, role })).json.result).toBe(0);
	});

	it.each([
		['name', 10101],
		['user_ref', 10102],
		['role', 10103],
	])('refuses a request without %s', async (key, code) => {
		const { room_id } = await api.room();
		const { status, json } = await askToken(room_id, { ...DOCUMENTED_TOKEN, [key]: undefined });
		expect(status).toBe(400);
		expect(json).toEqual(legacyError(code));
	});

	it('refuses an unknown role and one in capitals', async () => {
		const { room_id } = await api.room();
		expect((await askToken(room_id, { ...DOCUMENTED_TOKEN, role: 'host' })).json).toEqual(legacyError(10104));
		expect((await askToken(room_id, { ...DOCUMENTED_TOKEN, role: 'Moderator' })).json).toEqual(legacyError(10104));
	});

	it('says 40001 for an unknown room', async () => {
		expect((await askToken('nothing-there')).json).toEqual(legacyError(40001));
	});

	it('refuses a token for a full room in the words of the real service', async () => {
		const { room_id } = await api.room({ participants: '1' });
		await sandbox.control.runSession({ roomId: room_id, users: [{ name: 'Bob' }], keepRunning: true });
		const { status, text } = await askToken(room_id);
		expect(status).toBe(400);
		expect(text).toBe('{"result":10114,"error":"[Reason] Token Denied. Room is full.","desc":""}');
		expect((await askToken(room_id, { ...DOCUMENTED_TOKEN, role: 'moderator' })).json.result).toBe(0);
	});

	it('gives tokens of a scheduled room from the cut-off to the end', async () => {
		const { room_id } = await api.room({ scheduled: true, scheduled_time: scheduledTime(60), duration: 30 });
		expect((await askToken(room_id)).json).toEqual(legacyError(10112));
		await sandbox.control.advanceClock({ seconds: 31 * 60 });
		expect((await askToken(room_id)).json.result).toBe(0);
		await sandbox.control.advanceClock({ seconds: 60 * 60 });
		expect((await askToken(room_id)).json).toEqual(legacyError(10113));
	});

	it('opens the window 15 minutes before when told to follow the older documentation', async () => {
		await sandbox.control.settings({ cutoffMinutes: 15 });
		const { room_id } = await api.room({ scheduled: true, scheduled_time: scheduledTime(20), duration: 30 });
		expect((await askToken(room_id)).json).toEqual(legacyError(10112));
		await sandbox.control.advanceClock({ seconds: 6 * 60 });
		expect((await askToken(room_id)).json.result).toBe(0);
	});

	it('gives tokens after the end only while somebody is inside', async () => {
		const { room_id } = await api.room({ scheduled: true, scheduled_time: scheduledTime(10), duration: 10 });
		await sandbox.control.advanceClock({ seconds: 10 * 60 });
		await sandbox.control.runSession({ roomId: room_id, users: [{ name: 'Ann' }], keepRunning: true });
		await sandbox.control.advanceClock({ seconds: 11 * 60 });
		expect((await askToken(room_id)).json.result).toBe(0);
		await sandbox.control.endSession({ roomId: room_id });
		expect((await askToken(room_id)).json).toEqual(legacyError(10111));
	});

	it('lets a user in once with a token, within 15 minutes', async () => {
		const { room_id } = await api.room();
		const { token } = (await askToken(room_id)).json;
		const join = (one: string) => sandbox.control.runSession({ roomId: room_id, users: [{ token: one }] });
		const { confNum } = await join(token);
		expect((await api.get(`/cdr/conf/${confNum}`)).json.cdr[0].user).toMatchObject({ name: 'User Name', ref: 'XXX', role: 'participant' });
		await expect(join(token)).rejects.toThrow('has been used');
		const late = (await askToken(room_id)).json.token;
		await sandbox.control.advanceClock({ seconds: 901 });
		await expect(join(late)).rejects.toThrow('has expired');
	});
});
