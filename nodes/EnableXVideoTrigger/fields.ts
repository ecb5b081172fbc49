import type { INodeProperties } from 'n8n-workflow';

import { simplifyField } from '../shared/fields';
import { roleOptions } from '../shared/roles';
import { roomLocator } from '../shared/roomLocator';
import { DEFAULT_LOOKBACK_DAYS, QUALITIES } from './settings';

const showForCdr = { '/event': ['cdr'] };

const filterFields: INodeProperties[] = [
	{
		displayName: 'Call Quality',
		name: 'callQuality',
		type: 'options',
		default: 'Bad',
		description: 'Only connections of this quality; older deployments do not measure it, and then nothing passes',
		displayOptions: { show: showForCdr },
		options: QUALITIES.map((quality) => ({ name: quality, value: quality })),
	},
	{
		displayName: 'Minimum Duration (Seconds)',
		name: 'minDuration',
		type: 'number',
		default: 60,
		typeOptions: { minValue: 0 },
		description: 'Only connections that lasted at least this long',
		displayOptions: { show: showForCdr },
	},
	{
		displayName: 'Roles',
		name: 'roles',
		type: 'multiOptions',
		default: [],
		description: 'Only users with one of these roles',
		displayOptions: { show: showForCdr },
		options: roleOptions,
	},
	{
		...roomLocator,
		// n8n looks for required fields of a collection outside of it, and would never find this one.
		required: false,
		description: 'Only sessions of this room. Without it, those of all rooms of the project.',
	},
];

const startFields: INodeProperties[] = [
	{
		displayName: 'Start From',
		name: 'startFrom',
		type: 'options',
		noDataExpression: true,
		default: 'now',
		description:
			'Which records come first. A change to Today, or to another date, starts there anew. A change to Now goes on where the trigger is.',
		options: [
			{ name: 'Now', value: 'now', description: 'What EnableX lists from the moment of publishing on' },
			{ name: 'Today', value: 'today', description: 'From the start of the day of publishing, in the time zone of the workflow' },
			{ name: 'Date', value: 'date', description: 'From a date on; EnableX keeps records for 90 days' },
		],
	},
	{
		displayName: 'Start Date',
		name: 'startDate',
		type: 'dateTime',
		required: true,
		default: '',
		hint: 'In the time zone of the workflow, unless it has an offset of its own',
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
			{ name: 'New CDR', value: 'cdr', action: 'On new CDR', description: 'A call detail record: one connection of one user, after it has ended' },
			{ name: 'Recording Ready', value: 'recording', action: 'On recording ready', description: 'The archive of a session, once its transcoded file is there' },
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
	simplifyField,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Lookback Days',
				name: 'lookbackDays',
				type: 'number',
				default: DEFAULT_LOOKBACK_DAYS,
				typeOptions: { minValue: 1, maxValue: 30 },
				description: 'How many days EnableX may take to list a record so that it still comes through. More days take more memory and more requests.',
			},
		],
	},
];
