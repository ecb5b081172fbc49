import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Checks } from './checks.mts';
import { projectFolders } from './directories.mts';
import { startHost } from './host.mts';
import type { RunningHost } from './host.mts';
import { parseOptions } from './options.mts';
import { freePort } from './ports.mts';
import { showSteps } from './steps.mts';
import { stopOnSignals, untilAborted } from './stop-signals.mts';

/** What a headless run looks at. */
export type CheckAll = (checks: Checks, host: RunningHost) => Promise<void>;

/** Makes something ready before n8n starts, in a folder that goes away with the run; gives variables for n8n. */
export type Prepare = (folder: string) => Promise<Readonly<Record<string, string>>>;

/** Where a run may keep its data, and what ends it early. */
export interface Workplace {
	/** A new folder, which goes away with the run. */
	readonly data: string;
	/** Aborted by Ctrl-C and the like. */
	readonly signal: AbortSignal;
}

/**
 * Starts a fresh n8n with the packed package and a fresh sandbox, on free ports with data of their
 * own, has it checked, and ends the process: exit code 0 when everything holds, else 1.
 * `name` is what the run is called in a sentence.
 */
export async function runHeadless(name: string, checkAll: CheckAll, prepare: Prepare = async () => ({})): Promise<never> {
	return await runChecked(name, async (checks, { data, signal }) => {
		await checkOnHost(checks, { data, env: await prepare(data), signal }, checkAll);
	});
}

/** The same for a run that starts by itself what it needs, and has stopped all of it when `work` is over. */
export async function runChecked(name: string, work: (checks: Checks, place: Workplace) => Promise<void>): Promise<never> {
	const checks = new Checks();
	const data = await mkdtemp(path.join(tmpdir(), `enablex-${name}-`));
	try {
		await work(checks, { data, signal: stopOnSignals() });
	} catch (error) {
		checks.that(`the ${name} run gets to its end`, false, error instanceof Error ? error.message : String(error));
	} finally {
		await rm(data, { recursive: true, force: true, maxRetries: 3 });
	}
	console.log(`\n${checks.summary()}`);
	process.exit(checks.ok ? 0 : 1);
}

interface Surroundings extends Workplace {
	readonly env: Readonly<Record<string, string>>;
}

async function checkOnHost(checks: Checks, { data, env, signal }: Surroundings, checkAll: CheckAll): Promise<void> {
	const ports = [await freePort(), await freePort(), await freePort()];
	const [port, sandboxPort, filesPort] = ports.map(String);
	const argv = ['--port', port, '--sandbox-port', sandboxPort, '--files-port', filesPort, ...process.argv.slice(2)];
	const host = await startHost({
		// Without the environment: a headless run never touches a real account.
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
