import type { WorkflowDraft } from './n8n-rest.mts';
import { CREDENTIAL_NAME, CREDENTIAL_TYPE } from './provision.mts';
import { chain } from './smoke-workflow.mts';

/** Name of the trigger in the workflow of this file. */
export const TRIGGER_NODE = 'EnableX Video Trigger';

/** Name of the node behind it: what is among its items has come through. */
export const ARRIVED_NODE = 'Arrived';

/** A workflow that asks for new CDRs every minute and hands them on to a second node. */
export function newCdrWorkflow(name: string): WorkflowDraft {
	const nodes = [
		{
			id: 'new-cdr-0',
			name: TRIGGER_NODE,
			type: 'n8n-nodes-enablex.enableXVideoTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, event: 'cdr' },
			credentials: { [CREDENTIAL_TYPE]: { id: '', name: CREDENTIAL_NAME } },
		},
		{ id: 'new-cdr-1', name: ARRIVED_NODE, type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [220, 0], parameters: {} },
	];
	return { name, nodes, connections: chain(nodes), settings: { executionOrder: 'v1' } };
}
