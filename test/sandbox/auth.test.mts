import { request } from 'undici';
import { basicAuth } from '../lib/basic-auth.mts';
import { startSandbox, type Sandbox } from './index.mts';
import { ApiClient, legacyError } from './support.mts';

describe('login and paths of the sandbox', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	beforeEach(() => sandbox.control.reset());
	afterAll(() => sandbox.stop());

	it('has logins in the real format that are the same at every start', async () => {
		expect(sandbox.appId).toMatch(/^[0-9a-f]{24}$/);
		expect(sandbox.appKey).toMatch(/^[a-zA-Z0-9]{36}$/);
		const other = await startSandbox();
		await other.stop();
		expect([other.appId, other.appKey, other.recordings.password]).toEqual([sandbox.appId, sandbox.appKey, sandbox.recordings.password]);
	});

	it.each(['/video/v2', '/video/v1', '/v1'])('serves the same rooms under %s', async (prefix) => {
		const room = await new ApiClient(sandbox).room();
		expect((await new ApiClient(sandbox, { prefix }).get(`/rooms/${room.room_id}`)).json.room.room_id).toBe(room.room_id);
	});

	it('accepts every path with and without a trailing slash', async () => {
		const api = new ApiClient(sandbox);
		const { room_id } = await api.room();
		for (const path of ['/rooms', `/rooms/${room_id}`, `/rooms/${room_id}/users`, `/cdr/room/${room_id}`, '/dialin']) {
			expect((await api.get(`${path}/`)).text).toBe((await api.get(path)).text);
		}
	});

	it('refuses a wrong key, an unknown App ID and a missing login with 401', async () => {
		for (const authorization of [basicAuth(sandbox.appId, 'wrong'), basicAuth('f'.repeat(24), sandbox.appKey), 'Bearer x']) {
			const answer = await new ApiClient(sandbox, { authorization }).get('/rooms');
			expect(answer).toMatchObject({ status: 401, json: legacyError(10000) });
		}
		const bare = await request(`${sandbox.baseUrl}/rooms`);
		expect(bare.statusCode).toBe(401);
		await bare.body.dump();
	});

	it('refuses a wrong key in the newer envelope if that is set', async () => {
		await sandbox.control.settings({ envelope: 'new' });
		const { status, json } = await new ApiClient(sandbox, { authorization: basicAuth(sandbox.appId, 'wrong') }).get('/rooms');
		expect(status).toBe(401);
		expect(json).toEqual({
			status: 'error', error_code: 'UNAUTHORIZED', message: 'Application not found', request_id: expect.stringMatching(/^req_[0-9a-f]{16}$/),
		});
	});

	it('hides the rooms and records of one project from another', async () => {
		const mine = new ApiClient(sandbox);
		await sandbox.control.project({ appId: 'b'.repeat(24), appKey: 'other' });
		const other = new ApiClient(sandbox, { authorization: basicAuth('b'.repeat(24), 'other') });
		const { room_id } = await mine.room();
		await sandbox.control.runSession({ roomId: room_id, users: [{ name: 'Ann' }], recording: true });
		expect(await other.get(`/rooms/${room_id}`)).toMatchObject({ status: 404, json: legacyError(40001) });
		expect((await other.get('/rooms')).json.rooms).toEqual([]);
		expect((await other.get(`/cdr/room/${room_id}`)).json.cdr).toEqual([]);
		expect((await other.get(`/archive/room/${room_id}`)).json.archive).toEqual([]);
		expect((await mine.get(`/cdr/room/${room_id}`)).json.cdr).toHaveLength(1);
	});

	it('answers an unknown path with a bare 404 page that is not 40001', async () => {
		const { status, text, headers } = await new ApiClient(sandbox).get('/nothing');
		expect(status).toBe(404);
		expect(headers['content-type']).toContain('text/html');
		expect(text).not.toContain('40001');
	});
});
