import type { INodeProperties } from 'n8n-workflow';

import { simplifyField } from '../shared/descriptions/common';
import { roleOptions } from '../shared/descriptions/roles';
import { roomFilter } from '../shared/descriptions/roomLocator';
import { DEFAULT_LOOKBACK_DAYS, DEFAULT_QUIET_MINUTES, QUALITIES } from './settings';

const showForCdr = { '/event': ['cdr'] };
const showForSession = { '/event': ['session'] };

const filterFields: INodeProperties[] = [
	{
		displayName: 'Call Quality',
		name: 'callQuality',
		type: 'options',
		default: 'Bad',
		description: 'Only return connections with this quality. Older deployments do not measure it, so nothing matches there.',
		displayOptions: { show: showForCdr },
		options: QUALITIES.map((quality) => ({ name: quality, value: quality })),
	},
	{
		displayName: 'Minimum Duration (Seconds)',
		name: 'minDuration',
		type: 'number',
		default: 60,
		typeOptions: { minValue: 0 },
		description: 'Only return connections, or sessions, that lasted at least this long',
		displayOptions: { show: { '/event': ['cdr', 'session'] } },
	},
	{
		displayName: 'Roles',
		name: 'roles',
		type: 'multiOptions',
		default: [],
		description: 'Only return connections of users with one of these roles',
		displayOptions: { show: showForCdr },
		options: roleOptions,
	},
	roomFilter('Only return records of this room, by its room_id (24 letters and digits) or a join link'),
];

const startFields: INodeProperties[] = [
	{
		displayName: 'Start From',
		name: 'startFrom',
		type: 'options',
		noDataExpression: true,
		default: 'now',
		description:
			'Which records to return first. Changing to Today or to another date starts again from there. Changing to Now keeps the current position.',
		options: [
			{ name: 'Now', value: 'now', description: 'Records that EnableX lists after you publish the workflow' },
			{ name: 'Today', value: 'today', description: 'Records since the start of the day of publishing, in the workflow time zone' },
			{ name: 'Date', value: 'date', description: 'Records since a date. EnableX keeps records for 90 days.' },
		],
	},
	{
		displayName: 'Start Date',
		name: 'startDate',
		type: 'dateTime',
		required: true,
		default: '',
		hint: 'In the time zone of the workflow, unless it includes an offset',
		displayOptions: { show: { startFrom: ['date'] } },
	},
];

export const triggerFields: INodeProperties[] = [
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		default: 'cdr',
		options: [
			{ name: 'Session Ended', value: 'session', action: 'On session ended', description: 'Triggers once when a session is over and everybody has left, with its people, minutes and duration' },
			{ name: 'Recording Ready', value: 'recording', action: 'On recording ready', description: 'Triggers on the archive of a session once its transcoded file is available' },
			{ name: 'New CDR', value: 'cdr', action: "On new call detail record (one per person's connection)", description: 'Triggers on a call detail record, which is one connection of one user, after it has ended' },
		],
	},
	...startFields,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: filterFields,
	},
	// A session is made by this package. There is no object of the API to return instead.
	{ ...simplifyField, displayOptions: { show: { event: ['cdr', 'recording'] } } },
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Include Recordings',
				name: 'includeRecordings',
				type: 'boolean',
				default: false,
				description: 'Whether to return the files of the session that EnableX lists when it ends. Transcoded files mostly come later: use the event Recording Ready to wait for them.',
				displayOptions: { show: showForSession },
			},
			{
				displayName: 'Lookback Days',
				name: 'lookbackDays',
				type: 'number',
				default: DEFAULT_LOOKBACK_DAYS,
				typeOptions: { minValue: 1, maxValue: 30 },
				description: 'How many days late EnableX may list a record so that the trigger still returns it. More days use more memory and more requests.',
			},
			{
				displayName: 'Quiet Minutes',
				name: 'quietMinutes',
				type: 'number',
				default: DEFAULT_QUIET_MINUTES,
				typeOptions: { minValue: 1, maxValue: 120 },
				description: 'How many minutes after the last person left the trigger checks whether the room is empty',
				displayOptions: { show: showForSession },
			},
		],
	},
];
