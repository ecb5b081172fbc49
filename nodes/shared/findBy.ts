import type { INodeProperties } from 'n8n-workflow';

import { roomLocator } from './roomLocator';

/** How to look for CDRs and archives, and the route of each way (api.md 3). */
export interface FindByRoutes {
	conference: string;
	period: string;
	room: string;
	roomAndPeriod: string;
}

type Show = Record<string, string[]>;

const TIME_HINT = 'In the time zone of the workflow, unless it has an offset of its own';

const findByField = (routes: FindByRoutes, show: Show): INodeProperties => ({
	displayName: 'Find By',
	name: 'findBy',
	type: 'options',
	noDataExpression: true,
	default: 'period',
	displayOptions: { show },
	options: [
		{
			name: 'Conference Number',
			value: 'conference',
			description: 'One session, by the conf_num that CDRs, archives and webhooks carry',
			routing: { request: { url: routes.conference } },
		},
		{
			name: 'Period',
			value: 'period',
			description: 'All sessions between two moments',
			routing: { request: { url: routes.period } },
		},
		{
			name: 'Room',
			value: 'room',
			description: 'All sessions of one room',
			routing: { request: { url: routes.room } },
		},
		{
			name: 'Room and Period',
			value: 'roomAndPeriod',
			description: 'The sessions of one room between two moments',
			routing: { request: { url: routes.roomAndPeriod } },
		},
	],
});

/** Find By and the fields that each way needs, for the Get Many of CDRs and of archives. */
export function findByFields(routes: FindByRoutes, show: Show): INodeProperties[] {
	return [
		findByField(routes, show),
		{
			displayName: 'Conference Number',
			name: 'conferenceNumber',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 5f2b1c0e9d',
			description: 'The conf_num of the session',
			displayOptions: { show: { ...show, findBy: ['conference'] } },
		},
		{ ...roomLocator, displayOptions: { show: { ...show, findBy: ['room', 'roomAndPeriod'] } } },
		{
			displayName: 'From',
			name: 'from',
			type: 'dateTime',
			required: true,
			default: '',
			hint: TIME_HINT,
			description: 'The start of the period, as a date and time such as 2026-11-22T09:30:00 or a date; records of this very moment are included',
			displayOptions: { show: { ...show, findBy: ['period', 'roomAndPeriod'] } },
		},
		{
			displayName: 'To',
			name: 'to',
			type: 'dateTime',
			default: '',
			hint: 'Empty means now. A day picked in the calendar counts from 00:00: pick the next day to include it',
			description: 'The end of the period, in the same form; records of this very moment are not included, empty means now',
			displayOptions: { show: { ...show, findBy: ['period', 'roomAndPeriod'] } },
		},
	];
}
