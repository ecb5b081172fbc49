import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { checkBuild } from './built.mts';
import { listFiles, packPackage } from './pack.mts';

const root = resolve(__dirname, '../..');
/** Everything from which the package is built. */
const SOURCES = ['nodes', 'credentials', 'icons', 'package.json', 'tsconfig.json', 'gulpfile.js', 'README.md', 'CHANGELOG.md', 'LICENSE.md'];

let temporaryFolder: string;
beforeAll(() => {
	checkBuild(root);
	temporaryFolder = mkdtempSync(join(tmpdir(), 'enablex-reproducible-'));
});
afterAll(() => rmSync(temporaryFolder, { recursive: true, force: true }));

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** How machines differ: where the sources are, their age and permissions, the time zone and the language. */
interface Environment {
	folder: string;
	order: string[];
	modified: Date;
	umask: number;
	env: NodeJS.ProcessEnv;
}

/** Builds and packs a copy of the sources. Returns the hash of the tarball. */
function buildElsewhere({ folder, order, modified, umask, env }: Environment): string {
	const copy = join(temporaryFolder, folder);
	const usual = process.umask(umask);
	try {
		mkdirSync(copy, { recursive: true });
		for (const source of order) cpSync(join(root, source), join(copy, source), { recursive: true });
		for (const file of listFiles(copy, '.')) utimesSync(join(copy, file), modified, modified);
		symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
		execFileSync('npm', ['run', 'build'], { cwd: copy, env: { ...process.env, ...env }, stdio: 'pipe', shell: process.platform === 'win32' });
		return hashOf(packPackage(copy, copy));
	} finally {
		process.umask(usual);
	}
}

test('Builds of the same sources on different machines are identical, byte for byte', () => {
	const here = hashOf(packPackage(root, temporaryFolder));
	const there = [
		{ folder: 'a', order: SOURCES, modified: new Date('2001-01-01T00:00:00Z'), umask: 0o022, env: { TZ: 'Asia/Kathmandu', LANG: 'C' } },
		{ folder: join('deeper', 'b c', 'checkout'), order: [...SOURCES].reverse(), modified: new Date(), umask: 0o077, env: { TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8' } },
	].map(buildElsewhere);
	expect(there).toEqual([here, here]);
});
