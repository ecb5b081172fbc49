import { parse } from 'flatted';
import type { Delivered } from '../host/delivery-verdict.mts';
import type { OutputItem } from '../host/n8n-executions.mts';
import type { N8nRest } from '../host/n8n-rest.mts';

/** An execution in n8n's list. */
export interface ListedExecution {
	readonly id: string;
	readonly status: string;
}

/** What n8n calls an execution that is not over, and one that came to nothing. */
export const UNDER_WAY = ['new', 'running', 'waiting'];
export const FAILED = ['error', 'crashed', 'canceled'];

interface Begun {
	readonly executionData?: {
		readonly nodeExecutionStack: ReadonlyArray<{ readonly data: { readonly main?: ReadonlyArray<readonly OutputItem[] | null> } }>;
	};
	readonly resultData: { readonly runData: Readonly<Record<string, ReadonlyArray<{ readonly data?: { readonly main?: ReadonlyArray<readonly OutputItem[] | null> } }>>> };
}

/** The executions of a workflow with one of these statuses, oldest first; at most 100, n8n's own limit of a page. */
export async function listExecutions(rest: N8nRest, workflowId: string, statuses: readonly string[]): Promise<ListedExecution[]> {
	const query = new URLSearchParams({ limit: '100', filter: JSON.stringify({ workflowId, status: statuses }) });
	const { results } = await rest.data<{ results: ListedExecution[] }>('GET', `/rest/executions?${query}`);
	return results.sort((a, b) => Number(a.id) - Number(b.id));
}

/**
 * What an execution was given to begin with: while it is at work from what it has yet to do, later from
 * what its trigger gave. An execution that lost its worker has neither in the end.
 */
export async function readBatch(rest: N8nRest, id: string, trigger: string): Promise<Delivered> {
	const { data } = await rest.data<{ data: string }>('GET', `/rest/executions/${id}`);
	const { executionData, resultData }: Begun = parse(data);
	const given = resultData.runData[trigger]?.[0].data?.main ?? executionData?.nodeExecutionStack[0]?.data.main;
	const records = (given?.[0] ?? []).map(({ json }) => ({ cdrId: String(json.cdr_id), endedAt: String(json.disconnected_at) }));
	return { id, records };
}
