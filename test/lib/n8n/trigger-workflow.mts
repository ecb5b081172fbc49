import { CREDENTIAL_NAME, CREDENTIAL_TYPE } from './provision.mts';
import type { WorkflowDraft } from './rest.mts';
import { chainWorkflow } from './workflow-nodes.mts';

/** The name of the trigger node. */
export const TRIGGER_NODE = 'EnableX Video Trigger';

/** The name of the node after it, whose items have been delivered. */
export const ARRIVED_NODE = 'Arrived';

/** A workflow that polls for new CDRs every minute and passes them to a second node. */
export const newCdrWorkflow = (name: string): WorkflowDraft => polledWorkflow(name, { event: 'cdr' });

/** A workflow that polls every minute for what the trigger's parameters say, and passes it to a second node. */
export function polledWorkflow(name: string, parameters: object): WorkflowDraft {
	return chainWorkflow(name, 'polled', [
		{
			name: TRIGGER_NODE,
			type: 'n8n-nodes-enablex.enableXVideoTrigger',
			parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, ...parameters },
			credentials: { [CREDENTIAL_TYPE]: { id: '', name: CREDENTIAL_NAME } },
		},
		{ name: ARRIVED_NODE, type: 'n8n-nodes-base.noOp', parameters: {} },
	]);
}
