import { connect } from 'node:net';
import { basicAuth } from '../lib/basic-auth.mts';
import { startSandbox, type Sandbox } from './index.mts';
import { ApiClient } from './support.mts';

/** What the official sample application sends (enablex-api.md A.7). */
const SAMPLE_ROOM = {
	name: 'test Room', owner_ref: 'xdada',
	settings: {
		description: '', scheduled: false, scheduled_time: '', participants: '2', duration: '60', auto_recording: false,
		active_talker: true, wait_moderator: false, quality: 'SD', adhoc: false, mode: 'group',
	},
	sip: { enabled: false },
};

/** The reply of the real service (enablex-api.md 4.2, "Real response"). */
const REAL_ANSWER = {
	name: 'test Room', service_id: expect.stringMatching(/^[0-9a-f]{24}$/), owner_ref: 'xdada',
	settings: {
		mode: 'group', scheduled: false, adhoc: false, duration: '60', participants: '2', auto_recording: false, screen_share: true,
		canvas: false, media_configuration: 'default', quality: 'SD', moderators: 1, active_talker: true, max_active_talkers: 2,
		single_file_recording: false, media_zone: 'XX',
	},
	sip: { enabled: false }, created: expect.any(String), room_id: expect.stringMatching(/^[0-9a-f]{24}$/),
};

describe('the official sample client against the sandbox', () => {
	let sandbox: Sandbox;
	let api: ApiClient;

	beforeAll(async () => {
		sandbox = await startSandbox();
		api = new ApiClient(sandbox, { prefix: '/v1' });
	});
	afterAll(() => sandbox.stop());

	it("gets the real service's reply to POST /v1/rooms/, plus the two settings added in late 2021", async () => {
		const { json } = await api.post('/rooms/', SAMPLE_ROOM);
		const { settings, ...rest } = REAL_ANSWER;
		expect(json).toEqual({ result: 0, room: { ...rest, settings: { ...settings, encryption: false, watermark: false } } });
	});

	it('gets a room with a running session as recorded in 2021', async () => {
		const { room_id } = (await api.post('/rooms/', SAMPLE_ROOM)).json.room;
		await sandbox.control.runSession({ roomId: room_id, users: [{ name: 'Ann' }], keepRunning: true });
		const { room } = (await api.get(`/rooms/${room_id}`)).json;
		expect(Object.keys(room)).toEqual([
			'name', 'service_id', 'owner_ref', 'settings', 'created', 'enablexControllerId', 'isRoomActive', 'isMediaServerAvailable', 'room_id', 'sip',
		]);
	});

	it('gets a token although it also sends the room ID in the body', async () => {
		const { room_id } = (await api.post('/rooms/', SAMPLE_ROOM)).json.room;
		const { json } = await api.post(`/rooms/${room_id}/tokens`, { name: 'Ann', role: 'moderator', user_ref: '2236', roomId: room_id });
		expect(json).toEqual({ result: 0, token: expect.any(String) });
	});

	it('can parse the first chunk that arrives, because a reply is a single write', async () => {
		const { room_id } = (await api.post('/rooms/', SAMPLE_ROOM)).json.room;
		const chunks = await readChunks(sandbox, `/v1/rooms/${room_id}`);
		expect(chunks).toHaveLength(1);
		expect(JSON.parse(chunks[0].split('\r\n\r\n')[1])).toMatchObject({ result: 0, room: { room_id } });
	});
});

/** The chunks in which a reply arrives at a plain socket. */
function readChunks(sandbox: Sandbox, path: string): Promise<string[]> {
	const { hostname, port } = new URL(sandbox.origin);
	return new Promise((resolve, reject) => {
		const chunks: string[] = [];
		const socket = connect(Number(port), hostname, () => {
			socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: ${basicAuth(sandbox.appId, sandbox.appKey)}\r\nConnection: close\r\n\r\n`);
		});
		socket.on('data', (chunk) => chunks.push(chunk.toString()));
		socket.on('end', () => resolve(chunks));
		socket.on('error', reject);
	});
}
