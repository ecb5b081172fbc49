import { request } from 'undici';
import { basicAuth } from '../lib/basic-auth.mts';
import type { Sandbox } from './index.mts';
import { ApiClient, legacyError, useSandbox } from './support.mts';

describe('control of the sandbox', () => {
	let sandbox: Sandbox;
	let api: ApiClient;

	useSandbox((started, caller) => {
		sandbox = started;
		api = caller;
	});

	it('returns every request that the API and the file host received, but no control requests', async () => {
		await api.post('/rooms?x=1', { name: 'Room', owner_ref: 7 });
		const file = await request(`${sandbox.filesOrigin}/recordings/a%2Fb`);
		await file.body.dump();
		expect(await sandbox.control.requests()).toEqual([
			expect.objectContaining({
				listener: 'api', method: 'POST', url: '/video/v2/rooms?x=1', path: '/video/v2/rooms', query: { x: '1' }, status: 200, fault: null,
				headers: expect.objectContaining({ authorization: basicAuth(sandbox.appId, sandbox.appKey) }), body: { name: 'Room', owner_ref: 7 },
				startedAt: expect.any(Number), endedAt: expect.any(Number), inFlight: 1,
			}),
			expect.objectContaining({ listener: 'files', method: 'GET', path: '/recordings/a%2Fb', body: null, status: 403 }),
		]);
	});

	it('filters the requests by path and time, and clears them', async () => {
		await api.get('/rooms');
		const { room_id } = await api.room();
		expect(await sandbox.control.requests({ path: '/tokens' })).toEqual([]);
		await api.post(`/rooms/${room_id}/tokens`, {});
		expect(await sandbox.control.requests({ path: '/tokens' })).toMatchObject([{ status: 400, body: {} }]);
		expect(await sandbox.control.requests({ since: Date.now() + 1000 })).toEqual([]);
		await sandbox.control.clearRequests();
		expect(await sandbox.control.requests()).toEqual([]);
	});

	it('counts the requests in flight', async () => {
		await sandbox.control.settings({ latencyMs: 50 });
		await Promise.all([api.get('/rooms'), api.get('/rooms'), api.get('/rooms')]);
		const log = await sandbox.control.requests();
		expect(log.map((one) => one.inFlight).sort()).toEqual([1, 2, 3]);
		expect(log.every((one) => (one.endedAt ?? 0) - one.startedAt >= 45)).toBe(true);
	});

	it('seeds 10,000 rooms and lists all of them in one reply', async () => {
		const { count, roomIds } = await sandbox.control.seedRooms({ count: 10_000, namePrefix: 'Sales' });
		expect([count, new Set(roomIds).size]).toEqual([10_000, 10_000]);
		const { rooms } = (await api.get('/rooms')).json;
		expect(rooms).toHaveLength(10_000);
		expect(rooms[9_999]).toMatchObject({ name: 'Sales 10000', room_id: roomIds[9_999] });
	});

	it('seeds CDRs evenly over a period, with unique IDs', async () => {
		const seeded = await sandbox.control.seedCdrs({ count: 1000, from: '2024-03-01', to: '2024-03-10' });
		const { cdr } = (await api.get('/cdr/period/2024-03-01/2024-03-10')).json;
		expect(new Set(cdr.map((one) => one.cdr_id)).size).toBe(1000);
		expect([cdr[0].cdr_id, cdr[999].cdr_id]).toEqual([seeded.firstCdrId, seeded.lastCdrId]);
		expect([cdr[0].trans_date, cdr[999].trans_date]).toEqual(['2024-03-01T00:00:00.000Z', '2024-03-10T23:59:59.999Z']);
		expect((await api.get('/cdr/period/2024-03-01/2024-03-01')).json.cdr).toHaveLength(100);
		expect((await api.get(`/cdr/room/${seeded.roomId}`)).json.cdr).toHaveLength(1000);
	});

	it('adds CDRs with given times, and lists each one after its delay', async () => {
		await sandbox.control.setClock({ now: '2024-03-01T10:00:20Z', frozen: true });
		const leftAt = '2024-03-01T10:00:00.000Z';
		const cdrs = [{ leftAt }, { leftAt, visibleAfterSeconds: 20 }, { leftAt, visibleAfterSeconds: 172_740 }];
		const { roomId, cdrIds } = await sandbox.control.addCdrs({ cdrs });
		const listed = async () => (await api.get('/cdr/period/2024-03-01/2024-03-01')).json.cdr;
		expect((await listed()).map((one) => one.cdr_id)).toEqual(cdrIds.slice(0, 2));
		await sandbox.control.setClock({ now: '2024-03-03T09:58:59Z', frozen: true });
		expect(await listed()).toHaveLength(2);
		await sandbox.control.advanceClock({ seconds: 1 });
		expect(await listed()).toMatchObject(cdrIds.map((id) => ({ cdr_id: id, trans_date: leftAt, room: { room_id: roomId } })));
	});

	it('uses one clock for everything, running or frozen', async () => {
		await sandbox.control.setClock({ now: '2030-01-01T00:00:00Z', frozen: true });
		expect((await api.room()).created).toBe('2030-01-01T00:00:00.000Z');
		expect(await sandbox.control.advanceClock({ seconds: 90 })).toEqual({ now: '2030-01-01T00:01:30.000Z', frozen: true });
		await sandbox.control.setClock({ now: '2031-01-01T00:00:00Z' });
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(Date.parse((await sandbox.control.clock()).now)).toBeGreaterThan(Date.parse('2031-01-01T00:00:00Z'));
	});

	it('can send errors with HTTP 200 and with a text as result', async () => {
		await sandbox.control.settings({ errorsAlways200: true, resultAsString: true });
		expect(await api.get('/rooms/none')).toMatchObject({ status: 200, json: legacyError('40001') });
		expect((await new ApiClient(sandbox, { authorization: 'Basic eDp5' }).get('/rooms')).status).toBe(200);
		expect((await api.room()).room_id).toEqual(expect.any(String));
	});

	it('can send errors in the newer envelope', async () => {
		await sandbox.control.settings({ envelope: 'new' });
		expect(await api.get('/rooms/none')).toMatchObject({ status: 404, json: { status: 'error', error_code: 'NOT_FOUND', message: 'Room not found' } });
	});

	it('explains in a sentence what is wrong with a setting, a count, a time or a body', async () => {
		const unknown = JSON.parse('{"colour":"red"}');
		await expect(sandbox.control.settings(unknown)).rejects.toThrow('There is no setting "colour"');
		const wrong = JSON.parse('{"envelope":"brown"}');
		await expect(sandbox.control.settings(wrong)).rejects.toThrow('must be one of legacy, new');
		await expect(sandbox.control.seedRooms({ count: -1 })).rejects.toThrow('whole number');
		await expect(sandbox.control.addCdrs({ cdrs: [{ leftAt: 'noon' }] })).rejects.toThrow('Not a valid time: noon');
		await expect(sandbox.control.addCdrs(JSON.parse('{}'))).rejects.toThrow('CDRs are missing');
		await expect(sandbox.control.setClock({ now: 'noon' })).rejects.toThrow('not a valid time');
		const broken = await request(`${sandbox.origin}/control/sessions`, { method: 'POST', body: '{' });
		expect([broken.statusCode, await broken.body.json()]).toEqual([400, { error: 'The body is not JSON.' }]);
	});

	it('resets everything', async () => {
		await api.room();
		await sandbox.control.settings({ envelope: 'new', latencyMs: 5 });
		await sandbox.control.setClock({ now: '2030-01-01T00:00:00Z', frozen: true });
		await sandbox.control.faults.add({ kind: 'empty' });
		await sandbox.control.reset();
		expect((await api.get('/rooms')).json.rooms).toEqual([]);
		expect((await sandbox.control.settings()).envelope).toBe('legacy');
		expect(Math.abs(Date.parse((await sandbox.control.clock()).now) - Date.now())).toBeLessThan(5000);
		expect(await sandbox.control.requests()).toHaveLength(1);
	});
});
