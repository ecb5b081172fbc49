/**
 * The smoke run: a fresh n8n with the packed package and a fresh sandbox, driven through the REST
 * API that n8n's editor uses. Prints a line per check; the exit code tells the outcome.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Checks } from './checks.mts';
import { projectFolders } from './directories.mts';
import { startHost } from './host.mts';
import type { RunningHost } from './host.mts';
import { parseOptions } from './options.mts';
import { freePort } from './ports.mts';
import { checkCredential, checkExamples, checkNodeTypes, checkRoomLife } from './smoke-checks.mts';
import { showSteps } from './steps.mts';
import { stopOnSignals, untilAborted } from './stop-signals.mts';

async function run(checks: Checks, data: string, signal: AbortSignal): Promise<void> {
	const ports = [await freePort(), await freePort(), await freePort()];
	const [port, sandboxPort, filesPort] = ports.map(String);
	const argv = ['--port', port, '--sandbox-port', sandboxPort, '--files-port', filesPort, ...process.argv.slice(2)];
	const host = await startHost({
		// Without the environment: the smoke run never touches a real account.
		options: parseOptions(argv, {}),
		folders: { cache: projectFolders().cache, data },
		step: showSteps('simple'),
		signal,
	});
	try {
		const stopped = untilAborted(signal).then(() => signal.throwIfAborted());
		await Promise.race([checkAll(checks, host), stopped]);
	} finally {
		await host.stop();
	}
}

async function checkAll(checks: Checks, host: RunningHost): Promise<void> {
	await checkNodeTypes(checks, host);
	await checkCredential(checks, host);
	await checkRoomLife(checks, host);
	await checkExamples(checks, host);
}

const checks = new Checks();
const data = await mkdtemp(path.join(tmpdir(), 'enablex-smoke-'));
try {
	await run(checks, data, stopOnSignals());
} catch (error) {
	checks.that('the smoke run gets to its end', false, error instanceof Error ? error.message : String(error));
} finally {
	await rm(data, { recursive: true, force: true, maxRetries: 3 });
}
console.log(`\n${checks.summary()}`);
process.exit(checks.ok ? 0 : 1);
