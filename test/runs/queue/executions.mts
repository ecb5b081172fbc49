import { parse } from 'flatted';
import type { Delivery } from '../kill/assertions.mts';
import type { ListedExecution, OutputItem } from '../../lib/n8n/executions.mts';
import type { N8nRest } from '../../lib/n8n/rest.mts';

/** The statuses that n8n gives failed executions. */
export const FAILED = ['error', 'crashed', 'canceled'];

interface ExecutionData {
	readonly executionData?: {
		readonly nodeExecutionStack: ReadonlyArray<{ readonly data: { readonly main?: ReadonlyArray<readonly OutputItem[] | null> } }>;
	};
	readonly resultData: { readonly runData: Readonly<Record<string, ReadonlyArray<{ readonly data?: { readonly main?: ReadonlyArray<readonly OutputItem[] | null> } }>>> };
}

/** The executions of a workflow with one of these statuses, oldest first; at most 100, n8n's page limit. */
export async function listExecutions(rest: N8nRest, workflowId: string, statuses: readonly string[]): Promise<ListedExecution[]> {
	const query = new URLSearchParams({ limit: '100', filter: JSON.stringify({ workflowId, status: statuses }) });
	const { results } = await rest.data<{ results: ListedExecution[] }>('GET', `/rest/executions?${query}`);
	return results.sort((a, b) => Number(a.id) - Number(b.id));
}

/**
 * Reads the items an execution started with: from its pending nodes while it runs, later from its
 * trigger's output. An execution that lost its worker ends up with neither.
 */
export async function readBatch(rest: N8nRest, id: string, trigger: string): Promise<Delivery> {
	const { data } = await rest.data<{ data: string }>('GET', `/rest/executions/${id}`);
	const { executionData, resultData }: ExecutionData = parse(data);
	const input = resultData.runData[trigger]?.[0].data?.main ?? executionData?.nodeExecutionStack[0]?.data.main;
	const records = (input?.[0] ?? []).map(({ json }) => ({ cdrId: String(json.cdr_id), endedAt: String(json.disconnected_at) }));
	return { id, records };
}
