import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { copyBuild, refuseWithoutReload } from './dev-reload.mts';
import { findVersion } from './versions.mts';
import { watchSources } from './watch-sources.mts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'enablex-dev-'));
});
afterEach(() => {
	rmSync(folder, { recursive: true, force: true });
	jest.restoreAllMocks();
});

function write(file: string, text: string): void {
	mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
	writeFileSync(path.join(folder, file), text);
}

const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');

async function until(isTrue: () => boolean): Promise<void> {
	for (let waited = 0; !isTrue() && waited < 10_000; waited += 50) await sleep(50);
	expect(isTrue()).toBe(true);
}

describe('A new build goes into the running n8n', () => {
	const INSTALLED = 'nodes/node_modules/the-package';
	const copy = async () => await copyBuild(path.join(folder, 'checkout'), path.join(folder, INSTALLED));
	const LONG_AGO = new Date('2001-01-01T00:00:00Z');

	beforeEach(() => {
		for (const place of ['checkout', INSTALLED]) {
			write(`${place}/dist/index.js`, 'old code');
			write(`${place}/dist/icons/icon.svg`, 'icon');
		}
		utimesSync(path.join(folder, INSTALLED, 'dist/icons/icon.svg'), LONG_AGO, LONG_AGO);
	});

	test('with what has changed or is new, and without touching the rest', async () => {
		write('checkout/dist/index.js', 'new code');
		write('checkout/dist/nodes/New/New.node.json', '{}');
		expect(await copy()).toEqual(['dist/index.js', path.join('dist', 'nodes', 'New', 'New.node.json')]);
		expect(read(`${INSTALLED}/dist/index.js`)).toBe('new code');
		expect(read(`${INSTALLED}/dist/nodes/New/New.node.json`)).toBe('{}');
		expect(statSync(path.join(folder, INSTALLED, 'dist/icons/icon.svg')).mtime).toEqual(LONG_AGO);
	});

	test('without what is gone, and leaves nothing of its own behind', async () => {
		rmSync(path.join(folder, 'checkout/dist/icons/icon.svg'));
		expect(await copy()).toEqual([path.join('dist', 'icons', 'icon.svg')]);
		expect(readdirSync(path.join(folder, INSTALLED, 'dist/icons'))).toEqual([]);
		expect(readdirSync(path.join(folder, 'nodes'))).toEqual(['node_modules']);
	});

	test('not at all when it is the same', async () => {
		expect(await copy()).toEqual([]);
	});
});

test('An n8n that reloads nothing is refused before anything is started', () => {
	expect(() => refuseWithoutReload({ release: findVersion('2.41.1') })).not.toThrow();
	expect(() => refuseWithoutReload({ release: findVersion('1.123.81') })).toThrow('npm run dev needs n8n 2.41.1');
});

describe('Saving a file', () => {
	/** A checkout whose build fails when the node says so. */
	function makeCheckout(): void {
		write('package.json', '{}');
		write('nodes/A.node.ts', 'right');
		write('gulpfile.js', `
			const { readFileSync, writeFileSync } = require('node:fs');
			exports.default = async () => {
				const text = readFileSync(__dirname + '/nodes/A.node.ts', 'utf8');
				if (text === 'wrong') throw new Error('It does not compile');
				writeFileSync(__dirname + '/built', text);
			};
		`);
		symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'junction');
	}

	test('builds; one that does not compile is shown, changes nothing, and the next one builds again', async () => {
		makeCheckout();
		const shown = jest.spyOn(console, 'error').mockImplementation(() => undefined);
		let builds = 0;
		const end = watchSources(folder, async () => void builds++);
		try {
			// Until the watcher is up, a change is not seen.
			for (let round = 0; builds === 0 && round < 50; round++) {
				write('nodes/A.node.ts', `saved ${round}`);
				await sleep(200);
			}
			expect(read('built')).toMatch(/^saved/);

			await sleep(500);
			const before = builds;
			write('nodes/A.node.ts', 'wrong');
			await until(() => shown.mock.calls.length > 0);
			expect(String(shown.mock.calls[0])).toBe('It does not compile\nNot built; n8n keeps the code that it has.');
			expect(builds).toBe(before);

			write('nodes/A.node.ts', 'right again');
			await until(() => builds > before);
			expect(read('built')).toBe('right again');
		} finally {
			await end();
		}
	});
});
