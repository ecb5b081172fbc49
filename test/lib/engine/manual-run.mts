import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import { createRunExecutionData, type ICredentialsHelper, type INode, type INodeExecutionData, type Workflow } from 'n8n-workflow';

import { additionalData } from './additional-data.mts';

/** Starts a workflow at one of its nodes in the real engine, as the editor does. The result can be cancelled. */
export function startManually(workflow: Workflow, start: INode, items: INodeExecutionData[], credentials: ICredentialsHelper) {
	const { id, settings, connectionsBySourceNode: connections } = workflow;
	const nodes = Object.values(workflow.nodes);
	const workflowData = { id, name: 'Test', active: false, isArchived: false, nodes, connections, settings, createdAt: new Date(), updatedAt: new Date(), activeVersionId: null, nodeGroups: [] };
	return retryStart(() => {
		const hooks = new ExecutionLifecycleHooks('manual', '1', workflowData);
		const data = createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node: start, data: { main: [items] }, source: null }] },
		});
		return new WorkflowExecute(additionalData(credentials, hooks), 'manual', data).processRunExecutionData(workflow);
	});
}

const MAX_STARTS = 6;

/**
 * Starts again if n8n timed out while checking a resource locator against its pattern. n8n allows only
 * milliseconds for that, too little on a busy machine. Nothing has run by then.
 */
function retryStart<T>(start: () => T): T {
	for (let starts = 1; ; starts++) {
		try {
			return start();
		} catch (error) {
			if (starts === MAX_STARTS || !String(error).includes('Regular expression execution timed out')) throw error;
		}
	}
}
