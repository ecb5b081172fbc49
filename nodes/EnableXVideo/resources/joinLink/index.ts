import type { Resource } from '../../execution/operation';
import { createJoinLink, joinLinkCreateFields } from './create';

export const joinLink: Resource = {
	description: [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			default: 'create',
			displayOptions: { show: { resource: ['joinLink'] } },
			options: [
				{
					name: 'Create',
					value: 'create',
					action: 'Create a join link',
					description: 'Create a personal link to a room for one guest or host, without calling the API',
				},
			],
		},
		...joinLinkCreateFields,
	],
	operations: { create: createJoinLink },
};
