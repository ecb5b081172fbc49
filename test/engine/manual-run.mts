import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import { createRunExecutionData, type ICredentialsHelper, type INode, type INodeExecutionData, type Workflow } from 'n8n-workflow';

import { additionalData } from './additional-data.mts';

/** Starts a workflow at one of its nodes in the real engine, the way the editor does; the result can be cancelled. */
export function startManually(workflow: Workflow, start: INode, items: INodeExecutionData[], credentials: ICredentialsHelper) {
	const { id, settings, connectionsBySourceNode: connections } = workflow;
	const nodes = Object.values(workflow.nodes);
	const workflowData = { id, name: 'Test', active: false, isArchived: false, nodes, connections, settings, createdAt: new Date(), updatedAt: new Date(), activeVersionId: null, nodeGroups: [] };
	const hooks = new ExecutionLifecycleHooks('manual', '1', workflowData);
	const data = createRunExecutionData({
		executionData: { nodeExecutionStack: [{ node: start, data: { main: [items] }, source: null }] },
	});
	return new WorkflowExecute(additionalData(credentials, hooks), 'manual', data).processRunExecutionData(workflow);
}
