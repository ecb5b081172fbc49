import type { INodeProperties } from 'n8n-workflow';

import { call } from '../../exchange';
import { dialInGetAllFields, getDialInNumbers } from './getAll';

export const dialInDescription: INodeProperties[] = [
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
				action: 'Get many dial in numbers',
				description: 'Get the phone numbers through which people can join by phone',
				// The only route that is documented with a slash at its end (api.md 1).
				routing: { request: { method: 'GET', url: '/dialin/' }, ...call(getDialInNumbers) },
			},
		],
	},
	...dialInGetAllFields,
];
