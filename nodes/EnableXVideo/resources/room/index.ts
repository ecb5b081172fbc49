import type { INodeProperties } from 'n8n-workflow';

import { call } from '../../exchange';
import { createRoom, roomCreateFields } from './create';
import { deleteRoom, roomDeleteFields } from './delete';
import { getRoom, roomGetFields } from './get';
import { getRooms, roomGetAllFields } from './getAll';
import { roomUpdateFields, updateRoom } from './update';

export const roomDescription: INodeProperties[] = [
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
				routing: { request: { method: 'POST', url: '/rooms' }, ...call(createRoom) },
			},
			{
				name: 'Delete',
				value: 'delete',
				action: 'Delete a room',
				description: 'Delete a room for good; a room with a running session cannot be deleted',
				routing: { request: { method: 'DELETE', url: '/rooms/:roomId' }, ...call(deleteRoom) },
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get a room',
				description: 'Get one room with its settings and join links',
				routing: { request: { method: 'GET', url: '/rooms/:roomId' }, ...call(getRoom) },
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many rooms',
				description: 'Get the rooms of the project, filtered by name, owner, mode or type',
				routing: { request: { method: 'GET', url: '/rooms' }, ...call(getRooms) },
			},
			{
				name: 'Update',
				value: 'update',
				action: 'Update a room',
				description: 'Change the name, time or settings of a room, for its next sessions',
				routing: { request: { method: 'PATCH', url: '/rooms/:roomId' }, ...call(updateRoom) },
			},
		],
	},
	...roomCreateFields,
	...roomDeleteFields,
	...roomGetFields,
	...roomGetAllFields,
	...roomUpdateFields,
];
