import { execa } from 'execa';

import { ensureNode24 } from './host/node24.mts';

/**
 * `npm test`: everything on the Node at hand, with n8n's older expression engine; then the engine
 * tests once more on Node 24 with the isolated-vm engine that servers use, where dates cross a
 * border between two realms (n8n.md 1.8). Arguments go to jest, such as `npm test -- room`.
 * Exits with 1 when a test of either run failed.
 */
const jest = 'node_modules/jest/bin/jest.js';
const [, , ...args] = process.argv;

async function run(title: string, node: string, nodeArgs: string[], env: Record<string, string>): Promise<boolean> {
	console.log(`\n${title}`);
	const { exitCode } = await execa(node, [...nodeArgs, ...args], { stdio: 'inherit', reject: false, env });
	return exitCode === 0;
}

const withLegacyEngine = await run('All tests, with the older expression engine', process.execPath, [jest], {});
const node24 = await ensureNode24({ report: (step) => console.log(`Node 24: ${step}`) });
const withServerEngine = await run(
	'Engine tests again, on Node 24 with the isolated-vm expression engine',
	node24,
	// isolated-vm's part of n8n is an ES module, which jest loads only with this switch.
	['--experimental-vm-modules', '--no-warnings', jest, '--selectProjects', 'engine'],
	{ ENABLEX_TEST_EXPRESSIONS: 'vm' },
);

process.exitCode = withLegacyEngine && withServerEngine ? 0 : 1;
