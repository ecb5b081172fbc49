import { spawn } from 'node:child_process';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { npmEnvironment } from './n8n/environment.mts';
import { stopGroup } from './processes.mts';

/** How to run one command. */
export interface CommandOptions {
	readonly cwd: string;
	/** Both output streams are appended to this file; its folder is created if necessary. */
	readonly logFile: string;
	/** Stops the command and everything it started. */
	readonly signal?: AbortSignal;
}

const GRACE_MS = 3_000;

/**
 * Runs a program to completion in its own process group. If it cannot be started, fails, or is
 * stopped by the signal, rejects with an error that names the log file.
 */
export async function runCommand(file: string, args: readonly string[], options: CommandOptions): Promise<void> {
	const { cwd, logFile, signal } = options;
	signal?.throwIfAborted();
	await mkdir(path.dirname(logFile), { recursive: true });
	const log = await open(logFile, 'a');
	try {
		await log.write(`\n$ ${path.basename(file)} ${args.join(' ')}\n`);
		const child = spawn(file, args, {
			cwd,
			env: npmEnvironment(process.env),
			detached: true,
			stdio: ['ignore', log.fd, log.fd],
		});
		const ended = new Promise<string | undefined>((resolve) => {
			child.once('error', (error) => resolve(`could not be started (${error.message})`));
			child.once('close', (code, by) => resolve(code === 0 ? undefined : `stopped with ${by ?? `exit code ${code}`}`));
		});
		let stopped: Promise<void> | undefined;
		const stop = () => {
			if (child.pid !== undefined) stopped = stopGroup(child.pid, GRACE_MS);
		};
		signal?.addEventListener('abort', stop);
		const failure = await ended;
		signal?.removeEventListener('abort', stop);
		await stopped;
		signal?.throwIfAborted();
		if (failure) throw new Error(`${describe(file, args)} ${failure}. See ${logFile}`);
	} finally {
		await log.close();
	}
}

/** Runs npm from PATH, without audits and unnecessary output. */
export async function runNpm(args: readonly string[], options: CommandOptions): Promise<void> {
	await runCommand('npm', [...args, '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=warn'], options);
}

function describe(file: string, args: readonly string[]): string {
	return [path.basename(file), ...args.slice(0, 2)].join(' ');
}
