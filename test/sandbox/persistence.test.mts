import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { basicAuth } from '../lib/basic-auth.mts';
import { startSandbox } from './index.mts';
import { ApiClient } from './support.mts';

describe('the data file of the sandbox', () => {
	let folder: string;
	let dataFile: string;

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
		dataFile = join(folder, 'deep', 'data.json');
	});
	afterEach(() => rm(folder, { recursive: true }));

	it('keeps rooms, records, files and the clock across a restart', async () => {
		const first = await startSandbox({ dataFile });
		const { room_id } = await new ApiClient(first).room();
		await first.control.setClock({ now: '2024-03-22T10:00:00Z', frozen: true });
		await first.control.runSession({ roomId: room_id, users: [{ name: 'Ann' }], recording: true, chat: true });
		const cdr = (await new ApiClient(first).get(`/cdr/room/${room_id}`)).text;
		await first.stop();

		const second = await startSandbox({ dataFile });
		const api = new ApiClient(second);
		expect((await api.get(`/rooms/${room_id}`)).json.result).toBe(0);
		expect((await api.get(`/cdr/room/${room_id}`)).text).toBe(cdr);
		expect((await second.control.clock()).now).toBe('2024-03-22T10:00:00.000Z');
		const [archive] = (await api.get(`/archive/room/${room_id}`)).json.archive;
		const chat = await request(archive.chatdata ?? '', { headers: { authorization: basicAuth(second.recordings.username, second.recordings.password) } });
		expect([chat.statusCode, new URL(archive.chatdata ?? '').origin]).toEqual([200, second.filesOrigin]);
		await chat.body.dump();
		expect((await api.room()).room_id).not.toBe(room_id);
		await second.stop();
	});

	it('keeps the address of the notifications', async () => {
		const first = await startSandbox({ dataFile });
		await first.control.notifications.sendTo({ url: 'http://127.0.0.1:9/hook', username: 'hook' });
		await first.stop();
		const second = await startSandbox({ dataFile });
		await second.control.notifications.post({ type: 'x' });
		expect(await second.control.notifications.settle()).toMatchObject([{ url: 'http://127.0.0.1:9/hook', status: null }]);
		await second.stop();
	});

	it('saves shortly after a change, without being stopped, and leaves no temporary file behind', async () => {
		const sandbox = await startSandbox({ dataFile });
		const { room_id } = await new ApiClient(sandbox).room();
		await new Promise((resolve) => setTimeout(resolve, 600));
		expect(await readFile(dataFile, 'utf8')).toContain(room_id);
		expect(await readdir(join(folder, 'deep'))).toEqual(['data.json']);
		await sandbox.stop();
	});

	it('refuses a file of another kind, with a readable error', async () => {
		const other = join(folder, 'other.json');
		await writeFile(other, 'not json');
		await expect(startSandbox({ dataFile: other })).rejects.toThrow('is not a data file of the sandbox');
	});
});
