import { setTimeout as sleep } from 'node:timers/promises';
import type { Checks } from '../host/checks.mts';
import { judgeDelivery } from '../host/delivery-verdict.mts';
import type { Delivered } from '../host/delivery-verdict.mts';
import { listRuns } from '../host/n8n-executions.mts';
import { ARRIVED_NODE, TRIGGER_NODE } from '../host/trigger-workflow.mts';
import type { Story } from './bookings.mts';
import { FAILED, listExecutions, readBatch, UNDER_WAY } from './executions.mts';
import type { Scene } from './scene.mts';
import { READ_AGAIN_NODE } from './workflows.mts';

/** How the trigger did, in numbers. */
export interface CdrFigures {
	readonly listed: number;
	readonly executions: number;
	readonly repeated: number;
	/** CDRs of the execution that lost its worker. */
	readonly cutOff: number;
	/** How often n8n ran the error workflow for it. */
	readonly errorRuns: number;
}

/** The last CDRs are listed up to 25 s late, and the next poll is up to a minute away. */
const WITHIN_MS = 120_000;

/** Every CDR is in one execution; what became of that is visible; and the error workflow gets back what the dead worker took along. */
export async function checkCdrs(checks: Checks, scene: Scene, story: Story): Promise<CdrFigures> {
	const { rest, workflowIds } = scene;
	const { cdrIds, death } = story;
	checks.heading('CDRs that the trigger brought');
	checks.note('waiting for the last of them');
	const delivered = await waitForAll(scene, story);
	const { lost, repeated, repeatedBatches, uncalledFor, disordered } = judgeDelivery(cdrIds, delivered);
	checks.that('every CDR is in an execution', lost.length === 0, lost.length === 0 ? String(cdrIds.length) : lost.join(', '));
	checks.that('none is in two', repeated === 0, repeatedBatches.join(', '));
	checks.that('nothing else is', uncalledFor.length === 0, uncalledFor.join(', '));
	checks.that('in each execution the oldest comes first', disordered.length === 0, disordered.join(', '));

	const runs = await listRuns(rest, workflowIds.cdr);
	const failed = runs.filter(({ status }) => status !== 'success').map(({ id }) => id);
	checks.that('n8n shows the one of the dead worker as failed, and no other', failed.join() === death.batch.id, failed.join(', '));
	const arrived = new Set(runs.flatMap((run) => run.items(ARRIVED_NODE).map(({ json }) => String(json.cdr_id))));
	const cutOff = death.batch.records.map(({ cdrId }) => cdrId);
	const rest_ = cdrIds.filter((cdrId) => !cutOff.includes(cdrId));
	checks.that('the CDRs of the others came to their end', rest_.every((cdrId) => arrived.has(cdrId)), String(arrived.size));
	checks.that('those of the dead worker did not', cutOff.length > 0 && !cutOff.some((cdrId) => arrived.has(cdrId)), String(cutOff.length));

	const again = await listRuns(rest, workflowIds.readAgain);
	const readAgain = new Set(again.flatMap((run) => run.items(READ_AGAIN_NODE).map(({ json }) => String(json.cdr_id))));
	checks.that('the error workflow read them again', cutOff.every((cdrId) => readAgain.has(cdrId)), again.map(({ status }) => status).join(', '));
	return { listed: cdrIds.length, executions: delivered.length, repeated, cutOff: cutOff.length, errorRuns: again.length };
}

/** Waits until every CDR is in an execution and none of them is under way. */
async function waitForAll(scene: Scene, { cdrIds, death }: Story): Promise<Delivered[]> {
	const { rest, workflowIds, signal } = scene;
	for (const limit = Date.now() + WITHIN_MS; ; await sleep(2_000, undefined, { signal })) {
		const atWork = await Promise.all([workflowIds.cdr, workflowIds.readAgain].map(async (id) => await listExecutions(rest, id, UNDER_WAY)));
		const delivered = await readAll(scene, death.batch);
		const seen = new Set(delivered.flatMap(({ records }) => records.map(({ cdrId }) => cdrId)));
		const isSettled = atWork.flat().length === 0 && cdrIds.every((cdrId) => seen.has(cdrId));
		if (isSettled || Date.now() > limit) return delivered;
	}
}

/** The batches of all executions. n8n does not keep that of an execution that lost its worker; it was read before. */
async function readAll({ rest, workflowIds }: Scene, cutOff: Delivered): Promise<Delivered[]> {
	const executions = await listExecutions(rest, workflowIds.cdr, [...UNDER_WAY, 'success', ...FAILED]);
	return await Promise.all(executions.map(async ({ id }) => (id === cutOff.id ? cutOff : await readBatch(rest, id, TRIGGER_NODE))));
}
