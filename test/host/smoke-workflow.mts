import type { WorkflowDraft, WorkflowNode } from './n8n-rest.mts';
import { CREDENTIAL_NAME, CREDENTIAL_TYPE } from './provision.mts';

/** Name of the node that starts the smoke run's workflow. */
export const START_NODE = 'Start';

const NODE_TYPE = 'n8n-nodes-enablex.enableXVideo';

/**
 * A workflow that takes one room through its life: created ten minutes ahead of its time, a token
 * made for it, found in the list by its name, deleted.
 */
export function roomLifeWorkflow(roomName: string): WorkflowDraft {
	const createdRoom = { __rl: true, mode: 'id', value: "={{ $('Create Room').item.json.room_id }}" };
	const nodes = [
		{ name: START_NODE, type: 'n8n-nodes-base.manualTrigger', parameters: {} },
		enableX('Create Room', 'room', 'create', {
			name: roomName,
			ownerRef: 'smoke',
			mode: 'group',
			roomType: 'scheduled',
			scheduledTime: '={{ $now.plus({ minutes: 10 }).toISO() }}',
			duration: 30,
		}),
		enableX('Create Token', 'token', 'create', { roomId: createdRoom, name: 'Sam', role: 'moderator', userRef: 'sam' }),
		enableX('Find Room', 'room', 'getAll', { returnAll: true, filters: { nameContains: roomName } }),
		enableX('Delete Room', 'room', 'delete', { roomId: createdRoom }),
	];
	const placed = nodes.map((node, index) => ({ id: `smoke-${index}`, typeVersion: 1, position: [index * 220, 0], ...node }));
	return { name: roomName, nodes: placed, connections: chain(placed), settings: { executionOrder: 'v1' } };
}

function enableX(name: string, resource: string, operation: string, parameters: object): WorkflowNode {
	return {
		name,
		type: NODE_TYPE,
		parameters: { resource, operation, ...parameters },
		credentials: { [CREDENTIAL_TYPE]: { id: '', name: CREDENTIAL_NAME } },
	};
}

/** The connections of nodes of which each feeds the next one. */
export function chain(nodes: ReadonlyArray<Pick<WorkflowNode, 'name'>>): Record<string, unknown> {
	const links = nodes.slice(1).map(({ name }, index) => [
		nodes[index].name,
		{ main: [[{ node: name, type: 'main', index: 0 }]] },
	]);
	return Object.fromEntries(links);
}
