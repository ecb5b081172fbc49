import type { Resource } from '../../execution/operation';
import { createToken, tokenCreateFields } from './create';

export const token: Resource = {
	description: [
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
				},
			],
		},
		...tokenCreateFields,
	],
	operations: { create: createToken },
};
