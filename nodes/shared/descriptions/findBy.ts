import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { roomLocator } from './roomLocator';

/** The ways to find CDRs and archives, each with its route (enablex-api.md 3). */
export interface FindByRoutes {
	conference: string;
	period: string;
	room: string;
	roomAndPeriod: string;
}

type Show = Record<string, string[]>;

const TIME_HINT = 'In the time zone of the workflow, unless it includes an offset';

const WAYS: ReadonlyArray<INodePropertyOptions & { value: keyof FindByRoutes }> = [
	{ name: 'Conference Number', value: 'conference', description: 'One session, by the conf_num in its CDRs, archives and webhooks' },
	{ name: 'Period', value: 'period', description: 'All sessions in a time range' },
	{ name: 'Room', value: 'room', description: 'All sessions of one room' },
	{ name: 'Room and Period', value: 'roomAndPeriod', description: 'The sessions of one room in a time range' },
];

const findByField = (options: INodePropertyOptions[], show: Show): INodeProperties => ({
	displayName: 'Find By',
	name: 'findBy',
	type: 'options',
	noDataExpression: true,
	default: 'period',
	description: 'How to find the sessions',
	displayOptions: { show },
	options,
});

/** The conference number of a session, by which EnableX finds everything about it. */
export const conferenceNumberField: INodeProperties = {
	displayName: 'Conference Number',
	name: 'conferenceNumber',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 5f2b1c0e9d',
	description: 'The conf_num of the session, as in CDRs, archives, webhooks and the output of the triggers',
};

/** Room, From and To, each shown with the options of Find By that need it. */
function roomAndPeriodFields(show: Show): INodeProperties[] {
	return [
		{ ...roomLocator, displayOptions: { show: { ...show, findBy: ['room', 'roomAndPeriod'] } } },
		{
			displayName: 'From',
			name: 'from',
			type: 'dateTime',
			required: true,
			default: '',
			hint: TIME_HINT,
			description: 'The start of the period (inclusive), as a date and time such as 2026-11-22T09:30:00, or as a date',
			displayOptions: { show: { ...show, findBy: ['period', 'roomAndPeriod'] } },
		},
		{
			displayName: 'To',
			name: 'to',
			type: 'dateTime',
			default: '',
			hint: 'Leave empty to use the current time. A date picked in the calendar means 00:00, so pick the next day to include it',
			description: 'The end of the period (exclusive), in the same format as From. Leave empty to use the current time.',
			displayOptions: { show: { ...show, findBy: ['period', 'roomAndPeriod'] } },
		},
	];
}

/** Find By with the route of each option, and the fields that the options need, for Get Many of CDRs and of archives. */
export function findByFields(routes: FindByRoutes, show: Show): INodeProperties[] {
	const options = WAYS.map((way) => ({ ...way, routing: { request: { url: routes[way.value] } } }));
	return [
		findByField(options, show),
		{ ...conferenceNumberField, displayOptions: { show: { ...show, findBy: ['conference'] } } },
		...roomAndPeriodFields(show),
	];
}

/** Find By for Get Many of sessions, which declares its requests itself. One session is what Get is for. */
export const findSessionsByFields = (show: Show): INodeProperties[] => [
	findByField(WAYS.filter(({ value }) => value !== 'conference'), show),
	...roomAndPeriodFields(show),
];
