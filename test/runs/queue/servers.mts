import { execFile, spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { killGroup } from '../../lib/processes.mts';

/** The program to start, and how to tell that it is up. */
export interface ServerPlan {
	readonly name: string;
	readonly file: string;
	readonly args: readonly string[];
	readonly logFile: string;
	/** The server is up when something listens on this port of 127.0.0.1. */
	readonly port: number;
	/** The signal for a fast, orderly shutdown. */
	readonly stopSignal: NodeJS.Signals;
	/** The user to run it as; defaults to the user of this process. */
	readonly user?: string;
}

/** A running server. */
export interface RunningServer {
	/** Stops it; may be called repeatedly. */
	stop(): Promise<void>;
}

const UP_WITHIN_MS = 30_000;
const GRACE_MS = 10_000;

/** Starts a server in its own process group and waits until it listens. The error names its log. */
export async function startServer(plan: ServerPlan, signal: AbortSignal): Promise<RunningServer> {
	signal.throwIfAborted();
	const { pid, ended } = await launch(plan);
	let stopping: Promise<void> | undefined;
	const stop = async () => await (stopping ??= end(pid, ended, plan.stopSignal));
	try {
		await waitUntilUp(plan, ended, signal);
	} catch (error) {
		await stop();
		throw error;
	}
	return { stop };
}

/** The command line that runs a program as another user, keeping the process ID. Only root can do that. */
export function asUser(user: string | undefined, file: string, args: readonly string[]): [string, string[]] {
	const change = user === undefined ? [] : ['--reuid', user, '--regid', user, '--clear-groups'];
	// If the run is killed, its servers go with it; otherwise nothing would stop them.
	return ['setpriv', [...change, '--pdeathsig', 'INT', file, ...args]];
}

/** Runs a program to completion as another user. Rejects with its output. */
export async function runAsUser(user: string | undefined, file: string, args: readonly string[], cwd: string): Promise<void> {
	const [program, line] = asUser(user, file, args);
	await promisify(execFile)(program, line, { cwd });
}

async function launch({ name, file, args, logFile, user }: ServerPlan): Promise<{ pid: number; ended: Promise<string> }> {
	const log = await open(logFile, 'a');
	try {
		const [program, line] = asUser(user, file, args);
		const child = spawn(program, line, { cwd: path.dirname(logFile), detached: true, stdio: ['ignore', log.fd, log.fd] });
		const ended = new Promise<string>((resolve) => {
			child.once('error', (error) => resolve(`${name} could not be started (${error.message}).`));
			child.once('exit', (code, by) => resolve(`${name} ended with ${by ?? `exit code ${code}`}. See ${logFile}`));
		});
		if (child.pid === undefined) throw new Error(await ended);
		return { pid: child.pid, ended };
	} finally {
		await log.close();
	}
}

async function end(pid: number, ended: Promise<string>, stopSignal: NodeJS.Signals): Promise<void> {
	const isGone = await Promise.race([ended.then(() => true), sleep(0, false)]);
	if (isGone) return;
	process.kill(pid, stopSignal);
	await Promise.race([ended, sleep(GRACE_MS, undefined, { ref: false })]);
	await killGroup(pid);
}

async function waitUntilUp({ name, port, logFile }: ServerPlan, ended: Promise<string>, signal: AbortSignal): Promise<void> {
	let failure: string | undefined;
	void ended.then((sentence) => (failure = sentence));
	for (const limit = Date.now() + UP_WITHIN_MS; !(await listens(port)); await sleep(100)) {
		signal.throwIfAborted();
		if (failure) throw new Error(failure);
		if (Date.now() > limit) throw new Error(`${name} was not up within ${UP_WITHIN_MS / 1000} seconds. See ${logFile}`);
	}
}

async function listens(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect({ port, host: '127.0.0.1' });
		socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
		socket.once('connect', () => socket.end());
	});
}
