import type { DateTime } from 'luxon';

import { dayOf, toApiDay } from './days';
import { shown } from './shown';
import { readTime, type NamedTime } from './times';

/** A span of time: `from` is in it, `to` is not. Milliseconds since 1970; `to` may be Infinity. */
export interface Period {
	from: number;
	to: number;
}

/** The UTC days to ask the API for, as `YYYY-MM-DD`. */
export interface ApiDays {
	firstDay: string;
	lastDay: string;
}

const EXAMPLE = 'Use a date and time such as 2026-11-22T09:30:00, or a date such as 2026-11-22';

function readEdge(value: unknown, name: string, zone: string) {
	const named = readTime(value, zone);
	if (named === undefined) throw new RangeError(`${name} "${shown(value)}" is not a date. ${EXAMPLE}`);
	return named;
}

/** The start of a day that was named alone: the first of two midnights when clocks go back over it. */
function startOf({ time, isDayOnly }: NamedTime): DateTime {
	const hourBefore = time.minus({ hours: 1 });
	return isDayOnly && hourBefore.hasSame(time, 'day') ? hourBefore : time;
}

const isEmpty = (value: unknown) => value === undefined || value === null || value === '';

/**
 * Reads From and To. Text is meant in `zone`; a day alone as To means to the end of that day; an
 * empty To means no end, so that records count that are newer than the clock here. `now` is in
 * milliseconds. Throws a RangeError that says why, with the parameter's name.
 */
export function readPeriod(input: { from: unknown; to: unknown }, zone: string, now: number): Period {
	if (isEmpty(input.from)) throw new RangeError(`From is empty. ${EXAMPLE}`);
	const from = startOf(readEdge(input.from, 'From', zone)).toMillis();
	if (isEmpty(input.to)) {
		if (from > now) throw new RangeError('From lies in the future, and To is empty, which means now');
		return { from, to: Infinity };
	}
	const edge = readEdge(input.to, 'To', zone);
	const to = (edge.isDayOnly ? edge.time.plus({ days: 1 }).startOf('day') : edge.time).toMillis();
	const isAfterLastDay = edge.isDayOnly && from === to;
	if (from > to || isAfterLastDay) throw new RangeError('From is after To. Swap them, or correct one of them');
	return { from, to };
}

/**
 * The UTC days that cover a period, and one more: whether the API includes the last day it is
 * asked for is undocumented (api.md 7 and 11), so the exact filter always runs here as well.
 */
export function toApiDays({ from, to }: Period, now: number): ApiDays {
	const end = to === Infinity ? now : to - 1;
	return { firstDay: toApiDay(dayOf(from)), lastDay: toApiDay(dayOf(Math.max(from, end)) + 1) };
}

/** Whether a moment lies in the period; a record without a readable time is kept, never lost. */
export function isInPeriod(millis: number | null, { from, to }: Period): boolean {
	return millis === null || (millis >= from && millis < to);
}
