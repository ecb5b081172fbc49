import { setTimeout as sleep } from 'node:timers/promises';
import type { Checks } from '../../lib/checks.mts';
import { compareDelivery } from '../kill/assertions.mts';
import type { Delivery } from '../kill/assertions.mts';
import { listRuns, UNFINISHED } from '../../lib/n8n/executions.mts';
import { ARRIVED_NODE, TRIGGER_NODE } from '../../lib/n8n/trigger-workflow.mts';
import type { ScenarioResult } from './scenario.mts';
import { FAILED, listExecutions, readBatch } from './executions.mts';
import type { QueueFixture } from './fixture.mts';
import { READ_AGAIN_NODE } from './workflows.mts';

/** The figures of the trigger. */
export interface CdrFigures {
	readonly listed: number;
	readonly executions: number;
	readonly repeated: number;
	/** The number of CDRs in the execution that lost its worker. */
	readonly cutOff: number;
	/** The number of error workflow runs for it. */
	readonly errorRuns: number;
}

/** The last CDRs are listed up to 25 s late, and the next poll is up to a minute away. */
const WITHIN_MS = 120_000;

/** Checks that every CDR is in one execution, that failed executions are visible, and that the error workflow recovers what the killed worker lost. */
export async function checkCdrs(checks: Checks, fixture: QueueFixture, scenario: ScenarioResult): Promise<CdrFigures> {
	const { rest, workflowIds } = fixture;
	const { cdrIds, killed } = scenario;
	checks.heading('CDRs from the trigger');
	checks.note('waiting for the last CDRs');
	const delivered = await waitForAll(fixture, scenario);
	const { lost, repeated, repeatedBatches, unexpected, outOfOrder } = compareDelivery(cdrIds, delivered);
	checks.that('every CDR is in an execution', lost.length === 0, lost.length === 0 ? String(cdrIds.length) : lost.join(', '));
	checks.that('no CDR is in two executions', repeated === 0, repeatedBatches.join(', '));
	checks.that('no execution has anything else', unexpected.length === 0, unexpected.join(', '));
	checks.that('each execution is in order, oldest first', outOfOrder.length === 0, outOfOrder.join(', '));

	const runs = await listRuns(rest, workflowIds.cdr);
	const failed = runs.filter(({ status }) => status !== 'success').map(({ id }) => id);
	checks.that('n8n shows only the execution of the killed worker as failed', failed.join() === killed.batch.id, failed.join(', '));
	const arrived = new Set(runs.flatMap((run) => run.items(ARRIVED_NODE).map(({ json }) => String(json.cdr_id))));
	const cutOff = killed.batch.records.map(({ cdrId }) => cdrId);
	const others = cdrIds.filter((cdrId) => !cutOff.includes(cdrId));
	checks.that('the CDRs of all other executions were processed', others.every((cdrId) => arrived.has(cdrId)), String(arrived.size));
	checks.that('those of the killed worker were not', cutOff.length > 0 && !cutOff.some((cdrId) => arrived.has(cdrId)), String(cutOff.length));

	const again = await listRuns(rest, workflowIds.readAgain);
	const readAgain = new Set(again.flatMap((run) => run.items(READ_AGAIN_NODE).map(({ json }) => String(json.cdr_id))));
	checks.that('the error workflow read them again', cutOff.every((cdrId) => readAgain.has(cdrId)), again.map(({ status }) => status).join(', '));
	return { listed: cdrIds.length, executions: delivered.length, repeated, cutOff: cutOff.length, errorRuns: again.length };
}

/** Waits until every CDR is in an execution and none is still running. */
async function waitForAll(fixture: QueueFixture, { cdrIds, killed }: ScenarioResult): Promise<Delivery[]> {
	const { rest, workflowIds, signal } = fixture;
	for (const limit = Date.now() + WITHIN_MS; ; await sleep(2_000, undefined, { signal })) {
		const unfinished = await Promise.all([workflowIds.cdr, workflowIds.readAgain].map(async (id) => await listExecutions(rest, id, UNFINISHED)));
		const delivered = await readAll(fixture, killed.batch);
		const seen = new Set(delivered.flatMap(({ records }) => records.map(({ cdrId }) => cdrId)));
		const isSettled = unfinished.flat().length === 0 && cdrIds.every((cdrId) => seen.has(cdrId));
		if (isSettled || Date.now() > limit) return delivered;
	}
}

/** The batches of all executions. n8n does not keep the batch of an execution that lost its worker, so that one was read earlier. */
async function readAll({ rest, workflowIds }: QueueFixture, cutOff: Delivery): Promise<Delivery[]> {
	const executions = await listExecutions(rest, workflowIds.cdr, [...UNFINISHED, 'success', ...FAILED]);
	return await Promise.all(executions.map(async ({ id }) => (id === cutOff.id ? cutOff : await readBatch(rest, id, TRIGGER_NODE))));
}
