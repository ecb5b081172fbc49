import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..', '..');

/** Test files that leave something behind, or not. */
const FILES = {
	timers: "test('a', () => { setTimeout(() => {}, 60_000); setInterval(() => {}, 50); void require('node:timers/promises').setTimeout(60_000); });",
	server: "test('a', (done) => { require('node:http').createServer().listen(0, () => done()); });",
	program: "test('a', () => { require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 5_000)']); });",
	wrong: "test('a', () => { setTimeout(() => {}, 60_000); throw new Error('What is wrong'); });",
	idle: "test('a', () => { setTimeout(() => {}, 60_000).unref(); });",
	brief: "test('a', () => { setTimeout(() => {}, 300); });",
	tidy: "test('a', () => {});",
};

/** Runs some of these files as jest does for this project. Returns what it says about those that fail, by their names. */
function failuresOf(names: Array<keyof typeof FILES>, flag: string): Record<string, string> {
	const folder = mkdtempSync(path.join(tmpdir(), 'enablex-tidy-'));
	try {
		for (const name of names) writeFileSync(path.join(folder, `${name}.test.js`), FILES[name]);
		const config = { rootDir: folder, testEnvironment: path.join(__dirname, 'tidy-environment.cjs'), transform: {} };
		const jest = path.join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
		// Without --forceExit, jest would wait for what the tests leave.
		const flags = ['--config', JSON.stringify(config), '--rootDir', folder, flag, '--json', '--forceExit'];
		const { stdout } = spawnSync(process.execPath, [jest, ...flags], { cwd: folder, encoding: 'utf8' });
		const { testResults }: { testResults: Array<{ name: string; status: string; message: string }> } = JSON.parse(stdout);
		expect(testResults).toHaveLength(names.length);
		const failed = testResults.filter(({ status }) => status === 'failed');
		return Object.fromEntries(failed.map(({ name, message }) => [path.basename(name, '.test.js'), message]));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

const left = (what: string): unknown => expect.stringContaining(`The tests leave something behind that keeps the process alive: ${what}`);

describe('Test files that leave something behind fail', () => {
	test('in processes of their own', () => {
		const failures = failuresOf(['timers', 'server', 'program', 'wrong', 'idle', 'brief', 'tidy'], '--maxWorkers=2');
		expect(failures).toEqual({
			timers: left('3 Timeout'),
			server: left('1 TCPServerWrap'),
			program: expect.stringContaining('1 ProcessWrap'),
			// A failure of a test itself stays what people see.
			wrong: expect.stringContaining('What is wrong'),
		});
		expect(failures.wrong).not.toContain('behind');
	});

	test('in the process of jest, which has a timer of its own', () => {
		expect(failuresOf(['timers', 'brief', 'tidy'], '--runInBand')).toEqual({ timers: left('3 Timeout') });
	});
});
