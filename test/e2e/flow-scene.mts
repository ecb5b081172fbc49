import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Checks } from '../host/checks.mts';
import type { RunningHost } from '../host/host.mts';
import { listRuns } from '../host/n8n-executions.mts';
import type { FinishedRun } from '../host/n8n-executions.mts';
import type { StoredCredential, StoredWorkflow, WorkflowDraft, WorkflowNode } from '../host/n8n-rest.mts';
import { projectRoot } from '../host/paths.mts';
import type { Edge } from './edge.mts';
import type { Mailbox } from './mailbox.mts';

/** Everything that the flows work with. */
export interface Scene {
	readonly checks: Checks;
	readonly host: RunningHost;
	readonly edge: Edge;
	readonly mailbox: Mailbox;
	/** One credential of each type that the examples use, by type. */
	readonly credentials: ReadonlyMap<string, StoredCredential>;
}

/** Where the examples are. */
export const examplesFolder = () => path.join(projectRoot(), 'examples');

/** The names of all examples, such as `02-bad-call-alert`, in their order. */
export async function exampleNames(): Promise<string[]> {
	const files = (await readdir(examplesFolder())).filter((file) => file.endsWith('.json'));
	return files.map((file) => path.parse(file).name).sort();
}

/** Reads an example, such as `02-bad-call-alert`, as it is shipped. */
export async function readExample(name: string): Promise<WorkflowDraft> {
	return JSON.parse(await readFile(path.join(examplesFolder(), `${name}.json`), 'utf8')) as WorkflowDraft;
}

/** Imports an example as it is shipped; only its credentials are connected, as a person would. */
export async function importExample({ host, credentials }: Scene, name: string): Promise<StoredWorkflow> {
	return await host.rest.createWorkflow(connect(await readExample(name), credentials));
}

/** The same workflow with the credentials of this n8n, by their types. */
export function connect(draft: WorkflowDraft, credentials: ReadonlyMap<string, StoredCredential>): WorkflowDraft {
	const connectNode = (node: WorkflowNode): WorkflowNode => {
		const types = Object.keys(node.credentials ?? {});
		return types.length === 0 ? node : { ...node, credentials: Object.fromEntries(types.map((type) => [type, find(type, credentials)])) };
	};
	return { ...draft, nodes: draft.nodes.map(connectNode) };
}

function find(type: string, credentials: ReadonlyMap<string, StoredCredential>): { id: string; name: string } {
	const stored = credentials.get(type);
	if (!stored) throw new Error(`The flows have no credential of the type ${type}.`);
	return { id: stored.id, name: stored.name };
}

/** Waits for the first execution of a published workflow to end; its trigger starts it. */
export async function firstRun({ host }: Scene, workflow: StoredWorkflow, limitMs = 60_000): Promise<FinishedRun> {
	for (const limit = Date.now() + limitMs; ; await sleep(250)) {
		const [run] = await listRuns(host.rest, workflow.id);
		if (run) return run;
		if (Date.now() > limit) throw new Error(`"${workflow.name}" has not run within ${limitMs / 1000} seconds.`);
	}
}

/** Notes that a run ended well, with n8n's words when it did not. */
export function checkSuccess({ checks }: Scene, run: FinishedRun): void {
	checks.that('the workflow runs to its end', run.status === 'success', run.error ?? '');
}
