import { dayOf, startOfDay } from '../../shared/time/days';
import { isOpen, type DeliveryState, type ListedRecord, type Listing, type Sweep } from './state';

/** The time between two sweeps. Polls in between read only the recent days. */
export const SWEEP_INTERVAL_MS = 3_600_000;
/** A minute, less what the ticks of n8n's schedule may differ by. */
export const A_MINUTE_MS = 59_000;
/** How long a day stays open for a recording that is not transcoded yet. */
export const MAX_WAIT_DAYS = 30;
/** EnableX keeps records for 90 days (enablex-api.md 11), so older days are empty. Two more days allow for clock skew. */
export const MAX_LISTED_DAYS = 92;
/** How far the clock of this machine may be behind. The time of a record from even later cannot be right. */
export const MAX_CLOCK_LAG_DAYS = 2;

/** The newest day that the API has shown so far, by its own clock and by the records of a listing. */
export function newestDay({ newest }: DeliveryState, { records, apiDay }: Pick<Listing<ListedRecord>, 'records' | 'apiDay'>, now: number): number | null {
	const latest = dayOf(now) + MAX_CLOCK_LAG_DAYS;
	let day = Math.max(newest ?? -Infinity, Math.min(apiDay ?? -Infinity, latest));
	for (const { time } of records) if (time !== null && dayOf(time) <= latest) day = Math.max(day, dayOf(time));
	return day === -Infinity ? null : day;
}

/** The last day that can have records: today, or a later day if the clock of this machine is behind. */
export const lastDayOf = ({ newest }: DeliveryState, now: number): number => {
	const today = dayOf(now);
	return Math.max(today, Math.min(newest ?? today, today + MAX_CLOCK_LAG_DAYS));
};

/** The day that it certainly is: today by the clock of this machine, as far as the API has confirmed it. */
export const confirmedDay = ({ floor, newest }: DeliveryState, now: number): number => Math.min(dayOf(now), newest ?? floor);

/**
 * A new sweep. It starts a day before the first open one, because the API may file a record under the day
 * before its `trans_date` (enablex-api.md 7).
 */
export const beginSweep = (state: DeliveryState, now: number): Sweep => ({
	next: Math.max(0, state.floor - 1),
	begun: confirmedDay(state, now),
	waiting: null,
});

/**
 * The days of the records that the limits held back: the oldest of them, which stays open, and the first day to
 * read again. A record without a time may belong to the first day of the listing, and any other may be filed
 * under the day before its own.
 */
export function heldDays({ firstDay }: Pick<Listing<ListedRecord>, 'firstDay'>, held: readonly ListedRecord[]): { oldest: number; next: number } {
	const oldest = held.reduce((day, { time }) => Math.min(day, time === null ? firstDay : dayOf(time)), Infinity);
	return { oldest, next: oldest > firstDay ? Math.max(firstDay, oldest - 1) : oldest };
}

/** The oldest day with a waiting record. One without a time may belong to the first day of the listing. */
function oldestWaitingDay(state: DeliveryState, { records, firstDay }: Listing<ListedRecord>): number {
	const waiting = records.filter((record) => record.status === 'waiting' && isOpen(state, record.time));
	return waiting.reduce((day, { time }) => Math.min(day, time === null ? Math.max(firstDay, state.floor) : dayOf(time)), Infinity);
}

/** The sweep after it has read a listing. */
export function advance(sweep: Sweep, state: DeliveryState, listing: Listing<ListedRecord>, now: number): Sweep {
	const waiting = Math.min(sweep.waiting ?? Infinity, oldestWaitingDay(state, listing));
	// If days were skipped only because of the clock, they may still have records. Then no day is closed.
	const isTrusted = listing.firstDay <= Math.max(sweep.next, confirmedDay(state, now) - MAX_LISTED_DAYS);
	const begun = isTrusted ? sweep.begun : Math.min(sweep.begun, state.floor);
	const isSoon = listing.records.some((record) => record.status === 'waiting' && record.isSoon);
	return { ...sweep, next: listing.nextDay, begun, waiting: waiting === Infinity ? null : waiting, ...(isSoon && { isSoon }) };
}

/** The state after a sweep has read all days. It has closed days on its way. The next one is due in an hour, or in a minute for a record that is ready then. */
export const endSweep = (state: DeliveryState, now: number): DeliveryState => ({
	...state,
	sweep: null,
	swept: state.sweep?.isSoon ? now - SWEEP_INTERVAL_MS + A_MINUTE_MS : now,
});

/** A reply covers a whole day only if it has this many records of it. A session may end on the day after it started, so a few prove nothing. */
const MIN_RECORDS_OF_FULL_DAY = 100;
const HOUR_MS = 3_600_000;

/**
 * The first day that a listing does not cover completely. A request also names `nextDay` (`listing.ts`).
 * If the API includes it and it is a busy day, reading it again would double what a sweep fetches. The API has
 * included it if the records reach from the first hour of the day before to its last hour: that is more than
 * one day, by whatever time the API assigns records to days.
 */
export function firstUnreadDay({ nextDay, records }: Pick<Listing<ListedRecord>, 'nextDay' | 'records'>): number {
	const [before, start, end] = [nextDay - 1, nextDay, nextDay + 1].map(startOfDay);
	let count = 0;
	let hasStart = false;
	let hasEnd = false;
	for (const { time } of records) {
		if (time === null) continue;
		if (time >= start && time < end) count++;
		hasStart ||= time >= before && time < before + HOUR_MS;
		hasEnd ||= time >= end - HOUR_MS && time < end;
	}
	return hasStart && hasEnd && count >= MIN_RECORDS_OF_FULL_DAY ? nextDay + 1 : nextDay;
}

/**
 * The first day that a sweep leaves open. A day is closed only if the lookback had already passed it when the
 * sweep started, because a record may arrive between reading the day and now. A day with a waiting recording
 * stays open for up to 30 days.
 */
export function firstDayToKeep({ begun, waiting }: Sweep, lookbackDays: number): number {
	return Math.min(begun - lookbackDays, waiting === null ? Infinity : Math.max(waiting, begun - MAX_WAIT_DAYS));
}
