import type { WorkflowDraft, WorkflowNode } from '../host/n8n-rest.mts';
import { CREDENTIAL_NAME, CREDENTIAL_TYPE } from '../host/provision.mts';
import { chain } from '../host/smoke-workflow.mts';
import { newCdrWorkflow } from '../host/trigger-workflow.mts';

/** Path of the webhook that books a room, below n8n's `/webhook/`. */
export const BOOKING_PATH = 'book-a-room';

/** Name of the last node of the workflow that reads CDRs again. */
export const READ_AGAIN_NODE = 'Read Again';

/** How long a batch of CDRs is at work: long enough to be hit in the midst. Below 65 s, Wait stays on its worker. */
const WORK_SECONDS = 8;

/** Books a room for whoever calls its webhook with a name, and answers with a moderator's token for it. */
export function bookingWorkflow(): WorkflowDraft {
	const parameters = { httpMethod: 'POST', path: BOOKING_PATH, responseMode: 'responseNode', options: {} };
	const createdRoom = { __rl: true, mode: 'id', value: '={{ $json.room_id }}' };
	return inLine('Book a room', [
		{ name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: BOOKING_PATH, parameters },
		enableX('Create Room', 'room', 'create', { name: '={{ $json.body.name }}', ownerRef: 'queue', mode: 'group', roomType: 'permanent' }),
		enableX('Create Token', 'token', 'create', { roomId: createdRoom, name: 'Sam', role: 'moderator', userRef: 'sam' }),
		{
			name: 'Respond',
			type: 'n8n-nodes-base.respondToWebhook',
			typeVersion: 1.4,
			parameters: { respondWith: 'json', responseBody: '={{ Object.assign({ execution_id: $execution.id }, $json) }}', options: {} },
		},
	]);
}

/** Takes new CDRs, every minute, and works at each batch for some seconds. `errorWorkflow` is told when that fails. */
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
 * What the README recommends as the error workflow: reads the CDRs of the last day again, so that
 * those of an execution that was cut off are among them.
 */
export function readAgainWorkflow(): WorkflowDraft {
	return inLine('Read CDRs again', [
		{ name: 'Error Trigger', type: 'n8n-nodes-base.errorTrigger', typeVersion: 1, parameters: {} },
		enableX(READ_AGAIN_NODE, 'cdr', 'getAll', { findBy: 'period', from: "={{ $now.minus(1, 'day').toISO() }}", to: '', returnAll: true }),
	]);
}

function enableX(name: string, resource: string, operation: string, parameters: object): WorkflowNode {
	return {
		name,
		type: 'n8n-nodes-enablex.enableXVideo',
		typeVersion: 1,
		parameters: { resource, operation, ...parameters },
		credentials: { [CREDENTIAL_TYPE]: { id: '', name: CREDENTIAL_NAME } },
	};
}

function inLine(name: string, nodes: readonly WorkflowNode[]): WorkflowDraft {
	const placed = nodes.map((node, index) => ({ id: `queue-${index}`, position: [index * 220, 0], ...node }));
	return { name, nodes: placed, connections: chain(placed), settings: { executionOrder: 'v1' } };
}
