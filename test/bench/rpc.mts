/** Remote calls from the benchmark to the processes it starts, one at a time. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/** The calls a process serves, by name: an input and a result, both sent as JSON. */
export type Handlers<H> = { [K in keyof H]: (input: never) => unknown };

type Input<F> = F extends (input: infer I) => unknown ? I : never;
type Result<F> = F extends (input: never) => infer R ? Awaited<R> : never;
type Answer<T> = { result: T } | { error: string };

export interface ProcessPlan {
	/** The file to run, and the Node binary to run it with (default: the current one). */
	file: string;
	node?: string;
	nodeArgs: string[];
	env?: NodeJS.ProcessEnv;
	/** Receives everything the process prints. */
	logFile: string;
}

const KILL_AFTER_MS = 3_000;

/** A child process that serves calls. It exits when this process does, for whatever reason. */
export class RpcProcess<H extends Handlers<H>> {
	private readonly child: ChildProcess;
	private readonly gone: Promise<string>;
	private last: Promise<unknown> = Promise.resolve();

	constructor({ file, node = process.execPath, nodeArgs, env, logFile }: ProcessPlan) {
		const log = openSync(logFile, 'a');
		this.child = fork(file, [], { execPath: node, execArgv: nodeArgs, env, stdio: ['ignore', log, log, 'ipc'] });
		closeSync(log);
		this.gone = new Promise((resolve) => {
			this.child.once('error', (error) => resolve(`could not be started (${error.message})`));
			this.child.once('exit', (code, by) => resolve(`ended with ${by ?? `exit code ${code}`}. See ${logFile}`));
		});
	}

	/** Makes a call. Rejects with the other side's error message, or when the process has exited. */
	async call<K extends keyof H & string>(name: K, input: Input<H[K]>): Promise<Result<H[K]>> {
		const turn = this.last.then(async () => await this.send<Result<H[K]>>(name, input));
		this.last = turn.catch(() => undefined);
		return await turn;
	}

	/** Ends the process. */
	async stop(): Promise<void> {
		this.child.disconnect?.();
		const timer = setTimeout(() => this.child.kill('SIGKILL'), KILL_AFTER_MS);
		await this.gone;
		clearTimeout(timer);
	}

	private async send<T>(name: string, input: unknown): Promise<T> {
		const answer = new Promise<Answer<T>>((resolve) => this.child.once('message', (message: Answer<T>) => resolve(message)));
		this.child.send({ name, input });
		const ended = this.gone.then((reason) => ({ error: `The process serving "${name}" ${reason}` }));
		const reply = await Promise.race([answer, ended]);
		if ('error' in reply) throw new Error(reply.error);
		return reply.result;
	}
}

/** The child's side: serves calls until the benchmark exits. */
export function serve<H extends Handlers<H>>(handlers: H): void {
	process.on('message', ({ name, input }: { name: keyof H; input: never }) => {
		Promise.resolve()
			.then(async () => await handlers[name](input))
			.then(
				(result) => process.send?.({ result: result ?? null }),
				(error: unknown) => process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
			);
	});
	process.on('disconnect', () => process.exit(0));
}
