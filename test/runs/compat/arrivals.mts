/** Published workflows of a column, and what arrives in them. */
import { listRuns } from '../../lib/n8n/executions.mts';
import type { RunningHost } from '../../lib/n8n/host.mts';
import { withCredential } from '../../lib/n8n/provision.mts';
import { publishWorkflow } from '../../lib/n8n/publication.mts';
import type { WorkflowDraft } from '../../lib/n8n/rest.mts';
import { ARRIVED_NODE } from '../../lib/n8n/trigger-workflow.mts';

/** The items that have arrived in a workflow, oldest first, with the start of their execution (milliseconds since 1970). */
export async function readArrivals({ rest }: RunningHost, workflowId: string) {
	const runs = await listRuns(rest, workflowId);
	const query = new URLSearchParams({ limit: '100', filter: JSON.stringify({ workflowId }) });
	const { results } = await rest.data<{ results: Array<{ id: string; startedAt: string; createdAt: string }> }>('GET', `/rest/executions?${query}`);
	const startOf = new Map(results.map(({ id, startedAt, createdAt }) => [id, Date.parse(startedAt ?? createdAt)]));
	return runs.flatMap((run) => run.items(ARRIVED_NODE).map(({ json }) => ({ json, at: startOf.get(run.id) ?? NaN, status: run.status })));
}

/** Saves and publishes a workflow. Returns its ID. */
export async function publish(host: RunningHost, draft: WorkflowDraft): Promise<string> {
	const { id } = await host.rest.createWorkflow(withCredential(draft, host.credential));
	await publishWorkflow(host.rest, id);
	return id;
}
