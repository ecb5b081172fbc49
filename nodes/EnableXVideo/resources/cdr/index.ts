import type { INodeProperties } from 'n8n-workflow';

import { findByFields } from '../../../shared/findBy';
import { call } from '../../exchange';
import { cdrGetAllFields, getCdrs, showForCdrGetAll } from './getAll';

export const cdrDescription: INodeProperties[] = [
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
				description: 'Get call detail records (CDRs), one for each connection of a user, newest first. They are kept for 90 days.',
				routing: { request: { method: 'GET' }, ...call(getCdrs) },
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
];
