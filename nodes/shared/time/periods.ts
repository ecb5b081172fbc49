import { DateTime } from 'luxon';

import { DAY, dayOf, toApiDay } from './days';
import { formatForError } from '../utils/formatForError';
import { readTime, type ParsedTime } from './times';

/** A time range in milliseconds since 1970. `from` is inclusive, `to` is exclusive and may be Infinity. */
export interface Period {
	from: number;
	to: number;
}

/** The UTC days to request from the API, as `YYYY-MM-DD`. */
export interface ApiDays {
	firstDay: string;
	lastDay: string;
}

const EXAMPLE = 'Use a date and time such as 2026-11-22T09:30:00, or a date such as 2026-11-22';

function readBoundary(value: unknown, name: string, zone: string) {
	const parsed = readTime(value, zone);
	if (parsed === undefined) throw new RangeError(`${name} "${formatForError(value)}" is not a date. ${EXAMPLE}`);
	return parsed;
}

/** The time, or for a date alone the start of the day: the first of two midnights if the clocks go back at midnight. */
export function startOf({ time, isDayOnly }: ParsedTime): DateTime {
	const hourBefore = time.minus({ hours: 1 });
	// Not luxon's `hasSame`: it takes the hour after the first midnight for a part of the day before.
	return isDayOnly && hourBefore.toISODate() === time.toISODate() ? hourBefore : time;
}

/** Reads the start of a range (milliseconds since 1970, inclusive). Throws a RangeError with the display name. */
export const readStart = (value: unknown, name: string, zone: string): number => startOf(readBoundary(value, name, zone)).toMillis();

/** Reads the end of a range (milliseconds since 1970, exclusive). A date alone includes that day. Throws a RangeError with the display name. */
export function readEnd(value: unknown, name: string, zone: string): number {
	const { time, isDayOnly } = readBoundary(value, name, zone);
	return (isDayOnly ? time.plus({ days: 1 }).startOf('day') : time).toMillis();
}

/** The start of the day (milliseconds since 1970) in which `now` lies in this zone. */
export const startOfToday = (now: number, zone: string): number =>
	startOf({ time: DateTime.fromMillis(now, { zone }).startOf('day'), isDayOnly: true }).toMillis();

const isEmpty = (value: unknown) => value === undefined || value === null || value === '';

/**
 * Reads From and To. Text without an offset is read in `zone`. A date alone as To includes that day. An
 * empty To means no end rather than `now`, because the clock of this machine may be behind the API's.
 * `now` is in milliseconds since 1970. Throws a RangeError with the parameter's display name.
 */
export function readPeriod(input: { from: unknown; to: unknown }, zone: string, now: number): Period {
	if (isEmpty(input.from)) throw new RangeError(`From is empty. ${EXAMPLE}`);
	const from = readStart(input.from, 'From', zone);
	if (isEmpty(input.to)) {
		if (from > now) throw new RangeError('From is in the future, and To is empty, which means now. Choose an earlier From, or fill in To');
		return { from, to: Infinity };
	}
	const to = readEnd(input.to, 'To', zone);
	const isAfterLastDay = from === to && readBoundary(input.to, 'To', zone).isDayOnly;
	if (from > to || isAfterLastDay) throw new RangeError('From is after To. Swap them, or correct one of them');
	return { from, to };
}

/**
 * The UTC days that cover a period, plus one day, because it is undocumented whether the API includes
 * the last day of a request (enablex-api.md 7 and 11). The caller filters the records by the exact
 * period (`isInPeriod`). `now` is in milliseconds since 1970.
 */
export function toApiDays({ from, to }: Period, now: number): ApiDays {
	const end = to === Infinity ? now : to - 1;
	return { firstDay: toApiDay(dayOf(from)), lastDay: toApiDay(dayOf(Math.max(from, end)) + 1) };
}

/**
 * The UTC days to request for the sessions that started in a period: a day before it, for sessions that started before
 * it, and a day after it, for sessions that go on after it. `now` is in milliseconds since 1970.
 */
export const toSessionDays = ({ from, to }: Period, now: number): ApiDays => toApiDays({ from: from - DAY, to: to + DAY }, now);

/** Whether a time is in the period. A record without a readable time counts as in it, so that it is not lost. */
export function isInPeriod(millis: number | null, { from, to }: Period): boolean {
	return millis === null || (millis >= from && millis < to);
}
