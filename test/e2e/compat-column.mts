/**
 * One column of the compatibility table: the smoke run, and then the published trigger before and
 * after a restart, on one n8n with one kind of scheduler. Started by compat.mts; prints a line per check.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Checks } from '../host/checks.mts';
import { runHeadless } from '../host/headless.mts';
import type { RunningHost } from '../host/host.mts';
import { needSandbox } from '../host/host-sandbox.mts';
import { listRuns } from '../host/n8n-executions.mts';
import { publishWorkflow } from '../host/n8n-publication.mts';
import { waitForPoll } from '../host/polls.mts';
import { withCredential } from '../host/provision.mts';
import { checkCredential, checkExamples, checkNodeTypes, checkRoomLife } from '../host/smoke-checks.mts';
import { checkTestStep } from '../host/smoke-trigger.mts';
import { DEFAULT_VERSION } from '../host/versions.mts';
import { ARRIVED_NODE, newCdrWorkflow } from '../host/trigger-workflow.mts';
import { durableSettings, IS_DURABLE } from './compat-settings.mts';
import { countDurableCursors } from './poller-states.mts';

const isDurable = process.env[IS_DURABLE] !== undefined;
/** Where this run keeps its data. */
let data = '';

async function checkPublished(checks: Checks, host: RunningHost): Promise<void> {
	await checks.section('The published trigger, before and after a restart of n8n', async () => {
		const { control } = needSandbox(host);
		const { roomIds } = await control.seedRooms({ count: 1 });
		const meet = async () => (await control.runSession({ roomId: roomIds[0], users: [{ name: 'Ann' }, { name: 'Bob' }] })).cdrIds;
		const { id } = await host.rest.createWorkflow(withCredential(newCdrWorkflow('Compatibility'), host.credential));
		await publishWorkflow(host.rest, id);

		const first = await meet();
		await waitForPoll(control, Date.now());
		checks.that('the CDRs of a session come through', await haveArrived(host, id, first));
		await host.restartN8n();
		const second = await meet();
		await waitForPoll(control, Date.now());
		checks.that('after a restart, those of the next one', await haveArrived(host, id, [...first, ...second]));
		// Without this, the durable column would be just as green if n8n had ignored its settings.
		if (isDurable) checks.that('n8n keeps the cursor in its own table', (await countDurableCursors(data, DEFAULT_VERSION, id)) === 1);
	});
}

const PATIENCE_MS = 15_000;

/** Whether exactly these CDRs have come through, each once. An execution is saved a moment after its poll. */
async function haveArrived({ rest }: RunningHost, workflowId: string, expected: string[]): Promise<boolean> {
	for (const limit = Date.now() + PATIENCE_MS; ; await sleep(500)) {
		const runs = await listRuns(rest, workflowId);
		const arrived = runs.flatMap((run) => run.items(ARRIVED_NODE).map(({ json }) => String(json.cdr_id)));
		if (JSON.stringify([...arrived].sort()) === JSON.stringify([...expected].sort())) return true;
		if (Date.now() > limit) return false;
	}
}

await runHeadless(
	'compatibility',
	async (checks, host) => {
		await checkNodeTypes(checks, host);
		await checkCredential(checks, host);
		await checkRoomLife(checks, host);
		await checkTestStep(checks, host);
		await checkExamples(checks, host);
		await checkPublished(checks, host);
	},
	async (folder) => {
		data = folder;
		return isDurable ? durableSettings : {};
	},
);
