import type { INodeProperties } from 'n8n-workflow';

import { call } from '../../exchange';
import { createToken, tokenCreateFields } from './create';

export const tokenDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'create',
		displayOptions: { show: { resource: ['token'] } },
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create a token',
				description: 'Create a token that lets one user join a room once, within 15 minutes',
				routing: { request: { method: 'POST', url: '/rooms/:roomId/tokens' }, ...call(createToken) },
			},
		],
	},
	...tokenCreateFields,
];
