import { execFile, spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { killGroup } from '../host/processes.mts';

/** Which program to start, and how to know that it is up. */
export interface ServerPlan {
	readonly name: string;
	readonly file: string;
	readonly args: readonly string[];
	readonly logFile: string;
	/** It is up when something listens there, on 127.0.0.1. */
	readonly port: number;
	/** The signal upon which it leaves at once and in order. */
	readonly stopSignal: NodeJS.Signals;
	/** Undefined for the user of this process. */
	readonly user?: string;
}

/** A server that runs. */
export interface RunningServer {
	/** Ends it; may be called again. */
	stop(): Promise<void>;
}

const UP_WITHIN_MS = 30_000;
const GRACE_MS = 10_000;

/** Starts a server in a process group of its own and waits until it listens. Rejects with a sentence that names its log. */
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

/** The command line that runs a program as another user; the process id stays the same. Only root can do that. */
export function asUser(user: string | undefined, file: string, args: readonly string[]): [string, string[]] {
	const change = user === undefined ? [] : ['--reuid', user, '--regid', user, '--clear-groups'];
	// A run that is killed takes its servers with it: nobody else would ever stop them.
	return ['setpriv', [...change, '--pdeathsig', 'INT', file, ...args]];
}

/** Runs a program to its end as another user. Rejects with what it printed. */
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
