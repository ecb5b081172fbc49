/**
 * One column of the compatibility table: the smoke run, then the webhook trigger, the published trigger
 * before and after a restart, a long list and a session, on one n8n with one kind of scheduler. Started
 * by compat.mts; prints one line per check.
 */
import type { Checks } from '../../lib/checks.mts';
import { runHeadless } from '../../lib/n8n/headless.mts';
import type { RunningHost } from '../../lib/n8n/host.mts';
import { requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import { runWorkflow } from '../../lib/n8n/executions.mts';
import { chainWorkflow, enableXNode, manualTrigger, START_NODE } from '../../lib/n8n/workflow-nodes.mts';
import { waitForPoll } from '../../lib/n8n/polls.mts';
import { withCredential } from '../../lib/n8n/provision.mts';
import { readUntil } from '../../lib/read-until.mts';
import { checkCredential, checkExamples, checkNodeTypes, checkRoomLife } from '../smoke/checks.mts';
import { checkTestStep } from '../smoke/trigger.mts';
import { DEFAULT_VERSION } from '../../lib/n8n/versions.mts';
import { newCdrWorkflow } from '../../lib/n8n/trigger-workflow.mts';
import { publish, readArrivals } from './arrivals.mts';
import { startSession } from './session.mts';
import { checkWebhook } from './webhook.mts';
import { durableSettings, DURABLE_VARIABLE } from './settings.mts';
import { countDurableCursors } from './poll-cursors.mts';

const isDurable = process.env[DURABLE_VARIABLE] !== undefined;
/** The data folder of this run. */
let data = '';

async function checkPublished(checks: Checks, host: RunningHost): Promise<void> {
	await checks.section('The published trigger, before and after a restart of n8n', async () => {
		const { control } = requireSandbox(host);
		const { roomIds: [roomId] } = await control.seedRooms({ count: 1 });
		const runSession = async () => (await control.runSession({ roomId, users: [{ name: 'Ann' }, { name: 'Bob' }] })).cdrIds;
		const id = await publish(host, newCdrWorkflow('Compatibility'));

		const first = await runSession();
		await waitForPoll(control, Date.now());
		await checkArrivals(checks, 'the CDRs of a session are delivered', host, id, roomId, first);
		await host.restartN8n();
		const second = await runSession();
		await waitForPoll(control, Date.now());
		await checkArrivals(checks, 'after a restart, those of the next session are delivered', host, id, roomId, [...first, ...second]);
		// Without this check, the durable column would also be green if n8n ignored the settings.
		if (isDurable) checks.that('n8n keeps the cursor in its own table', (await countDurableCursors(data, DEFAULT_VERSION, id)) === 1);
	});
}

const CDR_COUNT = 5_000;

/** A reply of 11 MB is read while it arrives, which takes n8n's client as this release has it (n8n-host.md 1.12). */
async function checkLongList(checks: Checks, host: RunningHost): Promise<void> {
	await checks.section('A list of 5,000 CDRs', async () => {
		await requireSandbox(host).control.seedCdrs({ count: CDR_COUNT, from: '2024-03-01', to: '2024-03-31' });
		const search = { findBy: 'period', from: '2024-03-01', to: '2024-03-31' };
		const workflow = chainWorkflow('A list of 5,000 CDRs', 'list', [
			manualTrigger,
			{ ...enableXNode('All', 'cdr', 'getAll', { ...search, returnAll: true }), executeOnce: true },
			{ ...enableXNode('Newest', 'cdr', 'getAll', { ...search, limit: 50 }), executeOnce: true },
		]);
		const { id } = await host.rest.createWorkflow(withCredential(workflow, host.credential));
		const run = await runWorkflow(host.rest, id, START_NODE);
		const [all, newest] = ['All', 'Newest'].map((name) => run.items(name).map(({ json }) => String(json.cdr_id)));
		checks.that('Get Many returns all of them', new Set(all).size === CDR_COUNT, run.error ?? String(all.length));
		checks.that('Limit keeps the newest, in the same order', JSON.stringify(newest) === JSON.stringify(all.slice(0, 50)), String(newest.length));
	});
}

const TIMEOUT_MS = 15_000;

/** Checks that exactly these CDRs of the room arrive, each once; n8n saves an execution shortly after its poll. */
async function checkArrivals(checks: Checks, what: string, host: RunningHost, workflowId: string, roomId: string, expected: string[]): Promise<void> {
	const readArrived = async () => (await readArrivals(host, workflowId)).filter(({ json }) => json.room_id === roomId).map(({ json }) => String(json.cdr_id)).sort();
	const areExpected = (arrived: string[]) => JSON.stringify(arrived) === JSON.stringify([...expected].sort());
	const arrived = await readUntil(readArrived, areExpected, { timeoutMs: TIMEOUT_MS, intervalMs: 500 });
	checks.that(what, areExpected(arrived), `${arrived.length} of ${expected.length}`);
}

await runHeadless(
	'compatibility',
	async (checks, host) => {
		await checkNodeTypes(checks, host);
		await checkCredential(checks, host);
		await checkRoomLife(checks, host);
		await checkTestStep(checks, host);
		await checkExamples(checks, host);
		// It takes some minutes, in which the other sections run.
		const checkSession = await startSession(host);
		await checkWebhook(checks, host);
		await checkPublished(checks, host);
		await checkLongList(checks, host);
		await checkSession(checks);
	},
	async (folder) => {
		data = folder;
		return isDurable ? durableSettings : {};
	},
);
