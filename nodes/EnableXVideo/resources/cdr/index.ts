import { findByFields } from '../../../shared/descriptions/findBy';
import type { Resource } from '../../execution/operation';
import { cdrGetAllFields, getCdrs, showForCdrGetAll } from './getAll';

export const cdr: Resource = {
	description: [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			default: 'getAll',
			displayOptions: { show: { resource: ['cdr'] } },
			options: [
				{
					name: 'Get Many',
					value: 'getAll',
					action: 'Get many call detail records',
					description: 'Get one record for each connection of a user, newest first. To see who attended, get sessions.',
					routing: { request: { method: 'GET' } },
				},
			],
		},
		...findByFields(
			{
				conference: '/cdr/conf/:conferenceNumber',
				period: '/cdr/period/:firstDay/:lastDay',
				room: '/cdr/room/:roomId',
				roomAndPeriod: '/cdr/room-period/:roomId/:firstDay/:lastDay',
			},
			showForCdrGetAll,
		),
		...cdrGetAllFields,
	],
	operations: { getAll: getCdrs },
};
