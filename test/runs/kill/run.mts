import type { Sandbox } from '../../sandbox/index.mts';
import { compareDelivery } from './assertions.mts';
import type { Delivery, DeliveryResult } from './assertions.mts';
import { readUntil } from '../../lib/read-until.mts';
import type { RunningHost } from '../../lib/n8n/host.mts';
import { askSandbox, requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import { runStandup } from './meetings.mts';
import { listRuns } from '../../lib/n8n/executions.mts';
import type { FinishedRun } from '../../lib/n8n/executions.mts';
import { publishWorkflow } from '../../lib/n8n/publication.mts';
import { withCredential } from '../../lib/n8n/provision.mts';
import { ARRIVED_NODE, newCdrWorkflow } from '../../lib/n8n/trigger-workflow.mts';

/** A published workflow with the trigger, and what the API listed when it was published. */
export interface KillRun {
	readonly host: RunningHost;
	readonly sandbox: Sandbox;
	readonly workflowId: string;
	readonly oldCdrIds: ReadonlySet<string>;
	/** CDRs of a session that ended before publishing, but that the API lists only afterwards. */
	readonly lateCdrIds: readonly string[];
}

/** The current status of a run: what n8n had to deliver, and what it delivered. */
export interface RunStatus extends DeliveryResult {
	/** The number of CDRs the API has listed since publishing. */
	readonly listed: number;
	/** The number of executions that received records. */
	readonly executions: number;
	/** Failed executions: polls while the API was down. */
	readonly failures: readonly string[];
}

const DAY_MS = 86_400_000;
const SETTLED_WITHIN_MS = 15_000;

const LATE_SECONDS = 30;

/** Creates and publishes the workflow. What the API lists by then is old; everything it lists later must be delivered. */
export async function startRun(host: RunningHost): Promise<KillRun> {
	const sandbox = requireSandbox(host);
	const { id } = await host.rest.createWorkflow(withCredential(newCdrWorkflow('Every CDR'), host.credential));
	const { roomIds } = await sandbox.control.seedRooms({ count: 1 });
	const lateCdrIds = await runStandup(sandbox.control, roomIds[0], LATE_SECONDS);
	const oldCdrIds = new Set(await listCdrIds(sandbox));
	await publishWorkflow(host.rest, id);
	return { host, sandbox, workflowId: id, oldCdrIds, lateCdrIds };
}

/** Compares what the API lists with what was delivered so far. */
export async function readStatus({ host, sandbox, workflowId, oldCdrIds }: KillRun): Promise<RunStatus> {
	const listed = (await listCdrIds(sandbox)).filter((cdrId) => !oldCdrIds.has(cdrId));
	const runs = await listRuns(host.rest, workflowId);
	const delivered = runs.map(readDelivery).filter(({ records }) => records.length > 0);
	const failures = runs.filter(({ status }) => status !== 'success').map(({ id, status, error }) => `${id} ${error ?? status}`);
	return { ...compareDelivery(listed, delivered), listed: listed.length, executions: delivered.length, failures };
}

/** Waits a few seconds for the expected status, because an execution starts shortly after its poll. Returns the last status. */
export async function waitForStatus(run: KillRun, isExpected: (status: RunStatus) => boolean): Promise<RunStatus> {
	return await readUntil(async () => await readStatus(run), isExpected, { timeoutMs: SETTLED_WITHIN_MS, intervalMs: 500 });
}

function readDelivery(run: FinishedRun): Delivery {
	const records = run.items(ARRIVED_NODE).map(({ json }) => ({ cdrId: String(json.cdr_id), endedAt: String(json.disconnected_at) }));
	return { id: run.id, records };
}

/** The CDRs of yesterday, today and tomorrow, because the run may go past midnight. */
async function listCdrIds(sandbox: Sandbox): Promise<string[]> {
	const day = (offset: number) => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);
	const { cdr } = await askSandbox<{ cdr: Array<{ cdr_id: string }> }>(sandbox, `/cdr/period/${day(-1)}/${day(1)}`);
	return cdr.map(({ cdr_id }) => cdr_id);
}
