import type { WorkflowDraft, WorkflowNode } from './n8n-rest.mts';

type Graph = Pick<WorkflowDraft, 'nodes' | 'connections'>;

/** The node that a workflow starts with: no other one feeds it. */
export function findStart(workflow: Graph): string {
	const fed = new Set(listTargets(workflow));
	return one(workflow, ({ name }) => !fed.has(name));
}

/** The node that a workflow ends with: it feeds no other one. */
export function findEnd(workflow: Graph): string {
	return one(workflow, ({ name }) => !(name in workflow.connections));
}

/** The names of the nodes that other nodes feed. */
export function listTargets({ connections }: Graph): string[] {
	return [...JSON.stringify(connections).matchAll(/"node":"([^"]+)"/g)].map(([, name]) => name);
}

function one({ nodes }: Graph, isIt: (node: WorkflowNode) => boolean): string {
	const found = nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote').filter(isIt);
	if (found.length !== 1) throw new Error(`This takes a workflow in one line, with one start and one end; here are ${found.length}.`);
	return found[0].name;
}
