import type { WorkflowDraft, WorkflowNode } from './rest.mts';

type Graph = Pick<WorkflowDraft, 'nodes' | 'connections'>;

/** The first node of a workflow: no other node feeds it. */
export function findStart(workflow: Graph): string {
	const fed = new Set(listTargets(workflow));
	return findOnly(workflow, ({ name }) => !fed.has(name));
}

/** The last node of a workflow: it feeds no other node. */
export function findEnd(workflow: Graph): string {
	return findOnly(workflow, ({ name }) => !(name in workflow.connections));
}

/** The names of the nodes that other nodes feed. */
export function listTargets({ connections }: Graph): string[] {
	return [...JSON.stringify(connections).matchAll(/"node":"([^"]+)"/g)].map(([, name]) => name);
}

function findOnly({ nodes }: Graph, isMatch: (node: WorkflowNode) => boolean): string {
	const found = nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote').filter(isMatch);
	if (found.length !== 1) throw new Error(`The workflow must be a single chain of nodes with one start and one end, but it has ${found.length}.`);
	return found[0].name;
}
