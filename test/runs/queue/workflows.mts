import type { WorkflowDraft } from '../../lib/n8n/rest.mts';
import { chain, chainWorkflow, enableXNode } from '../../lib/n8n/workflow-nodes.mts';
import { newCdrWorkflow } from '../../lib/n8n/trigger-workflow.mts';

/** The path of the webhook that books a room, below n8n's `/webhook/`. */
export const BOOKING_PATH = 'book-a-room';

/** The secret part of the address of the webhook trigger. */
export const NOTIFIED_ID = 'queue-hook';

/** The name of the last node in the workflow that reads CDRs again. */
export const READ_AGAIN_NODE = 'Read Again';

/** How long a batch of CDRs is processed: long enough to be interrupted. Below 65 s, Wait stays on its worker. */
const WORK_SECONDS = 8;

/**
 * Books a room for a webhook call with a name, and responds with a moderator token for it. The name is the
 * reference of the caller, who gets the same room when asking again.
 */
export function bookingWorkflow(): WorkflowDraft {
	const parameters = { httpMethod: 'POST', path: BOOKING_PATH, responseMode: 'responseNode', options: {} };
	const createdRoom = { __rl: true, mode: 'id', value: '={{ $json.room_id }}' };
	return chainWorkflow('Book a room', 'queue', [
		{ name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: BOOKING_PATH, parameters },
		enableXNode('Book Room', 'room', 'upsert', { name: '={{ $json.body.name }}', ownerRef: '={{ $json.body.name }}', mode: 'group', roomType: 'permanent' }),
		enableXNode('Create Token', 'token', 'create', { roomId: createdRoom, name: 'Sam', role: 'moderator', userRef: 'sam' }),
		{
			name: 'Respond',
			type: 'n8n-nodes-base.respondToWebhook',
			typeVersion: 1.4,
			parameters: { respondWith: 'json', responseBody: '={{ Object.assign({ execution_id: $execution.id }, $json) }}', options: {} },
		},
	]);
}

/** Receives new CDRs every minute and processes each batch for a few seconds. `errorWorkflow` runs if that fails. */
export function slowCdrWorkflow(errorWorkflow: string): WorkflowDraft {
	const { nodes, ...draft } = newCdrWorkflow('Every CDR');
	const [trigger, arrived] = nodes;
	const wait = {
		id: 'new-cdr-wait',
		name: 'Work',
		type: 'n8n-nodes-base.wait',
		typeVersion: 1.1,
		position: [110, 0],
		parameters: { resume: 'timeInterval', amount: WORK_SECONDS, unit: 'seconds' },
	};
	const line = [trigger, wait, arrived];
	return { ...draft, nodes: line, connections: chain(line), settings: { executionOrder: 'v1', errorWorkflow } };
}

/**
 * The error workflow that the docs recommend: it reads the CDRs of the last day again, so that
 * those of an interrupted execution are included.
 */
export function readAgainWorkflow(): WorkflowDraft {
	return chainWorkflow('Read CDRs again', 'queue', [
		{ name: 'Error Trigger', type: 'n8n-nodes-base.errorTrigger', typeVersion: 1, parameters: {} },
		enableXNode(READ_AGAIN_NODE, 'cdr', 'getAll', { findBy: 'period', from: "={{ $now.minus(1, 'day').toISO() }}", to: '', returnAll: true }),
	]);
}
