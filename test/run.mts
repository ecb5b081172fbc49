import { execa } from 'execa';

import { ensureNode24 } from './lib/n8n/node24.mts';
import { projectRoot } from './lib/n8n/paths.mts';
import { endWithParent } from './lib/stop-signals.mts';
import { isUpToDate } from './package/built.mts';

/**
 * `npm test`: builds if a source has changed, runs everything on the Node at hand with n8n's older
 * expression engine, then the engine tests that evaluate expressions once more on Node 24 with the isolated-vm engine
 * that servers use, where dates cross a border between two realms (n8n-host.md 1.8).
 * `npm test -- --twice` runs all engine tests twice, for what differs between two versions of Node; CI does.
 * Other arguments go to jest: `npm test -- paths` runs the files that have `paths` in their path.
 * Exits with 1 when a test of either run failed, and when there was none to run.
 */
const JEST = 'node_modules/jest/bin/jest.js';
const TWICE = '--twice';
const args = process.argv.slice(2).filter((arg) => arg !== TWICE);

/** 3,000 requests that start no workflow. */
const NEVER_REPEATED = ['engine/webhook/hostile'];
/** Tests with no expression in them, or with a hundred of the same kind. */
const REPEATED_ON_REQUEST = ['engine/webhook/', 'engine/trigger/(contract|delivery|edges|full|restart|states)', 'engine/credential/(leaks|outside-hosts)', 'engine/input/limits'];
/** The tests that run on both engines. The flags come after the patterns: jest would take a pattern that follows `--selectProjects` for a project. */
const NOT_REPEATED = process.argv.includes(TWICE) ? NEVER_REPEATED : [...NEVER_REPEATED, ...REPEATED_ON_REQUEST];
const REPEATED = ['--selectProjects', 'engine', '--testPathIgnorePatterns', ...NOT_REPEATED];

async function build(): Promise<void> {
	const { exitCode = 1 } = await execa('npm', ['run', 'build'], { stdio: 'inherit', reject: false });
	if (exitCode !== 0) process.exit(exitCode);
}

async function run(title: string, node: string, jestFlags: string[], env: Record<string, string>): Promise<boolean> {
	console.log(`\n${title}`);
	const { exitCode } = await execa(node, [JEST, ...args, ...jestFlags], { stdio: 'inherit', reject: false, env });
	return exitCode === 0;
}

/** Whether the arguments choose a test to repeat; jest lists them in a quarter of a second. */
async function choosesRepeatedTests(): Promise<boolean> {
	if (args.length === 0) return true;
	const flags = ['--listTests', '--passWithNoTests', ...REPEATED];
	const { stdout } = await execa(process.execPath, [JEST, ...args, ...flags], { reject: false });
	return /\.test\.mts$/m.test(stdout);
}

async function runOnServerEngine(): Promise<boolean> {
	if (!(await choosesRepeatedTests())) {
		console.log('\nNone of these tests is repeated on Node 24, unless you add --twice.');
		return true;
	}
	const node24 = await ensureNode24({ report: (step) => console.log(`Node 24: ${step}`) });
	const title = 'Engine tests again, on Node 24 with the isolated-vm expression engine';
	return await run(title, node24, REPEATED, { ENABLEX_TEST_EXPRESSIONS: 'vm' });
}

endWithParent();
if (!isUpToDate(projectRoot())) await build();
const withLegacyEngine = await run('Tests, with the older expression engine', process.execPath, [], {});
const withServerEngine = await runOnServerEngine();
process.exitCode = withLegacyEngine && withServerEngine ? 0 : 1;
