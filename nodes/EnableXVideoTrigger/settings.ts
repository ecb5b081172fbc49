import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { DAY } from '../shared/time/days';
import { inputError } from '../shared/api/errors';
import {
	checkBoolean,
	checkNumber,
	checkOption,
	checkOptions,
	readOption,
	readSimplify,
	refuseUnknownFields,
	type ParameterContext,
} from '../shared/parameters/parameters';
import { readRoomFilter } from '../shared/parameters/roomFilter';
import { ROLES } from '../shared/descriptions/roles';
import { formatForError } from '../shared/utils/formatForError';
import { startOf, startOfToday } from '../shared/time/periods';
import { readTime } from '../shared/time/times';
import { toObject } from '../shared/utils/values';
import { EVENTS, type EventName, type RecordFilters } from './events';

export const DEFAULT_LOOKBACK_DAYS = 2;
export const DEFAULT_QUIET_MINUTES = 5;
export const QUALITIES = ['Good', 'Bad'] as const;
const STARTS = ['now', 'today', 'date'] as const;
/** A Start Date further ahead is most likely a typo in the year, and the trigger would silently wait for it. */
const MAX_AHEAD_MS = 366 * DAY;

/** Where a new stream begins. */
export interface Start {
	from: (typeof STARTS)[number];
	/** The start of the stream in milliseconds since 1970. Not set for `now`. */
	since?: number;
	/**
	 * Identifies this choice, by the expression of Start Date and not its result: `$now` has another
	 * result at each poll, which must not start a new stream each time.
	 */
	rawValue: string;
}

/** The trigger's parameters, checked. */
export interface TriggerSettings {
	event: EventName;
	/** Empty for all rooms of the project. */
	roomId: string;
	filters: RecordFilters;
	start: Start;
	simplify: boolean;
	lookbackDays: number;
	/** How long no CDR of a session may have been logged before it counts as over, in milliseconds. */
	quietMs: number;
	/** Whether sessions have the files of their archives. */
	includeRecordings: boolean;
}

function readStart(context: ParameterContext, now: number): Start {
	const from = readOption(context, 'startFrom', 'Start From', STARTS);
	if (from === 'now') return { from, rawValue: from };
	const zone = context.getTimezone();
	if (from === 'today') return { from, rawValue: from, since: startOfToday(now, zone) };
	const value = context.getNodeParameter('startDate', '');
	const date = readTime(value, zone);
	const rawValue = `date:${JSON.stringify(context.getNodeParameter('startDate', '', { rawExpressions: true }))}`;
	if (date === undefined) {
		throw inputError(
			context.getNode(),
			value === '' ? 'Start Date is empty' : `Start Date "${formatForError(value)}" is not a date`,
			'Use a date and time such as 2026-11-22T09:30:00, or a date such as 2026-11-22',
		);
	}
	const since = startOf(date).toMillis();
	if (since <= now + MAX_AHEAD_MS) return { from, rawValue, since };
	throw inputError(
		context.getNode(),
		`Start Date "${formatForError(value)}" is more than a year ahead`,
		'Correct the year: the trigger ignores all records from before that date',
	);
}

const FILTERS = ['roomId', 'roles', 'minDuration', 'callQuality'];

/**
 * The filters for an event; those that are hidden for it do not count. A filter that was not added matches
 * everything, and so does Roles without a role. Throws if the expression of a filter returns nothing, because the user did not mean
 * to match everything.
 */
function readFilters(context: ParameterContext, event: EventName, fields: IDataObject): RecordFilters {
	if (event === 'recording') return {};
	const { roles, minDuration, callQuality } = fields;
	const ofDuration = 'minDuration' in fields && {
		minDuration: checkNumber(context, minDuration, 'Minimum Duration (Seconds)', { min: 0 }),
	};
	if (event === 'session') return { ...ofDuration };
	const chosen = 'roles' in fields ? checkOptions(context, roles, 'Roles', ROLES) : [];
	return {
		...(chosen.length > 0 && { roles: chosen }),
		...ofDuration,
		...('callQuality' in fields && { callQuality: checkOption(context, callQuality, 'Call Quality', QUALITIES) }),
	};
}

const MINUTE_MS = 60_000;

/** The options of the event Session Ended, which are hidden for the others. */
function readSessionOptions(context: ParameterContext, { quietMinutes, includeRecordings }: IDataObject): Pick<TriggerSettings, 'quietMs' | 'includeRecordings'> {
	const minutes = checkNumber(context, quietMinutes ?? DEFAULT_QUIET_MINUTES, 'Quiet Minutes', { min: 1, max: 120 });
	return { quietMs: minutes * MINUTE_MS, includeRecordings: checkBoolean(context, includeRecordings ?? false, 'Include Recordings') };
}

/**
 * Reads and checks all parameters of the trigger. `now` is in milliseconds since 1970. Throws a
 * NodeApiError if one is invalid, before any request is sent.
 */
export function readSettings(context: IPollFunctions, now: number): TriggerSettings {
	const parameters: ParameterContext = context;
	const event = readOption(parameters, 'event', 'Event', EVENTS);
	const fields = toObject(parameters.getNodeParameter('filters', {}));
	const options = toObject(parameters.getNodeParameter('options', {}));
	refuseUnknownFields(parameters, fields, FILTERS, 'Filters');
	refuseUnknownFields(parameters, options, ['includeRecordings', 'lookbackDays', 'quietMinutes'], 'Options');
	return {
		event,
		roomId: readRoomFilter(parameters, fields),
		filters: readFilters(parameters, event, fields),
		start: readStart(parameters, now),
		simplify: readSimplify(parameters),
		lookbackDays: checkNumber(parameters, options.lookbackDays ?? DEFAULT_LOOKBACK_DAYS, 'Lookback Days', { min: 1, max: 30 }),
		...readSessionOptions(parameters, event === 'session' ? options : {}),
	};
}
