import { createHash } from 'node:crypto';
import { request } from 'undici';
import { startSandbox, type Sandbox } from './index.mts';
import { basic, Caller } from './support.mts';

describe('the recording file host of the sandbox', () => {
	let sandbox: Sandbox;
	let api: Caller;
	let login: string;

	beforeAll(async () => {
		sandbox = await startSandbox();
		api = new Caller(sandbox);
		login = basic(sandbox.recordings.username, sandbox.recordings.password);
	});
	beforeEach(() => sandbox.control.reset());
	afterAll(() => sandbox.stop());

	async function record(more: object = {}): Promise<{ film: string; chat: string }> {
		const { room_id } = await api.room();
		const users = [{ name: 'Ann' }];
		await sandbox.control.runSession({ roomId: room_id, users, recording: true, transcodedAfterSeconds: 0, chat: true, ...more });
		const [archive] = (await api.get(`/archive/room/${room_id}`)).json.archive;
		return { film: archive.transcoded?.[0]?.url ?? '', chat: archive.chatdata ?? '' };
	}

	async function download(url: string, authorization?: string) {
		const response = await request(url, { headers: authorization ? { authorization } : {} });
		return { status: response.statusCode, headers: response.headers, bytes: Buffer.from(await response.body.arrayBuffer()) };
	}

	it('is another origin than the API, with an e-mail shaped user name', () => {
		expect(sandbox.filesOrigin).not.toBe(sandbox.origin);
		expect(sandbox.recordings.hosts).toBe(new URL(sandbox.filesOrigin).host);
		expect(sandbox.recordings.username).toContain('@');
	});

	it('gives 403 without a login and 401 with a wrong one', async () => {
		const { film } = await record();
		expect((await download(film)).status).toBe(403);
		expect((await download(film, basic(sandbox.recordings.username, 'wrong'))).status).toBe(401);
	});

	it('never takes the App ID and App Key', async () => {
		const { film } = await record();
		expect((await download(film, basic(sandbox.appId, sandbox.appKey))).status).toBe(401);
	});

	it('gives 404 for a file that is not there, or not there yet', async () => {
		expect((await download(`${sandbox.filesOrigin}/recordings/a/b/c.mov`, login)).status).toBe(404);
		await record({ transcodedAfterSeconds: 600 });
		const later = (await sandbox.control.files()).find((file) => !file.visible);
		expect((await download(later?.url ?? '', login)).status).toBe(404);
		await sandbox.control.advanceClock({ seconds: 600 });
		expect((await download(later?.url ?? '', login)).status).toBe(200);
	});

	it('sends a film of the size that was asked for, the same bytes every time', async () => {
		const { film } = await record({ fileBytes: 200_001 });
		const { status, headers, bytes } = await download(film, login);
		expect(status).toBe(200);
		expect(headers).toMatchObject({ 'content-type': 'video/quicktime', 'content-length': '200001' });
		expect(headers).not.toHaveProperty('content-disposition');
		expect(bytes.subarray(4, 10).toString()).toBe('ftypqt');
		const info = (await sandbox.control.files({ sha256: true })).find((file) => file.url === film);
		expect(info).toMatchObject({ bytes: 200_001, sha256: createHash('sha256').update(bytes).digest('hex') });
	});

	it('sends chat and metadata as JSON', async () => {
		const { chat } = await record({ chat: [{ from: 'Ann', message: 'Grüße' }] });
		const { headers, bytes } = await download(chat, login);
		expect(headers['content-type']).toBe('application/json');
		expect(JSON.parse(bytes.toString())).toEqual({ messages: [{ from: 'Ann', message: 'Grüße' }] });
		expect(headers['content-length']).toBe(String(bytes.length));
	});

	it('names the file when told to', async () => {
		await sandbox.control.settings({ contentDisposition: true });
		const { film } = await record();
		expect((await download(film, login)).headers['content-disposition']).toBe('attachment; filename="session.mov"');
	});

	it('streams with back-pressure: a file of 1 GB waits for its reader instead of filling the memory', async () => {
		const { film } = await record({ fileBytes: 1024 ** 3 });
		const before = process.memoryUsage().rss;
		const response = await request(film, { headers: { authorization: login } });
		expect(response.headers['content-length']).toBe(String(1024 ** 3));
		const reader = response.body[Symbol.asyncIterator]();
		expect((await reader.next()).value.length).toBeGreaterThan(0);
		await new Promise((resolve) => setTimeout(resolve, 500));
		expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 ** 2);
		await reader.return?.();
	});
});
