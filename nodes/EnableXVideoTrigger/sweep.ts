import { dayOf, startOfDay } from '../shared/days';
import { isOpen, type DeliveryState, type ListedRecord, type Listing, type Sweep } from './state';

/** A recording that is still not transcoded after this many days is not waited for any longer. */
export const LONGEST_WAIT_DAYS = 30;
/** EnableX keeps records for 90 days (api.md 11), so older days are empty; two more for clocks that differ. */
export const RETENTION_DAYS = 92;
/** How far the clock here may be behind. Records from later than that have a time that cannot be right. */
const CLOCK_BEHIND_DAYS = 2;

/** The newest day listed so far; it tells whether the clock here is right when it says that days have passed. */
export function newestDay({ newest }: DeliveryState, records: readonly ListedRecord[], now: number): number | null {
	const latest = dayOf(now) + CLOCK_BEHIND_DAYS;
	let day = newest ?? -Infinity;
	for (const { time } of records) if (time !== null && dayOf(time) <= latest) day = Math.max(day, dayOf(time));
	return day === -Infinity ? null : day;
}

/** The state after the API has listed these records, when they are not to be emitted yet. */
export const noteNewest = (state: DeliveryState, records: readonly ListedRecord[], now: number): DeliveryState => ({
	...state,
	newest: newestDay(state, records, now),
});

/** The last day that can hold records: today, or a later one when the clock here is behind. */
export const lastDayOf = ({ newest }: DeliveryState, now: number): number => {
	const today = dayOf(now);
	return Math.max(today, Math.min(newest ?? today, today + CLOCK_BEHIND_DAYS));
};

/**
 * A sweep that begins now, at the first open day. It counts as begun on the day of the clock, or of
 * the newest record if that is earlier: a clock that is ahead must not make days look over.
 */
export const beginSweep = ({ floor, newest }: DeliveryState, now: number): Sweep => ({
	next: floor,
	begun: Math.min(dayOf(now), newest ?? floor),
	waiting: null,
});

/** The first day to read again for records that the limit held back; one without a time may be of any day. */
export function firstHeldDay({ floor }: DeliveryState, held: readonly ListedRecord[]): number {
	return held.reduce((day, { time }) => Math.min(day, time === null ? floor : dayOf(time)), Infinity);
}

/** The sweep after it has read a listing up to `front`. */
export function advance(sweep: Sweep, front: number, state: DeliveryState, { records, firstDay }: Listing<ListedRecord>): Sweep {
	let waiting = sweep.waiting ?? Infinity;
	for (const record of records) {
		if (record.status === 'waiting' && record.time !== null && isOpen(state, record)) waiting = Math.min(waiting, dayOf(record.time));
	}
	// Days that were passed over because of the clock alone may still hold something: none is closed then.
	const isTrusted = firstDay <= Math.max(sweep.next, sweep.begun - RETENTION_DAYS);
	const begun = isTrusted ? sweep.begun : Math.min(sweep.begun, state.floor);
	return { next: front, begun, waiting: waiting === Infinity ? null : waiting };
}

/** So many records of a day, one of them of its last hour, show that a reply holds the day to its end. */
const ENOUGH_OF_A_DAY = 100;
const HOUR_MS = 3_600_000;

/**
 * The first day that a listing does not hold to its end. The day after the last one is asked for as
 * well (`listing.ts`); where the API includes it, and it is a full one, reading it again would double
 * what a sweep fetches. A few records prove nothing: a session may end a day after it began.
 */
export function firstUnread({ nextDay, records }: Listing<ListedRecord>): number {
	const end = startOfDay(nextDay + 1);
	let count = 0;
	let latest = -Infinity;
	for (const { time } of records) {
		if (time === null || time < startOfDay(nextDay) || time >= end) continue;
		count++;
		latest = Math.max(latest, time);
	}
	return count >= ENOUGH_OF_A_DAY && latest >= end - HOUR_MS ? nextDay + 1 : nextDay;
}

/**
 * The first day that has to stay open after a sweep has come to `sweep.next`. A day is closed when
 * the lookback had passed it already as the sweep began: between reading it and now, a record may
 * have come. A day on which a recording waits stays open for up to 30 days.
 */
export function nextFloor(floor: number, sweep: Sweep, lookbackDays: number): number {
	const waiting = sweep.waiting === null ? Infinity : Math.max(sweep.waiting, sweep.begun - LONGEST_WAIT_DAYS);
	return Math.max(floor, Math.min(sweep.next, sweep.begun - lookbackDays, waiting));
}
