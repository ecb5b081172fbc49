import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { startSandbox } from './index.mts';
import { basic, Caller } from './support.mts';

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
		const { room_id } = await new Caller(first).room();
		await first.control.setClock({ now: '2024-03-22T10:00:00Z', frozen: true });
		await first.control.runSession({ roomId: room_id, users: [{ name: 'Ann' }], recording: true, chat: true });
		const cdr = (await new Caller(first).get(`/cdr/room/${room_id}`)).text;
		await first.stop();

		const second = await startSandbox({ dataFile });
		const api = new Caller(second);
		expect((await api.get(`/rooms/${room_id}`)).json.result).toBe(0);
		expect((await api.get(`/cdr/room/${room_id}`)).text).toBe(cdr);
		expect((await second.control.clock()).now).toBe('2024-03-22T10:00:00.000Z');
		const [archive] = (await api.get(`/archive/room/${room_id}`)).json.archive;
		const chat = await request(archive.chatdata ?? '', { headers: { authorization: basic(second.recordings.username, second.recordings.password) } });
		expect([chat.statusCode, new URL(archive.chatdata ?? '').origin]).toEqual([200, second.filesOrigin]);
		await chat.body.dump();
		expect((await api.room()).room_id).not.toBe(room_id);
		await second.stop();
	});

	it('saves shortly after a change, without being stopped, and leaves no second file behind', async () => {
		const sandbox = await startSandbox({ dataFile });
		const { room_id } = await new Caller(sandbox).room();
		await new Promise((resolve) => setTimeout(resolve, 600));
		expect(await readFile(dataFile, 'utf8')).toContain(room_id);
		expect(await readdir(join(folder, 'deep'))).toEqual(['data.json']);
		await sandbox.stop();
	});

	it('refuses a file that is something else, in a sentence', async () => {
		const other = join(folder, 'other.json');
		await writeFile(other, 'not json');
		await expect(startSandbox({ dataFile: other })).rejects.toThrow('is not a data file of the sandbox');
	});
});
