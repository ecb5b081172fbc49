import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Checks } from '../../lib/checks.mts';
import type { RunningHost } from '../../lib/n8n/host.mts';
import { listRuns } from '../../lib/n8n/executions.mts';
import type { FinishedRun } from '../../lib/n8n/executions.mts';
import type { StoredCredential, StoredWorkflow, WorkflowDraft, WorkflowNode } from '../../lib/n8n/rest.mts';
import { projectRoot } from '../../lib/n8n/paths.mts';
import { readUntil } from '../../lib/read-until.mts';
import type { InterceptingProxy } from '../intercepting-proxy.mts';
import type { Mailbox } from '../services/mailbox.mts';

/** Everything the flows work with. */
export interface FlowFixture {
	readonly checks: Checks;
	readonly host: RunningHost;
	readonly proxy: InterceptingProxy;
	readonly mailbox: Mailbox;
	/** One credential for each type that the examples use, by type. */
	readonly credentials: ReadonlyMap<string, StoredCredential>;
}

/** The folder with the examples. */
export const examplesFolder = () => path.join(projectRoot(), 'examples');

/** The names of all examples, such as `02-bad-call-alert`, in order. */
export async function exampleNames(): Promise<string[]> {
	const files = (await readdir(examplesFolder())).filter((file) => file.endsWith('.json'));
	return files.map((file) => path.parse(file).name).sort();
}

/** Reads an example, such as `02-bad-call-alert`, as shipped. */
export async function readExample(name: string): Promise<WorkflowDraft> {
	return JSON.parse(await readFile(path.join(examplesFolder(), `${name}.json`), 'utf8')) as WorkflowDraft;
}

/** Imports an example as shipped, and only connects its credentials, as a user would. */
export async function importExample({ host, credentials }: FlowFixture, name: string): Promise<StoredWorkflow> {
	return await host.rest.createWorkflow(connect(await readExample(name), credentials));
}

/** The same workflow with the credentials of this n8n, matched by type. */
export function connect(draft: WorkflowDraft, credentials: ReadonlyMap<string, StoredCredential>): WorkflowDraft {
	const connectNode = (node: WorkflowNode): WorkflowNode => {
		const types = Object.keys(node.credentials ?? {});
		return types.length === 0 ? node : { ...node, credentials: Object.fromEntries(types.map((type) => [type, find(type, credentials)])) };
	};
	return { ...draft, nodes: draft.nodes.map(connectNode) };
}

function find(type: string, credentials: ReadonlyMap<string, StoredCredential>): { id: string; name: string } {
	const stored = credentials.get(type);
	if (!stored) throw new Error(`The flows have no credential of type ${type}.`);
	return { id: stored.id, name: stored.name };
}

/** Waits until the first execution of a published workflow, started by its trigger, has finished. */
export async function firstRun({ host }: FlowFixture, workflow: StoredWorkflow, limitMs = 60_000): Promise<FinishedRun> {
	const readRuns = async () => await listRuns(host.rest, workflow.id);
	const [run] = await readUntil(readRuns, (runs) => runs.length > 0, { timeoutMs: limitMs, intervalMs: 250 });
	if (!run) throw new Error(`"${workflow.name}" did not run within ${limitMs / 1000} seconds.`);
	return run;
}

/** Checks that a run succeeded, and reports n8n's error if not. */
export function checkRunSucceeded({ checks }: FlowFixture, run: FinishedRun): void {
	checks.that('the workflow succeeds', run.status === 'success', run.error ?? '');
}
