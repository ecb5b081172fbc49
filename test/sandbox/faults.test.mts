import { request } from 'undici';
import { basicAuth } from '../lib/basic-auth.mts';
import type { FaultInput, Sandbox } from './index.mts';
import { type ApiClient, legacyError, useSandbox } from './support.mts';

describe('faults of the sandbox', () => {
	let sandbox: Sandbox;
	let api: ApiClient;

	useSandbox((started, caller) => {
		sandbox = started;
		api = caller;
	});

	async function withFault(fault: FaultInput) {
		await sandbox.control.faults.add(fault);
		return api.get('/rooms');
	}

	it('replies with any status in the older or the newer envelope, or with a given body', async () => {
		expect(await withFault({ kind: 'status', status: 503, times: 1 })).toMatchObject({ status: 503, json: legacyError(50000) });
		const fault: FaultInput = { kind: 'status', status: 401, envelope: 'new', errorCode: 'CREDENTIAL_EXPIRED', message: 'Expired.', times: 1 };
		expect(await withFault(fault)).toMatchObject({
			status: 401, json: { status: 'error', error_code: 'CREDENTIAL_EXPIRED', message: 'Expired.', request_id: expect.stringMatching(/^req_/) },
		});
		expect(await withFault({ kind: 'status', status: 500, body: { message: 'oops' }, times: 1 })).toMatchObject({ status: 500, text: '{"message":"oops"}' });
	});

	it('limits the rate with and without Retry-After', async () => {
		const told = await withFault({ kind: 'rateLimit', retryAfter: 2, times: 1 });
		expect(told).toMatchObject({ status: 429, headers: { 'retry-after': '2' }, json: { error_code: 'RATE_LIMITED' } });
		const silent = await withFault({ kind: 'rateLimit', times: 1 });
		expect(silent.status).toBe(429);
		expect(silent.headers).not.toHaveProperty('retry-after');
	});

	it('replies with the newer envelope, and with errors behind HTTP 200', async () => {
		expect(await withFault({ kind: 'newEnvelope', status: 422, errorCode: 'INVALID_PARAM', message: 'No.', times: 1 })).toMatchObject({
			status: 422, json: { status: 'error', error_code: 'INVALID_PARAM', message: 'No.' },
		});
		expect(await withFault({ kind: 'ok200Error', result: '10114', error: 'Token Denied. Room is full.', times: 1 })).toMatchObject({
			status: 200, json: { result: '10114', error: '[Reason] Token Denied. Room is full.', desc: '' },
		});
	});

	it('replies with an HTML page, an empty body, a redirect, or any other body', async () => {
		expect(await withFault({ kind: 'html', times: 1 })).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
		expect(await withFault({ kind: 'empty', times: 1 })).toMatchObject({ status: 200, text: '' });
		expect(await withFault({ kind: 'redirect', location: 'https://example.com/', times: 1 })).toMatchObject({ status: 302, headers: { location: 'https://example.com/' } });
		expect(await withFault({ kind: 'body', body: 'hello', contentType: 'text/csv', times: 1 })).toMatchObject({ status: 200, text: 'hello', headers: { 'content-type': 'text/csv' } });
	});

	it('truncates JSON with a matching length, or as a chunked body', async () => {
		await api.room();
		const whole = (await api.get('/rooms')).text;
		const cut = await withFault({ kind: 'truncated', keepBytes: 20, times: 1 });
		expect(cut).toMatchObject({ status: 200, text: whole.slice(0, 20), headers: { 'content-length': '20' } });
		const chunked = await withFault({ kind: 'truncated', chunked: true, times: 1 });
		expect(chunked.text).toBe(whole.slice(0, Math.floor(whole.length / 2)));
		expect(chunked.headers).toMatchObject({ 'transfer-encoding': 'chunked' });
	});

	it('drops the connection before a reply and in the middle of one', async () => {
		await api.room();
		await expect(withFault({ kind: 'drop', times: 1 })).rejects.toThrow();
		await expect(withFault({ kind: 'drop', when: 'mid', times: 1 })).rejects.toThrow();
		expect((await api.get('/rooms')).json.result).toBe(0);
		expect((await sandbox.control.requests({ path: '/rooms' })).map(({ status, fault }) => ({ status, fault }))).toEqual([
			{ status: 200, fault: null }, { status: null, fault: 'drop' }, { status: 200, fault: 'drop' }, { status: 200, fault: null },
		]);
	});

	it('replies late', async () => {
		const started = Date.now();
		expect((await withFault({ kind: 'slow', delayMs: 150, times: 1 })).json.result).toBe(0);
		expect(Date.now() - started).toBeGreaterThanOrEqual(145);
	});

	it('hits only matching requests, after those that may pass, as often as set, and counts the hits', async () => {
		const fault: FaultInput = { kind: 'status', status: 500, match: { method: 'get', path: '/rooms/[0-9a-f]{24}$' }, after: 1, times: 2 };
		await sandbox.control.faults.add(fault);
		const { room_id } = await api.room();
		const statuses = [];
		for (let call = 0; call < 4; call++) statuses.push((await api.get(`/rooms/${room_id}`)).status);
		expect(statuses).toEqual([200, 500, 500, 200]);
		expect((await api.get('/rooms')).status).toBe(200);
		expect(await sandbox.control.faults.list()).toMatchObject([{ ...fault, hits: 2 }]);
	});

	it('stays active until it is cleared', async () => {
		await sandbox.control.faults.add({ kind: 'empty' });
		expect([(await api.get('/rooms')).text, (await api.get('/rooms')).text]).toEqual(['', '']);
		await sandbox.control.faults.clear();
		expect((await api.get('/rooms')).json.result).toBe(0);
	});

	it('hits the file host if that is its target, and never the control API', async () => {
		const { room_id } = await api.room();
		await sandbox.control.runSession({ roomId: room_id, users: [{ name: 'Ann' }], recording: true, transcodedAfterSeconds: 0, fileBytes: 100_000 });
		const [{ url }] = await sandbox.control.files();
		const download = async () => {
			const authorization = basicAuth(sandbox.recordings.username, sandbox.recordings.password);
			const response = await request(url, { headers: { authorization } });
			return { status: response.statusCode, bytes: (await response.body.arrayBuffer()).byteLength };
		};
		await sandbox.control.faults.add({ kind: 'html', target: 'files', status: 502, times: 1 });
		expect((await api.get('/rooms')).status).toBe(200);
		expect((await download()).status).toBe(502);
		await sandbox.control.faults.add({ kind: 'drop', when: 'mid', keepBytes: 70_000, target: 'files', times: 1 });
		await expect(download()).rejects.toThrow();
		await sandbox.control.faults.add({ kind: 'truncated', keepBytes: 70_000, target: 'files', times: 1 });
		expect(await download()).toEqual({ status: 200, bytes: 70_000 });
		expect(await download()).toEqual({ status: 200, bytes: 100_000 });
	});

	it('refuses unknown and incomplete faults', async () => {
		const unknown: FaultInput = JSON.parse('{"kind":"earthquake"}');
		await expect(sandbox.control.faults.add(unknown)).rejects.toThrow('There is no fault "earthquake"');
		await expect(sandbox.control.faults.add({ kind: 'redirect' })).rejects.toThrow('needs a location');
	});
});
