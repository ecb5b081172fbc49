/** The fields of the EnableX Video Trigger. */
import { ROLES, ROOM, SIMPLIFY } from './common.mts';
import type { PlainField } from './field.mts';

const showForCdr = { '/event': ['cdr'] };
const showForSession = { '/event': ['session'] };
const { required: _required, ...room } = ROOM;
/** Room as a filter. */
export const OPTIONAL_ROOM: PlainField = room;

export const TRIGGER_FIELDS: readonly PlainField[] = [
	{ name: 'event', displayName: 'Event', type: 'options', default: 'cdr', noExpression: true, options: ['session', 'recording', 'cdr'] },
	{ name: 'startFrom', displayName: 'Start From', type: 'options', default: 'now', noExpression: true, options: ['now', 'today', 'date'] },
	{ name: 'startDate', displayName: 'Start Date', type: 'dateTime', default: '', required: true, shownWith: { startFrom: ['date'] } },
	{
		name: 'filters', displayName: 'Filters', type: 'collection', default: {},
		fields: [
			{ name: 'callQuality', displayName: 'Call Quality', type: 'options', default: 'Bad', options: ['Good', 'Bad'], shownWith: showForCdr },
			{ name: 'minDuration', displayName: 'Minimum Duration (Seconds)', type: 'number', default: 60, min: 0, shownWith: { '/event': ['cdr', 'session'] } },
			{ name: 'roles', displayName: 'Roles', type: 'multiOptions', default: [], options: ROLES, shownWith: showForCdr },
			OPTIONAL_ROOM,
		],
	},
	{ ...SIMPLIFY, shownWith: { event: ['cdr', 'recording'] } },
	{
		name: 'options', displayName: 'Options', type: 'collection', default: {},
		fields: [
			{ name: 'includeRecordings', displayName: 'Include Recordings', type: 'boolean', default: false, shownWith: showForSession },
			{ name: 'lookbackDays', displayName: 'Lookback Days', type: 'number', default: 2, min: 1, max: 30 },
			{ name: 'quietMinutes', displayName: 'Quiet Minutes', type: 'number', default: 5, min: 1, max: 120, shownWith: showForSession },
		],
	},
];
