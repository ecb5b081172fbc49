import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../sandbox/index.mts';
import { judgeDelivery } from './delivery-verdict.mts';
import type { Delivered, Verdict } from './delivery-verdict.mts';
import type { RunningHost } from './host.mts';
import { askSandbox, needSandbox } from './host-sandbox.mts';
import { runStandup } from './meetings.mts';
import { listRuns } from './n8n-executions.mts';
import type { FinishedRun } from './n8n-executions.mts';
import { publishWorkflow } from './n8n-publication.mts';
import { withCredential } from './provision.mts';
import { ARRIVED_NODE, newCdrWorkflow } from './trigger-workflow.mts';

/** A published workflow with the trigger, and what the API listed when it was published. */
export interface Trial {
	readonly host: RunningHost;
	readonly sandbox: Sandbox;
	readonly workflowId: string;
	readonly oldCdrIds: ReadonlySet<string>;
	/** Of a session that was over before publishing; the API lists them only after it. */
	readonly lateCdrIds: readonly string[];
}

/** Where a trial stands: what n8n was asked to deliver, what it made of it. */
export interface Standing extends Verdict {
	/** How many CDRs the API has listed since publishing. */
	readonly listed: number;
	/** Executions that were given records. */
	readonly executions: number;
	/** Executions that failed: a poll while the API was down. */
	readonly failures: readonly string[];
}

const DAY_MS = 86_400_000;
const SETTLED_WITHIN_MS = 15_000;

const LATE_SECONDS = 30;

/** Makes the workflow and publishes it. What the API lists by then is old; all that it lists later has to come through. */
export async function publishTrial(host: RunningHost): Promise<Trial> {
	const sandbox = needSandbox(host);
	const { id } = await host.rest.createWorkflow(withCredential(newCdrWorkflow('Every CDR'), host.credential));
	const { roomIds } = await sandbox.control.seedRooms({ count: 1 });
	const lateCdrIds = await runStandup(sandbox.control, roomIds[0], LATE_SECONDS);
	const oldCdrIds = new Set(await listCdrIds(sandbox));
	await publishWorkflow(host.rest, id);
	return { host, sandbox, workflowId: id, oldCdrIds, lateCdrIds };
}

/** Compares what the API lists by now with what came through by now. */
export async function takeStock({ host, sandbox, workflowId, oldCdrIds }: Trial): Promise<Standing> {
	const listed = (await listCdrIds(sandbox)).filter((cdrId) => !oldCdrIds.has(cdrId));
	const runs = await listRuns(host.rest, workflowId);
	const delivered = runs.map(readDelivered).filter(({ records }) => records.length > 0);
	const failures = runs.filter(({ status }) => status !== 'success').map(({ id, status, error }) => `${id} ${error ?? status}`);
	return { ...judgeDelivery(listed, delivered), listed: listed.length, executions: delivered.length, failures };
}

/** The same once it is as it should be, or after some seconds: a poll starts its execution a moment after its answer. */
export async function takeStockOnce(trial: Trial, isAsItShould: (standing: Standing) => boolean): Promise<Standing> {
	for (const limit = Date.now() + SETTLED_WITHIN_MS; ; await sleep(500)) {
		const standing = await takeStock(trial);
		if (isAsItShould(standing) || Date.now() > limit) return standing;
	}
}

function readDelivered(run: FinishedRun): Delivered {
	const records = run.items(ARRIVED_NODE).map(({ json }) => ({ cdrId: String(json.cdr_id), endedAt: String(json.disconnected_at) }));
	return { id: run.id, records };
}

/** What the API lists around today. The day before and after, because the run may go past midnight. */
async function listCdrIds(sandbox: Sandbox): Promise<string[]> {
	const day = (offset: number) => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);
	const { cdr } = await askSandbox<{ cdr: Array<{ cdr_id: string }> }>(sandbox, `/cdr/period/${day(-1)}/${day(1)}`);
	return cdr.map(({ cdr_id }) => cdr_id);
}
