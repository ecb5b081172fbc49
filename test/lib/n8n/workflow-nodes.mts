/** Builds workflows that are a single chain of nodes. */
import { CREDENTIAL_NAME, CREDENTIAL_TYPE } from './provision.mts';
import type { WorkflowDraft, WorkflowNode } from './rest.mts';

/** The name of the manual trigger that starts a workflow. */
export const START_NODE = 'Start';

/** The node that starts a workflow by hand. */
export const manualTrigger: WorkflowNode = { name: START_NODE, type: 'n8n-nodes-base.manualTrigger', parameters: {} };

/** An EnableX Video node; `withCredential` connects its credential. */
export function enableXNode(name: string, resource: string, operation: string, parameters: object): WorkflowNode {
	return {
		name,
		type: 'n8n-nodes-enablex.enableXVideo',
		parameters: { resource, operation, ...parameters },
		credentials: { [CREDENTIAL_TYPE]: { id: '', name: CREDENTIAL_NAME } },
	};
}

/** A workflow in which each node feeds the next one. Node IDs start with `idPrefix`. */
export function chainWorkflow(name: string, idPrefix: string, nodes: readonly WorkflowNode[]): WorkflowDraft {
	const placed = nodes.map((node, index) => ({ id: `${idPrefix}-${index}`, typeVersion: 1, position: [index * 220, 0], ...node }));
	return { name, nodes: placed, connections: chain(placed), settings: { executionOrder: 'v1' } };
}

/** The connections of nodes in which each feeds the next one. */
export function chain(nodes: ReadonlyArray<Pick<WorkflowNode, 'name'>>): Record<string, unknown> {
	const links = nodes.slice(1).map(({ name }, index) => [
		nodes[index].name,
		{ main: [[{ node: name, type: 'main', index: 0 }]] },
	]);
	return Object.fromEntries(links);
}
