import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from '../kill/assertions.mts';
import { TRIGGER_NODE } from '../../lib/n8n/trigger-workflow.mts';
import { listExecutions, readBatch } from './executions.mts';
import type { QueueFixture } from './fixture.mts';
import { readWorkerLog } from './worker-log.mts';

/** A worker that was killed during its work. */
export interface KilledWorker {
	readonly worker: string;
	/** The execution of the CDR workflow it was running, with its CDRs. */
	readonly batch: Delivery;
	/** The log of the killed worker. */
	readonly logFile: string;
}

/** n8n polls once a minute; the rest is for the execution to start. */
const WITHIN_MS = 90_000;

/** Waits until a worker runs an execution of the CDR workflow, and kills it immediately with SIGKILL. */
export async function killWorkerDuringBatch(fixture: QueueFixture): Promise<KilledWorker> {
	const { rest, workers, workflowIds, signal } = fixture;
	for (const limit = Date.now() + WITHIN_MS; Date.now() < limit; await sleep(100, undefined, { signal })) {
		const [running] = await listExecutions(rest, workflowIds.cdr, ['running']);
		const worker = running && (await findWorker(fixture, running.id));
		const process = worker === undefined ? undefined : workers.get(worker);
		if (!running || !worker || !process) continue;
		const batch = await readBatch(rest, running.id, TRIGGER_NODE);
		await process.kill();
		workers.delete(worker);
		return { worker, batch, logFile: process.logFile };
	}
	throw new Error(`No worker started an execution with CDRs within ${WITHIN_MS / 1000} seconds.`);
}

async function findWorker({ workers }: QueueFixture, executionId: string): Promise<string | undefined> {
	for (const [name, { logFile }] of workers) {
		const { unfinished } = readWorkerLog(await readFile(logFile, 'utf8'));
		if (unfinished.includes(executionId)) return name;
	}
	return undefined;
}
