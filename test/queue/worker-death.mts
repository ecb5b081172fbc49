import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivered } from '../host/delivery-verdict.mts';
import { TRIGGER_NODE } from '../host/trigger-workflow.mts';
import { listExecutions, readBatch } from './executions.mts';
import type { Scene } from './scene.mts';
import { readWorkerLog } from './worker-log.mts';

/** A worker that was killed in the midst of its work. */
export interface WorkerDeath {
	readonly worker: string;
	/** The execution of the CDR workflow that it was at, and the CDRs of it. */
	readonly batch: Delivered;
	/** The log of the worker that died. */
	readonly logFile: string;
}

/** n8n polls once a minute; some more for an execution to begin. */
const WITHIN_MS = 90_000;

/** Waits until a worker is at an execution of the CDR workflow, and kills this worker at once, with SIGKILL. */
export async function killWorkerAtBatch(scene: Scene): Promise<WorkerDeath> {
	const { rest, workers, workflowIds, signal } = scene;
	for (const limit = Date.now() + WITHIN_MS; Date.now() < limit; await sleep(100, undefined, { signal })) {
		const [running] = await listExecutions(rest, workflowIds.cdr, ['running']);
		const worker = running && (await findWorker(scene, running.id));
		const process = worker === undefined ? undefined : workers.get(worker);
		if (!running || !worker || !process) continue;
		const batch = await readBatch(rest, running.id, TRIGGER_NODE);
		await process.kill();
		workers.delete(worker);
		return { worker, batch, logFile: process.logFile };
	}
	throw new Error(`No worker began with CDRs within ${WITHIN_MS / 1000} seconds.`);
}

async function findWorker({ workers }: Scene, executionId: string): Promise<string | undefined> {
	for (const [name, { logFile }] of workers) {
		const { unfinished } = readWorkerLog(await readFile(logFile, 'utf8'));
		if (unfinished.includes(executionId)) return name;
	}
	return undefined;
}
