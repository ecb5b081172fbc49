import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildOnce, isFinished } from './finished-folder.mts';

let cache: string;
beforeEach(async () => {
	cache = await mkdtemp(path.join(tmpdir(), 'finished-folder-'));
});
afterEach(async () => await rm(cache, { recursive: true, force: true }));

const write = (text: string) => async (draft: string) => await writeFile(path.join(draft, 'content'), text);

describe('An install in the cache', () => {
	test('is built once and then reused', async () => {
		const build = jest.fn(write('first'));
		const folder = path.join(cache, 'n8n');
		await buildOnce(folder, build);
		await buildOnce(folder, build);
		expect(build).toHaveBeenCalledTimes(1);
		expect(await readFile(path.join(folder, 'content'), 'utf8')).toBe('first');
	});

	test('that fails midway leaves nothing behind that looks finished', async () => {
		const folder = path.join(cache, 'n8n');
		const broken = async (draft: string) => {
			await write('half')(draft);
			throw new Error('the network is gone');
		};
		await expect(buildOnce(folder, broken)).rejects.toThrow('the network is gone');
		expect(await isFinished(folder)).toBe(false);
		expect(await readdir(cache)).toEqual([]);
	});

	test('by two processes at once leaves one complete folder', async () => {
		const folder = path.join(cache, 'n8n');
		const slow = (text: string) => async (draft: string) => {
			await new Promise((resolve) => setTimeout(resolve, 50));
			await write(text)(draft);
		};
		await Promise.all([buildOnce(folder, slow('one')), buildOnce(folder, slow('two'))]);
		expect(await readdir(cache)).toEqual(['n8n']);
		expect(['one', 'two']).toContain(await readFile(path.join(folder, 'content'), 'utf8'));
	});

	test('that somebody damaged by hand is rebuilt', async () => {
		const folder = path.join(cache, 'n8n');
		await mkdir(folder);
		await writeFile(path.join(folder, 'content'), 'leftover');
		await buildOnce(folder, write('whole'));
		expect(await readFile(path.join(folder, 'content'), 'utf8')).toBe('whole');
		expect(await readdir(cache)).toEqual(['n8n']);
	});

	test('removes only the drafts of dead processes', async () => {
		const dead = 2 ** 22 + 1;
		await mkdir(path.join(cache, `n8n.draft-${dead}-00aa`));
		await mkdir(path.join(cache, `n8n.draft-${process.pid}-00bb`));
		await mkdir(path.join(cache, 'something else'));
		await buildOnce(path.join(cache, 'n8n'), write('whole'));
		expect((await readdir(cache)).sort()).toEqual(['n8n', `n8n.draft-${process.pid}-00bb`, 'something else']);
	});
});
