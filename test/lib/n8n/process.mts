import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { n8nEnvironment } from './environment.mts';
import { hashPassword, OWNER } from './owner.mts';
import { projectRoot } from './paths.mts';
import { killGroup, stopGroup } from '../processes.mts';
import type { N8nVersion } from './versions.mts';

/** What to start. */
export interface StartN8nOptions {
	readonly release: N8nVersion;
	/** The path of the Node 24 binary, and the install folder of n8n. */
	readonly node: string;
	readonly folder: string;
	readonly userFolder: string;
	readonly port: number;
	/** A free port for n8n's internal task broker. */
	readonly brokerPort: number;
	/** Receives n8n's output; truncated first. */
	readonly logFile: string;
	/** n8n's command with its options: `['start']` (the default), `['worker', …]` or `['webhook']`. */
	readonly command?: readonly string[];
	/** Environment variables for this n8n that override the host's own. */
	readonly env?: Readonly<Record<string, string>>;
	readonly signal?: AbortSignal;
}

/** A running n8n. */
export interface RunningN8n {
	/** The origin of the editor and its REST API. */
	readonly url: string;
	readonly pid: number;
	readonly logFile: string;
	/** Resolves with a message when n8n has ended, for any reason. */
	readonly ended: Promise<string>;
	/** Stops n8n and everything it started; may be called repeatedly. */
	stop(): Promise<void>;
	/** Kills n8n immediately, like a power failure, without saving anything. */
	kill(): Promise<void>;
}

const UP_WITHIN_MS = 120_000;
/** More than n8n's own limit for a graceful shutdown (see environment.mts). */
const GRACE_MS = 10_000;

/**
 * Starts n8n in its own process group and waits until it answers. If n8n exits early or takes longer
 * than two minutes, rejects with an error that names the log and leaves nothing running.
 */
export async function startN8n(options: StartN8nOptions): Promise<RunningN8n> {
	options.signal?.throwIfAborted();
	const child = await spawnN8n(options);
	const ended = new Promise<string>((resolve) => {
		child.once('error', (error) => resolve(`n8n could not be started (${error.message}). See ${options.logFile}`));
		child.once('exit', (code, by) => resolve(`n8n ended with ${by ?? `exit code ${code}`}. See ${options.logFile}`));
	});
	if (child.pid === undefined) throw new Error(await ended);
	const { pid } = child;
	let stopping: Promise<void> | undefined;
	// Only the first call acts, because later on the process ID may belong to another process.
	const stop = async () => await (stopping ??= stopGroup(pid, GRACE_MS));
	const kill = async () => await (stopping ??= killGroup(pid));
	const url = `http://127.0.0.1:${options.port}`;
	try {
		await waitUntilUp(url, ended, options);
	} catch (error) {
		await stop();
		throw error;
	}
	return { url, pid, logFile: options.logFile, ended, stop, kill };
}

async function spawnN8n(options: StartN8nOptions): Promise<ChildProcess> {
	const { release, node, folder, userFolder, logFile, command = ['start'] } = options;
	await mkdir(path.dirname(logFile), { recursive: true });
	await mkdir(userFolder, { recursive: true });
	const log = await open(logFile, 'w');
	try {
		const environment = n8nEnvironment(process.env, {
			...options,
			isolatedExpressions: hasIsolatedVm(folder),
			disabledModules: release.disabledModules,
			owner: release.owner === 'environment' ? { ...OWNER, passwordHash: hashPassword(OWNER.password) } : undefined,
		});
		const guard = path.join(projectRoot(), 'test', 'lib', 'n8n', 'parent-guard.mts');
		return spawn(node, ['--import', guard, path.join(folder, 'node_modules', 'n8n', 'bin', 'n8n'), ...command], {
			cwd: userFolder,
			env: { ...environment, ...options.env, ENABLEX_GUARD_PARENT: String(process.pid) },
			detached: true,
			stdio: ['ignore', log.fd, log.fd, 'pipe'],
		});
	} finally {
		await log.close();
	}
}

function hasIsolatedVm(folder: string): boolean {
	const binaries = path.join(folder, 'node_modules', 'isolated-vm', 'prebuilds');
	return !existsSync(binaries) || existsSync(path.join(binaries, `${process.platform}-${process.arch}`));
}

async function waitUntilUp(url: string, ended: Promise<string>, options: StartN8nOptions): Promise<void> {
	const limit = Date.now() + UP_WITHIN_MS;
	let failure: string | undefined;
	void ended.then((sentence) => (failure = sentence));
	// Not /healthz, which reports ok while the database is still being created and every route serves a waiting page.
	while (!(await answers(`${url}/healthz/readiness`))) {
		options.signal?.throwIfAborted();
		if (failure) throw new Error(failure);
		if (Date.now() > limit) throw new Error(`n8n did not answer within two minutes. See ${options.logFile}`);
		await sleep(200);
	}
}

async function answers(url: string): Promise<boolean> {
	return await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
		(response) => response.ok,
		() => false,
	);
}
