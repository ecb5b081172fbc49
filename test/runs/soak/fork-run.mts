import { fork } from 'node:child_process';
import { once } from 'node:events';

import type { Rate, SoakOptions } from './options.mts';
import type { RunResult } from './run.mts';

export interface WorkerTask {
	rate: Rate;
	options: SoakOptions;
}

export type WorkerMessage = { progress: string } | { result: RunResult } | { error: string; stack: string };

/** More space for short-lived objects: a listing of a full day is about 20 MB of JSON. */
const HEAP = '--max-semi-space-size=64';

/** Runs one rate in another process. Rejects with its error. */
export async function forkRun(task: WorkerTask, report: (what: string) => void): Promise<RunResult> {
	const worker = fork(new URL('./worker.mts', import.meta.url), [JSON.stringify(task)], { execArgv: [...process.execArgv, HEAP] });
	const ended = once(worker, 'exit').then(([code, signal]) => {
		throw new Error(`The run at the rate ${task.rate.title} ended early (${signal ?? code})`);
	});
	const outcome = new Promise<RunResult>((resolve, reject) => {
		worker.on('message', (message: WorkerMessage) => {
			if ('progress' in message) report(message.progress);
			else if ('result' in message) resolve(message.result);
			else reject(Object.assign(new Error(message.error), { stack: message.stack }));
		});
	});
	try {
		return await Promise.race([outcome, ended]);
	} finally {
		ended.catch(() => undefined);
		if (worker.connected) worker.disconnect();
	}
}
