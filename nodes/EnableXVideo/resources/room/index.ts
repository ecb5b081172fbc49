import type { Resource } from '../../execution/operation';
import { createRoom, roomCreateFields } from './create';
import { deleteRoom, roomDeleteFields } from './delete';
import { getRoom, roomGetFields } from './get';
import { getRooms, roomGetAllFields } from './getAll';
import { roomUpdateFields, updateRoom } from './update';
import { roomUpsertFields, upsertRoom } from './upsert';

export const room: Resource = {
	description: [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			default: 'create',
			displayOptions: { show: { resource: ['room'] } },
			options: [
				{
					name: 'Create',
					value: 'create',
					action: 'Create a room',
					description: 'Create a room for video meetings: permanent, scheduled or adhoc',
					routing: { request: { method: 'POST', url: '/rooms' } },
				},
				{
					name: 'Create or Update',
					value: 'upsert',
					action: 'Create or update a room',
					description: 'Create a new record, or update the current one if it already exists (upsert)',
				},
				{
					name: 'Delete',
					value: 'delete',
					action: 'Delete a room',
					description: 'Delete a room permanently. A room with a running session cannot be deleted.',
					routing: { request: { method: 'DELETE', url: '/rooms/:roomId' } },
				},
				{
					name: 'Get',
					value: 'get',
					action: 'Get a room',
					description: 'Get one room with its settings and join links',
					routing: { request: { method: 'GET', url: '/rooms/:roomId' } },
				},
				{
					name: 'Get Many',
					value: 'getAll',
					action: 'Get many rooms',
					description: 'Get the rooms of the project, newest first, filtered by name, owner, mode, type or scheduled time',
					routing: { request: { method: 'GET', url: '/rooms' } },
				},
				{
					name: 'Update',
					value: 'update',
					action: 'Update a room',
					description: 'Change the name, time or settings of a room. Changes take effect in its next session.',
				},
			],
		},
		...roomUpsertFields,
		...roomCreateFields,
		...roomDeleteFields,
		...roomGetFields,
		...roomGetAllFields,
		...roomUpdateFields,
	],
	operations: { create: createRoom, delete: deleteRoom, get: getRoom, getAll: getRooms, update: updateRoom, upsert: upsertRoom },
};
