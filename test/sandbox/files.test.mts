import { createHash } from 'node:crypto';
import { request } from 'undici';
import { basicAuth } from '../lib/basic-auth.mts';
import { startSandbox, type Sandbox } from './index.mts';
import { ApiClient } from './support.mts';

describe('the recording file host of the sandbox', () => {
	let sandbox: Sandbox;
	let api: ApiClient;
	let login: string;

	beforeAll(async () => {
		sandbox = await startSandbox();
		api = new ApiClient(sandbox);
		login = basicAuth(sandbox.recordings.username, sandbox.recordings.password);
	});
	beforeEach(() => sandbox.control.reset());
	afterAll(() => sandbox.stop());

	async function record(more: object = {}): Promise<{ video: string; chat: string }> {
		const { room_id } = await api.room();
		const users = [{ name: 'Ann' }];
		await sandbox.control.runSession({ roomId: room_id, users, recording: true, transcodedAfterSeconds: 0, chat: true, ...more });
		const [archive] = (await api.get(`/archive/room/${room_id}`)).json.archive;
		return { video: archive.transcoded?.[0]?.url ?? '', chat: archive.chatdata ?? '' };
	}

	async function download(url: string, authorization?: string) {
		const response = await request(url, { headers: authorization ? { authorization } : {} });
		return { status: response.statusCode, headers: response.headers, bytes: Buffer.from(await response.body.arrayBuffer()) };
	}

	it('has another origin than the API, and a user name like an email address', () => {
		expect(sandbox.filesOrigin).not.toBe(sandbox.origin);
		expect(sandbox.recordings.hosts).toBe(new URL(sandbox.filesOrigin).host);
		expect(sandbox.recordings.username).toContain('@');
	});

	it('replies 403 without a login and 401 with a wrong one', async () => {
		const { video } = await record();
		expect((await download(video)).status).toBe(403);
		expect((await download(video, basicAuth(sandbox.recordings.username, 'wrong'))).status).toBe(401);
	});

	it('never accepts App ID and App Key', async () => {
		const { video } = await record();
		expect((await download(video, basicAuth(sandbox.appId, sandbox.appKey))).status).toBe(401);
	});

	it('replies 404 for a file that is older than 90 days', async () => {
		const { video } = await record();
		await sandbox.control.advanceClock({ seconds: 90 * 86_400 - 60 });
		expect((await download(video, login)).status).toBe(200);
		await sandbox.control.advanceClock({ seconds: 120 });
		expect((await download(video, login)).status).toBe(404);
	});

	it('replies 404 for a file that does not exist, or not yet', async () => {
		expect((await download(`${sandbox.filesOrigin}/recordings/a/b/c.mov`, login)).status).toBe(404);
		await record({ transcodedAfterSeconds: 600 });
		const later = (await sandbox.control.files()).find((file) => !file.visible);
		expect((await download(later?.url ?? '', login)).status).toBe(404);
		await sandbox.control.advanceClock({ seconds: 600 });
		expect((await download(later?.url ?? '', login)).status).toBe(200);
	});

	it('sends a video of the requested size, with the same bytes every time', async () => {
		const { video } = await record({ fileBytes: 200_001 });
		const { status, headers, bytes } = await download(video, login);
		expect(status).toBe(200);
		expect(headers).toMatchObject({ 'content-type': 'video/quicktime', 'content-length': '200001' });
		expect(headers).not.toHaveProperty('content-disposition');
		expect(bytes.subarray(4, 10).toString()).toBe('ftypqt');
		const info = (await sandbox.control.files({ sha256: true })).find((file) => file.url === video);
		expect(info).toMatchObject({ bytes: 200_001, sha256: createHash('sha256').update(bytes).digest('hex') });
	});

	it('sends parts of a file', async () => {
		const { video } = await record({ fileBytes: 200_001 });
		const { headers, bytes } = await download(video, login);
		expect(headers['accept-ranges']).toBe('bytes');
		const part = async (range: string) => {
			const response = await request(video, { headers: { authorization: login, range } });
			return { status: response.statusCode, range: response.headers['content-range'], length: response.headers['content-length'], bytes: Buffer.from(await response.body.arrayBuffer()) };
		};
		for (const [range, start, end] of [['bytes=0-0', 0, 0], ['bytes=65530-131080', 65530, 131080], ['bytes=200000-', 200_000, 200_000], ['bytes=-5', 199_996, 200_000], ['bytes=100-999999', 100, 200_000]] as const) {
			expect(await part(range)).toEqual({ status: 206, range: `bytes ${start}-${end}/200001`, length: String(end - start + 1), bytes: bytes.subarray(start, end + 1) });
		}
		expect(await part('bytes=200001-')).toMatchObject({ status: 416, range: 'bytes */200001' });
		expect(await part('lines=1-2')).toMatchObject({ status: 200, length: '200001' });
	});

	it('sends chat and metadata as JSON', async () => {
		const { chat } = await record({ chat: [{ from: 'Ann', message: 'Grüße' }] });
		const { headers, bytes } = await download(chat, login);
		expect(headers['content-type']).toBe('application/json');
		expect(JSON.parse(bytes.toString())).toEqual({ messages: [{ from: 'Ann', message: 'Grüße' }] });
		expect(headers['content-length']).toBe(String(bytes.length));
	});

	it('names the file if that is set', async () => {
		await sandbox.control.settings({ contentDisposition: true });
		const { video } = await record();
		expect((await download(video, login)).headers['content-disposition']).toBe('attachment; filename="session.mov"');
	});

	it('streams with backpressure: a file of 1 GB waits for its reader instead of filling the memory', async () => {
		const { video } = await record({ fileBytes: 1024 ** 3 });
		const before = process.memoryUsage().rss;
		const response = await request(video, { headers: { authorization: login } });
		expect(response.headers['content-length']).toBe(String(1024 ** 3));
		const reader = response.body[Symbol.asyncIterator]();
		expect((await reader.next()).value.length).toBeGreaterThan(0);
		await new Promise((resolve) => setTimeout(resolve, 500));
		expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 ** 2);
		await reader.return?.();
	});
});
