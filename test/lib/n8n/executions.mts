import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'flatted';
import type { N8nRest } from './rest.mts';

/** One output item of a node. */
export interface OutputItem {
	readonly json: Readonly<Record<string, unknown>>;
	readonly pairedItem?: unknown;
	readonly binary?: Readonly<Record<string, unknown>>;
}

/** A finished execution of a workflow. */
export interface FinishedRun {
	readonly id: string;
	readonly status: string;
	/** The message of the error that ended it. */
	readonly error?: string;
	/** The items of a node's first output in its last run; empty if the node did not run. */
	items(nodeName: string): readonly OutputItem[];
}

interface RunData {
	readonly resultData: {
		readonly error?: { readonly message?: string };
		readonly runData: Readonly<Record<string, ReadonlyArray<{ readonly data?: { readonly main?: ReadonlyArray<readonly OutputItem[] | null> } }>>>;
	};
}

interface Execution {
	readonly status: string;
	readonly data: string;
}

/** An execution in n8n's list. */
export interface ListedExecution {
	readonly id: string;
	readonly status: string;
}

/** The statuses that n8n gives unfinished executions. */
export const UNFINISHED = ['new', 'running', 'waiting'];

/**
 * Runs a stored workflow from one of its triggers, as the editor's button does, and waits until it
 * has finished. Rejects if that takes longer than `limitMs`.
 */
export async function runWorkflow(rest: N8nRest, workflowId: string, trigger: string, limitMs = 60_000): Promise<FinishedRun> {
	return await run(rest, workflowId, { triggerToStartFrom: { name: trigger } }, limitMs);
}

/** Runs only a trigger, as "Fetch Test Event" does in the editor, and waits until it has finished. */
export async function fetchTestEvent(rest: N8nRest, workflowId: string, trigger: string, limitMs = 60_000): Promise<FinishedRun> {
	return await run(rest, workflowId, { destinationNode: { nodeName: trigger, mode: 'inclusive' } }, limitMs);
}

/** The finished executions of a workflow, oldest first; at most 100, n8n's page limit. */
export async function listRuns(rest: N8nRest, workflowId: string): Promise<FinishedRun[]> {
	const query = new URLSearchParams({ limit: '100', filter: JSON.stringify({ workflowId }) });
	const { results } = await rest.data<{ results: ListedExecution[] }>('GET', `/rest/executions?${query}`);
	const ids = results.filter(({ status }) => !UNFINISHED.includes(status)).map(({ id }) => id);
	const oldestFirst = ids.sort((a, b) => Number(a) - Number(b));
	return await Promise.all(oldestFirst.map(async (id) => await waitForRun(rest, id, 10_000)));
}

async function run(rest: N8nRest, workflowId: string, start: object, limitMs: number): Promise<FinishedRun> {
	// n8n 1 needs the workflow in the request; n8n 2 reads its own copy and ignores this one.
	const workflowData = await rest.data<unknown>('GET', `/rest/workflows/${workflowId}`);
	const started = await rest.data<{ executionId?: string }>('POST', `/rest/workflows/${workflowId}/run`, { workflowData, ...start });
	if (!started.executionId) throw new Error(`n8n did not start workflow ${workflowId}: it is waiting for a webhook.`);
	return await waitForRun(rest, started.executionId, limitMs);
}

/** Waits until an execution has finished. */
export async function waitForRun(rest: N8nRest, id: string, limitMs: number): Promise<FinishedRun> {
	for (const limit = Date.now() + limitMs; ; await sleep(150)) {
		const execution = await rest.data<Execution>('GET', `/rest/executions/${id}`);
		// The status may be final shortly before the data are stored.
		const data = UNFINISHED.includes(execution.status) ? undefined : readData(execution);
		if (data) return describe(id, execution.status, data);
		if (Date.now() > limit) throw new Error(`Execution ${id} is still ${execution.status} after ${limitMs / 1000} seconds.`);
	}
}

/** n8n sends the run data as a string in the format of the package flatted. */
function readData(execution: Execution): RunData | undefined {
	return parse(execution.data) as RunData | undefined;
}

function describe(id: string, status: string, { resultData }: RunData): FinishedRun {
	return {
		id,
		status,
		error: resultData.error?.message,
		items: (nodeName) => resultData.runData[nodeName]?.at(-1)?.data?.main?.[0] ?? [],
	};
}
