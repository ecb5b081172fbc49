import type { Checks } from '../../lib/checks.mts';
import type { RunningHost } from '../../lib/n8n/host.mts';
import { requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import { fetchTestEvent } from '../../lib/n8n/executions.mts';
import type { FinishedRun } from '../../lib/n8n/executions.mts';
import { withCredential } from '../../lib/n8n/provision.mts';
import { newCdrWorkflow, TRIGGER_NODE } from '../../lib/n8n/trigger-workflow.mts';

/** The trigger's test step shows the CDRs of a session, however often somebody clicks it. */
export async function checkTestStep(checks: Checks, host: RunningHost): Promise<void> {
	await checks.section("The trigger's test step", async () => {
		const { rest, credential } = host;
		const { id } = await rest.createWorkflow(withCredential(newCdrWorkflow('Smoke trigger'), credential));
		const { control } = requireSandbox(host);
		const { roomIds } = await control.seedRooms({ count: 1 });
		const users = [{ name: 'Ann', seconds: 300 }, { name: 'Bob', seconds: 120 }];
		const { cdrIds } = await control.runSession({ roomId: roomIds[0], users });

		const run = await fetchTestEvent(rest, id, TRIGGER_NODE);
		checks.that('it succeeds', run.status === 'success', run.error ?? run.status);
		const shown = listIds(run);
		const [ann, bob] = cdrIds;
		checks.that('it shows the CDRs of a session that has just ended', shown.includes(ann) && shown.includes(bob), `${shown.length} records`);
		checks.that('the user who left first comes first', shown.indexOf(bob) < shown.indexOf(ann));
		const again = listIds(await fetchTestEvent(rest, id, TRIGGER_NODE));
		checks.that('the next click shows the same', JSON.stringify(again) === JSON.stringify(shown));
	});
}

const listIds = (run: FinishedRun): string[] => run.items(TRIGGER_NODE).map(({ json }) => String(json.cdr_id));
