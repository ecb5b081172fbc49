import type { Sandbox } from './index.mts';
import { type ApiClient, legacyError, scheduledTime, useSandbox } from './support.mts';

/** The documented request of "Create a Room" (enablex-api.md A.1). */
const DOCUMENTED_ROOM = {
	name: 'Topic or Room Title',
	owner_ref: 'xyz',
	settings: {
		description: 'Descriptive text', mode: 'group', scheduled: false, adhoc: false, duration: 30, moderators: '1',
		participants: '5', billing_code: '', auto_recording: false, quality: 'SD', canvas: false, screen_share: false,
		abwd: true, max_active_talkers: 4, knock: false, wait_for_moderator: false, media_zone: 'US',
		single_file_recording: false, role_based_recording: { moderator: 'audiovideo', participant: 'audio' },
		live_recording: { auto_recording: true, url: 'https://your-custom-view-url' },
	},
	sip: { enabled: false },
	data: { custom_key: '' },
};

describe('rooms of the sandbox', () => {
	let sandbox: Sandbox;
	let api: ApiClient;

	useSandbox((started, caller) => {
		sandbox = started;
		api = caller;
	});

	it.each(['GET', 'PATCH', 'DELETE'] as const)('answers %s of a path that cannot be decoded in the envelope', async (method) => {
		for (const path of ['/rooms/%zz', '/rooms/%E0%A4', '/rooms/%zz/users', '/cdr/conf/%zz']) {
			const response = await fetch(sandbox.baseUrl + path, { method });
			expect([response.status, await response.json()]).toEqual([404, legacyError(40001)]);
		}
	});

	it('creates the documented room and echoes every value with its original type', async () => {
		const { status, json } = await api.post('/rooms', DOCUMENTED_ROOM);
		expect(status).toBe(200);
		expect(json).toMatchObject({ result: 0, room: DOCUMENTED_ROOM });
		expect(json.room.room_id).toMatch(/^[0-9a-f]{24}$/);
		expect(json.room.created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
		expect(json.room.service_id).toBe(sandbox.appId);
	});

	it('fills in the defaults of the real service', async () => {
		const room = await api.room({ participants: '2' });
		expect(room.settings).toEqual({
			mode: 'group', scheduled: false, adhoc: false, participants: '2', auto_recording: false, screen_share: true,
			canvas: false, media_configuration: 'default', quality: 'HD', moderators: 1, active_talker: true,
			max_active_talkers: 2, encryption: false, watermark: false, single_file_recording: false, media_zone: 'XX',
		});
		expect(room.sip).toEqual({ enabled: false });
	});

	it('drops an empty description, an empty scheduled time and the old wait_moderator', async () => {
		const room = await api.room({ description: '', scheduled_time: '', wait_moderator: false });
		expect(Object.keys(room.settings)).not.toEqual(expect.arrayContaining(['description']));
		expect(room.settings).not.toHaveProperty('scheduled_time');
		expect(room.settings).not.toHaveProperty('wait_moderator');
	});

	it('assigns a PIN and a meeting ID to a SIP room', async () => {
		const room = await api.room({}, { sip: { enabled: true } });
		expect(room.sip).toEqual({ enabled: true, pin: expect.any(Number), meeting_id: expect.any(Number) });
	});

	it('replies 201 to a created room if that is set', async () => {
		await sandbox.control.settings({ createStatus: 201 });
		expect((await api.post('/rooms', DOCUMENTED_ROOM)).status).toBe(201);
	});

	it('accepts the body of the new overview only if that is set', async () => {
		const overview = { name: 'Sales Demo', mode: 'lecture', duration: 3600, settings: { auto_record: true } };
		expect((await api.post('/rooms', overview)).json).toEqual(legacyError(10010));
		await sandbox.control.settings({ newDialect: true });
		const { json } = await api.post('/rooms', overview);
		expect(json.room.settings).toMatchObject({ mode: 'lecture', duration: 60, auto_recording: true });
	});

	it('lists the rooms of the project, newest last', async () => {
		const first = await api.room();
		const second = await api.room();
		const { json } = await api.get('/rooms');
		expect(json).toEqual({ result: 0, rooms: [first, second] });
	});

	it('returns an empty list as an array, as null, or not at all', async () => {
		expect((await api.get('/rooms')).json).toEqual({ result: 0, rooms: [] });
		await sandbox.control.settings({ emptyLists: 'null' });
		expect((await api.get('/rooms')).json).toEqual({ result: 0, rooms: null });
		await sandbox.control.settings({ emptyLists: 'missing' });
		expect((await api.get('/rooms')).json).toEqual({ result: 0 });
	});

	it('returns one room with its media state, and no isRoomActive without a session', async () => {
		const room = await api.room();
		const { json } = await api.get(`/rooms/${room.room_id}`);
		expect(json).toEqual({ result: 0, room: { ...room, isMediaServerAvailable: false } });
	});

	it('replies 40001 with HTTP 404 for a room that does not exist', async () => {
		const { status, json } = await api.get('/rooms/000000000000000000000000');
		expect(status).toBe(404);
		expect(json).toEqual({ result: 40001, error: '[Reason] Room not found', desc: '' });
	});

	it('accepts the documented update, merges settings key by key, and returns only the result', async () => {
		const room = await api.room({ participants: '5', quality: 'SD' });
		const change = { name: 'Topic or Room Title', settings: { participants: '15', auto_recording: true } };
		const { status, text } = await api.patch(`/rooms/${room.room_id}`, change);
		expect([status, text]).toEqual([200, '{"result":0}']);
		const { json } = await api.get(`/rooms/${room.room_id}`);
		expect(json.room).toMatchObject({ name: 'Topic or Room Title', settings: { participants: '15', auto_recording: true, quality: 'SD' } });
	});

	it('keeps the SIP numbers of a room on updates', async () => {
		const room = await api.room({}, { sip: { enabled: true } });
		await api.patch(`/rooms/${room.room_id}`, { sip: { enabled: true }, data: { crm: 7 } });
		const { json } = await api.get(`/rooms/${room.room_id}`);
		expect(json.room).toMatchObject({ sip: room.sip, data: { crm: 7 } });
	});

	it('does not change the type or the mode of a room', async () => {
		const { room_id } = await api.room();
		expect(await api.patch(`/rooms/${room_id}`, { settings: { adhoc: true } })).toMatchObject({ status: 409, json: legacyError(10106) });
		expect((await api.patch(`/rooms/${room_id}`, { settings: { scheduled: true, scheduled_time: scheduledTime(60) } })).json.result).not.toBe(0);
		expect((await api.patch(`/rooms/${room_id}`, { settings: { mode: 'lecture' } })).json).toEqual(legacyError(10020));
	});

	it('refuses to change a scheduled room after its cut-off', async () => {
		const { room_id } = await api.room({ scheduled: true, scheduled_time: scheduledTime(60), duration: 30 });
		const change = { settings: { scheduled_time: scheduledTime(90) } };
		expect((await api.patch(`/rooms/${room_id}`, change)).json).toEqual({ result: 0 });
		await sandbox.control.advanceClock({ seconds: 61 * 60 });
		expect((await api.patch(`/rooms/${room_id}`, { name: 'Later' })).json).toEqual(legacyError(10030));
	});

	it('deletes a room', async () => {
		const { room_id } = await api.room();
		expect(await api.delete(`/rooms/${room_id}`)).toMatchObject({ status: 200, text: '{"result":0}' });
		expect((await api.get(`/rooms/${room_id}`)).json).toEqual(legacyError(40001));
		expect((await api.delete(`/rooms/${room_id}`)).json).toEqual(legacyError(40001));
	});

	it('replies 10001 if the room ID is missing from the path', async () => {
		expect((await api.delete('/rooms')).json).toEqual(legacyError(10001));
		expect((await api.post('/rooms//tokens', {})).json).toEqual(legacyError(10001));
	});
});
