import type { INodeProperties } from 'n8n-workflow';

import { call } from '../../exchange';
import { getUsers, userGetAllFields } from './getAll';

export const userDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'getAll',
		displayOptions: { show: { resource: ['user'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many users',
				description: 'Get the users who are in the running session of a room; none when no session is running',
				routing: { request: { method: 'GET', url: '/rooms/:roomId/users' }, ...call(getUsers) },
			},
		],
	},
	...userGetAllFields,
];
