import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';

const NODE = process.execPath;

/** What a run of tests found. Tests that never end count as failed. */
export interface TestRun {
	hasFailed: boolean;
	/** Test files that failed, relative to the project. */
	failedFiles: string[];
	/** All test files, the quickest first; empty if the first failure ended the run. */
	quickestFirst: string[];
	milliseconds: number;
}

export interface TestRunOptions {
	/** Test files to leave out. */
	except?: readonly string[];
	/** Test files in the order in which they run. */
	order?: readonly string[];
	/** The first file that fails ends the run. */
	bail: boolean;
	timeoutMs: number;
}

interface JestReport {
	testResults: Array<{ name: string; status: string; startTime: number; endTime: number }>;
}

/** With bail, jest ends without its report, and only prints this. */
const FAILED_FILE = /^FAIL \w+ (\S+)/gm;

/** A copy of the project in which sources are changed, so that nothing happens to the original. */
export class Workspace {
	private constructor(
		readonly folder: string,
		private readonly signal: AbortSignal,
	) {}

	/** Copies what git would commit, and links the installed packages. */
	static async open(root: string, signal: AbortSignal): Promise<Workspace> {
		const { stdout } = await execa('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
		const folder = mkdtempSync(path.join(tmpdir(), 'enablex-mutate-'));
		const files = stdout.split('\0').filter((file) => file !== '' && existsSync(path.join(root, file)));
		for (const file of files) cpSync(path.join(root, file), path.join(folder, file));
		symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
		return new Workspace(folder, signal);
	}

	close(): void {
		rmSync(this.folder, { recursive: true, force: true });
	}

	read(file: string): string {
		return readFileSync(path.join(this.folder, file), 'utf8');
	}

	write(file: string, source: string): void {
		writeFileSync(path.join(this.folder, file), source);
	}

	/** Bundles the code into dist, without a check of its types. Throws if it cannot be bundled. */
	async build(): Promise<void> {
		await execa(NODE, ['node_modules/gulp/bin/gulp.js'], { cwd: this.folder, cancelSignal: this.signal });
	}

	/** Runs the test files of some paths. Throws if jest prints no report although no failure may end it. */
	async test(project: 'parts' | 'engine', paths: readonly string[], { except = [], order = [], bail, timeoutMs }: TestRunOptions): Promise<TestRun> {
		const start = performance.now();
		const flags = ['--selectProjects', project, '--runInBand', '--silent', '--json', `--cacheDirectory=${path.join(this.folder, '.jest')}`, `--testSequencer=${path.join(this.folder, 'test/runs/mutate/sequencer.cjs')}`];
		if (bail) flags.push('--bail');
		if (except.length > 0) flags.push('--testPathIgnorePatterns', ...except);
		const { exitCode, stdout, stderr } = await execa(NODE, ['node_modules/jest/bin/jest.js', ...paths, ...flags], {
			cwd: this.folder,
			env: { TEST_ORDER: JSON.stringify(order.map((file) => path.join(this.folder, file))) },
			cancelSignal: this.signal,
			forceKillAfterDelay: 1_000,
			timeout: timeoutMs,
			reject: false,
		});
		this.signal.throwIfAborted();
		if (!bail && stdout === '') throw new Error(`The tests cannot be run without a mutant: ${stderr}`);
		return {
			hasFailed: exitCode !== 0,
			failedFiles: [...new Set(Array.from(stderr.matchAll(FAILED_FILE), ([, file]) => file))],
			quickestFirst: this.quickestFirst(stdout),
			milliseconds: performance.now() - start,
		};
	}

	private quickestFirst(report: string): string[] {
		if (!report.startsWith('{')) return [];
		const { testResults }: JestReport = JSON.parse(report);
		return testResults.sort((a, b) => a.endTime - a.startTime - (b.endTime - b.startTime)).map(({ name }) => path.relative(this.folder, name));
	}
}
