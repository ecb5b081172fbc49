import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { checkBuild } from './built.mts';
import { listFiles, packPackage } from './pack.mts';

const root = resolve(__dirname, '../..');
/** All that the package is made from. */
const SOURCES = ['nodes', 'credentials', 'icons', 'package.json', 'tsconfig.json', 'gulpfile.js', 'README.md', 'CHANGELOG.md', 'LICENSE.md'];

let workplace: string;
beforeAll(() => {
	checkBuild(root);
	workplace = mkdtempSync(join(tmpdir(), 'enablex-reproducible-'));
});
afterAll(() => rmSync(workplace, { recursive: true, force: true }));

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** How one machine differs from the next: where the sources lie, how old they are, who may read them, time zone and language. */
interface Surroundings {
	folder: string;
	order: string[];
	modified: Date;
	umask: number;
	env: NodeJS.ProcessEnv;
}

/** Builds and packs a copy of the sources. Returns the hash of the tarball. */
function buildElsewhere({ folder, order, modified, umask, env }: Surroundings): string {
	const copy = join(workplace, folder);
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

test('Whoever builds the package from the same sources gets the same file, byte for byte', () => {
	const here = hashOf(packPackage(root, workplace));
	const there = [
		{ folder: 'a', order: SOURCES, modified: new Date('2001-01-01T00:00:00Z'), umask: 0o022, env: { TZ: 'Asia/Kathmandu', LANG: 'C' } },
		{ folder: join('deeper', 'b c', 'checkout'), order: [...SOURCES].reverse(), modified: new Date(), umask: 0o077, env: { TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8' } },
	].map(buildElsewhere);
	expect(there).toEqual([here, here]);
}, 180_000);
