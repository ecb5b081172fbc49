import type { Resource } from '../../execution/operation';
import { dialInGetAllFields, getDialInNumbers } from './getAll';

export const dialIn: Resource = {
	description: [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			default: 'getAll',
			displayOptions: { show: { resource: ['dialIn'] } },
			options: [
				{
					name: 'Get Many',
					value: 'getAll',
					action: 'Get many phone numbers to dial in',
					description: 'Get the phone numbers that people can call to join',
					// The only route that is documented with a trailing slash (enablex-api.md 1).
					routing: { request: { method: 'GET', url: '/dialin/' } },
				},
			],
		},
		...dialInGetAllFields,
	],
	operations: { getAll: getDialInNumbers },
};
