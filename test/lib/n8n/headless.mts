import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Checks } from '../checks.mts';
import { projectFolders } from './directories.mts';
import { startHost } from './host.mts';
import type { RunningHost } from './host.mts';
import { parseOptions } from './options.mts';
import { freePort } from '../ports.mts';
import { showSteps } from '../steps.mts';
import { stopOnSignals, untilAborted } from '../stop-signals.mts';

/** The checks of a headless run. */
export type CheckAll = (checks: Checks, host: RunningHost) => Promise<void>;

/** Prepares a run before n8n starts, in its temporary folder. Returns environment variables for n8n. */
export type Prepare = (folder: string) => Promise<Readonly<Record<string, string>>>;

/** The folder for a run's data, and the signal that stops it early. */
export interface RunContext {
	/** A new folder, removed after the run. */
	readonly data: string;
	/** Aborted by Ctrl-C and the like. */
	readonly signal: AbortSignal;
}

/**
 * Starts a fresh n8n with the packed package and a fresh sandbox, on free ports and with their own
 * data, runs the checks, and exits with 0 if all of them pass, otherwise with 1.
 * `name` is the name of the run for messages.
 */
export async function runHeadless(name: string, checkAll: CheckAll, prepare: Prepare = async () => ({})): Promise<never> {
	return await runChecked(name, async (checks, { data, signal }) => {
		await checkOnHost(checks, { data, env: await prepare(data), signal }, checkAll);
	});
}

/** The same for a run that starts everything it needs itself, and stops it before `work` resolves. */
export async function runChecked(name: string, work: (checks: Checks, context: RunContext) => Promise<void>): Promise<never> {
	const checks = new Checks();
	const data = await mkdtemp(path.join(tmpdir(), `enablex-${name}-`));
	try {
		await work(checks, { data, signal: stopOnSignals() });
	} catch (error) {
		checks.that(`the ${name} run completes`, false, error instanceof Error ? error.message : String(error));
	} finally {
		await rm(data, { recursive: true, force: true, maxRetries: 3 });
	}
	console.log(`\n${checks.summary()}`);
	process.exit(checks.ok ? 0 : 1);
}

interface HostContext extends RunContext {
	readonly env: Readonly<Record<string, string>>;
}

async function checkOnHost(checks: Checks, { data, env, signal }: HostContext, checkAll: CheckAll): Promise<void> {
	const ports = [await freePort(), await freePort(), await freePort()];
	const [port, sandboxPort, filesPort] = ports.map(String);
	const argv = ['--port', port, '--sandbox-port', sandboxPort, '--files-port', filesPort, ...process.argv.slice(2)];
	const host = await startHost({
		// Without the environment, because a headless run must never use a real account.
		options: parseOptions(argv, {}),
		folders: { cache: projectFolders().cache, data },
		step: showSteps('simple'),
		env,
		signal,
	});
	try {
		const stopped = untilAborted(signal).then(() => signal.throwIfAborted());
		await Promise.race([checkAll(checks, host), stopped]);
	} finally {
		await host.stop();
	}
}
