import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { DAY } from '../shared/days';
import { inputError } from '../shared/errors';
import {
	checkNumber,
	checkOption,
	readOption,
	readRoomId,
	readSimplify,
	refuseUnknownFields,
	type ParameterContext,
} from '../shared/parameters';
import { ROLES } from '../shared/roles';
import { shown } from '../shared/shown';
import { readTime } from '../shared/times';
import { toObject } from '../shared/values';
import { EVENTS, type EventName, type RecordFilters } from './events';

export const DEFAULT_LOOKBACK_DAYS = 2;
export const QUALITIES = ['Good', 'Bad'] as const;
const STARTS = ['now', 'today', 'date'] as const;
/** A Start Date that is further ahead has a typo in its year, and the trigger would wait for it in silence. */
const MOST_AHEAD_MS = 366 * DAY;

/** Where a new stream begins. */
export interface Start {
	from: (typeof STARTS)[number];
	/** The first moment of the stream in milliseconds; for `now` there is none. */
	since?: number;
	/** As it was typed: an expression such as `$now` gives another moment at each poll, and must not start anew. */
	typed: string;
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
}

function readStart(context: ParameterContext, now: number): Start {
	const from = readOption(context, 'startFrom', 'Start From', STARTS);
	if (from === 'now') return { from, typed: from };
	const zone = context.getTimezone();
	if (from === 'today') return { from, typed: from, since: readTime(now, zone)?.time.startOf('day').toMillis() };
	const value = context.getNodeParameter('startDate', '');
	const date = readTime(value, zone);
	const typed = `date:${JSON.stringify(context.getNodeParameter('startDate', '', { rawExpressions: true }))}`;
	if (date === undefined) {
		throw inputError(
			context.getNode(),
			value === '' ? 'Start Date is empty' : `Start Date "${shown(value)}" is not a date`,
			'Use a date and time such as 2026-11-22T09:30:00, or a date such as 2026-11-22',
		);
	}
	const since = date.time.toMillis();
	if (since <= now + MOST_AHEAD_MS) return { from, typed, since };
	throw inputError(
		context.getNode(),
		`Start Date "${shown(value)}" is more than a year ahead`,
		'Correct its year. Nothing from before that date would start the workflow',
	);
}

const FILTERS = ['roomId', 'roles', 'minDuration', 'callQuality'];

/** A list of roles; one role as text counts too, as expressions may give it. */
function checkRoles(context: ParameterContext, value: unknown): string[] {
	const roles = typeof value === 'string' ? value.split(',').map((role) => role.trim()) : value;
	if (!Array.isArray(roles)) {
		throw inputError(context.getNode(), 'Roles is not a list', `It is ${shown(value)}. Use one or more of: ${ROLES.join(', ')}`);
	}
	return roles.map((role) => checkOption(context, role, 'Roles', ROLES));
}

/**
 * The filters of call detail records. One that was not added, or holds no role, lets everything pass;
 * one whose expression gives nothing is refused, because it would let everything pass as well.
 */
function readFilters(context: ParameterContext, fields: IDataObject): RecordFilters {
	const { roles, minDuration, callQuality } = fields;
	const chosen = 'roles' in fields ? checkRoles(context, roles) : [];
	return {
		...(chosen.length > 0 && { roles: chosen }),
		...('minDuration' in fields && {
			minDuration: checkNumber(context, minDuration, 'Minimum Duration (Seconds)', { min: 0 }),
		}),
		...('callQuality' in fields && { callQuality: checkOption(context, callQuality, 'Call Quality', QUALITIES) }),
	};
}

/** Reads and checks all parameters; throws a sentence before anything is sent. `now` is in milliseconds. */
export function readSettings(context: IPollFunctions, now: number): TriggerSettings {
	const parameters: ParameterContext = context;
	const event = readOption(parameters, 'event', 'Event', EVENTS);
	const fields = toObject(parameters.getNodeParameter('filters', {}));
	const options = toObject(parameters.getNodeParameter('options', {}));
	refuseUnknownFields(parameters, fields, FILTERS, 'Filters');
	refuseUnknownFields(parameters, options, ['lookbackDays'], 'Options');
	return {
		event,
		roomId: 'roomId' in fields ? readRoomId(parameters, 'filters.roomId') : '',
		filters: event === 'cdr' ? readFilters(parameters, fields) : {},
		start: readStart(parameters, now),
		simplify: readSimplify(parameters),
		lookbackDays: checkNumber(parameters, options.lookbackDays ?? DEFAULT_LOOKBACK_DAYS, 'Lookback Days', { min: 1, max: 30 }),
	};
}
