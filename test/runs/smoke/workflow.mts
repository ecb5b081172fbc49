import type { WorkflowDraft } from '../../lib/n8n/rest.mts';
import { chainWorkflow, enableXNode, manualTrigger } from '../../lib/n8n/workflow-nodes.mts';

/**
 * A workflow that takes one room through its life: it is created ten minutes before it starts, gets
 * a token, is found in the list by its name, and is deleted.
 */
export function roomLifeWorkflow(roomName: string): WorkflowDraft {
	const createdRoom = { __rl: true, mode: 'id', value: "={{ $('Create Room').item.json.room_id }}" };
	return chainWorkflow(roomName, 'smoke', [
		manualTrigger,
		enableXNode('Create Room', 'room', 'create', {
			name: roomName,
			ownerRef: 'smoke',
			mode: 'group',
			roomType: 'scheduled',
			scheduledTime: '={{ $now.plus({ minutes: 10 }).toISO() }}',
			duration: 30,
		}),
		enableXNode('Create Token', 'token', 'create', { roomId: createdRoom, name: 'Sam', role: 'moderator', userRef: 'sam' }),
		enableXNode('Find Room', 'room', 'getAll', { returnAll: true, filters: { nameContains: roomName } }),
		enableXNode('Delete Room', 'room', 'delete', { roomId: createdRoom }),
	]);
}
