import type { Resource } from '../../execution/operation';
import { getUsers, userGetAllFields } from './getAll';

export const user: Resource = {
	description: [
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
					action: 'Get participants in a room',
					description: 'Get who is in the running session of a room. Without a session, the list is empty.',
					routing: { request: { method: 'GET', url: '/rooms/:roomId/users' } },
				},
			],
		},
		...userGetAllFields,
	],
	operations: { getAll: getUsers },
};
