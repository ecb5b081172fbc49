import type { Resource } from '../../execution/operation';
import { getSession, sessionGetFields } from './get';
import { getSessions, sessionGetAllFields } from './getAll';

export const session: Resource = {
	description: [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			default: 'getAll',
			displayOptions: { show: { resource: ['session'] } },
			// Both operations send several requests, which are declared in `requests.ts`.
			options: [
				{
					name: 'Get',
					value: 'get',
					action: 'Get a session',
					description: 'Get who attended a meeting and for how long, by its conference number (conf_num)',
				},
				{
					name: 'Get Many',
					value: 'getAll',
					action: 'Get many sessions',
					description: 'Get meetings, and who attended for how long, by period or room, newest first',
				},
			],
		},
		...sessionGetFields,
		...sessionGetAllFields,
	],
	operations: { get: getSession, getAll: getSessions },
};
