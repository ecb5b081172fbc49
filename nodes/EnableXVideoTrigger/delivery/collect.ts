import { dayOf } from '../../shared/time/days';
import { deliver, deliverRecent } from './deliver';
import { countKeys } from './knownKeys';
import { oldestFirst, type Days, type DeliveryState, type ListedRecord, type Listing, type Sweep } from './state';
import { beginSweep, confirmedDay, endSweep, firstUnreadDay, lastDayOf, MAX_LISTED_DAYS, SWEEP_INTERVAL_MS } from './sweep';

/** How far back the recent days go. */
const RECENT_MS = 3 * 3_600_000;
/** The maximum number of records in one execution, so that it does not overload n8n and its database. */
export const MAX_EMITTED = 10_000;
/** The maximum number of known records. They take about 5 MB in n8n's database. */
export const MAX_KNOWN = 400_000;

/** What bounds a poll and the state. The limits are lower only in tests. */
export interface Limits {
	maxEmitted: number;
	maxKnown: number;
}

/** What the API listed, and on which day by its own clock. */
export interface Listed<T extends ListedRecord> extends Pick<Listing<T>, 'records' | 'apiDay'> {
	/** How many records the reply had, and the first day that it does not cover completely, if `records` do not show it. */
	reply?: { size: number; nextDay: number };
}

export interface CollectOptions<T extends ListedRecord> extends Partial<Limits> {
	/** Lists the records of some days. `state` is what is known so far. Resolves to `undefined` if time ran out, except in the first listing. */
	list(days: Days, isFirst: boolean, state: DeliveryState): Promise<Listed<T> | undefined>;
	/** Milliseconds since 1970. */
	now: number;
	lookbackDays: number;
	/** Milliseconds left of the poll's time budget. */
	timeLeft(): number;
}

export interface CollectResult<T extends ListedRecord> {
	/** New records, oldest first. */
	emit: T[];
	/** The state to save together with `emit`. */
	state: DeliveryState;
	/** How many new records wait for the next poll. */
	remaining: number;
	/** Whether the state is full, so that new records cannot be emitted until the lookback has passed a day. */
	isFull?: boolean;
	/** Whether the time of the poll ran out while older days were listed, so that nothing of them was read. */
	isOutOfTime?: boolean;
	/** Why the sweep stopped early, if a listing failed. The next poll continues there. */
	failure?: unknown;
}

/** The days that every poll reads first. A new stream has no earlier ones than its first. */
function recentDays(state: DeliveryState, now: number): Days {
	const lastDay = lastDayOf(state, now);
	return { firstDay: Math.min(Math.max(dayOf(now - RECENT_MS), state.floor), lastDay), nextDay: lastDay + 1 };
}

/** How many more records the state has room for. */
const roomIn = ({ known }: DeliveryState, maxKnown: number) => maxKnown - countKeys(known);

/**
 * Starts a sweep if one is due. A running sweep starts over when the clock of this machine was set back, and
 * when the state is full: only a sweep that started later can close later days and so make room.
 */
function withDueSweep(state: DeliveryState, now: number, maxKnown: number): DeliveryState {
	const { sweep, swept } = state;
	const isDue = sweep === null && (now - swept >= SWEEP_INTERVAL_MS || now < swept);
	const isOutdated = sweep !== null && (dayOf(now) < sweep.begun || (roomIn(state, maxKnown) <= 0 && sweep.begun < confirmedDay(state, now)));
	return isDue || isOutdated ? { ...state, sweep: beginSweep(state, now) } : state;
}

const WIDEN_BELOW_RECORDS = 1_000;
const NARROW_ABOVE_RECORDS = 5_000;
const MAX_SPAN_DAYS = 8;

/**
 * How many days the next request covers, by the number of records in the last reply. The API has no
 * paging (enablex-api.md 3), so the number of days is the only way to control the size of a reply.
 */
export function nextSpan(span: number, records: number): number {
	if (records > NARROW_ABOVE_RECORDS) return 1;
	return records < WIDEN_BELOW_RECORDS ? Math.min(span * 2, MAX_SPAN_DAYS) : span;
}

/** The next days of a sweep: up to `span` of them, and none that this poll has read already. */
function daysToSweep({ next, maxSpan = Infinity }: Sweep, end: number, span: number, now: number): Days {
	const firstDay = Math.max(next, dayOf(now) - MAX_LISTED_DAYS);
	return { firstDay, nextDay: Math.max(firstDay + 1, Math.min(firstDay + Math.min(span, maxSpan), end)) };
}

/** A sweep stops if less than this multiple of its slowest listing is left: the next may cover twice the days. */
const TIME_FACTOR = 3;

/**
 * Continues the sweep from `start` to the day before `sweepEnd`, as far as there is time and room.
 * A request for several days that fails is repeated day by day; a day that fails ends the poll's part of the sweep.
 */
async function continueSweep<T extends ListedRecord>(
	start: CollectResult<T>,
	sweepEnd: number,
	{ list, now, lookbackDays, timeLeft, maxKnown = MAX_KNOWN, maxEmitted = MAX_EMITTED }: CollectOptions<T>,
): Promise<CollectResult<T>> {
	let { state, remaining } = start;
	const emit = [...start.emit];
	for (let span = 1, slowest = 0; state.sweep !== null && timeLeft() > 0; ) {
		if (state.sweep.next >= sweepEnd && remaining === 0) return { emit, remaining, state: endSweep(state, now) };
		const days = daysToSweep(state.sweep, sweepEnd, span, now);
		const before = timeLeft();
		const outcome = await list(days, false, state).catch((error: unknown) => ({ error }));
		if (outcome === undefined) return { emit, state, remaining, isOutOfTime: true };
		if ('error' in outcome) {
			if (days.nextDay - days.firstDay === 1) return { emit, state, remaining, failure: outcome.error };
			// The reply may have been too large, or the period too long.
			state = { ...state, sweep: { ...state.sweep, maxSpan: 1 } };
			continue;
		}
		const { records, apiDay, reply } = outcome;
		const listing = { ...days, records, apiDay, nextDay: reply?.nextDay ?? firstUnreadDay({ ...days, records }) };
		const limits = { limit: maxEmitted - emit.length, room: roomIn(state, maxKnown) };
		const delivery = deliver(state, listing, { now, lookbackDays, sweepEnd, ...limits });
		emit.push(...delivery.emit);
		({ state, remaining } = delivery);
		slowest = Math.max(slowest, before - timeLeft());
		// Even when no record fits, the sweep goes on while it closes days and so makes room for those it held back.
		if (remaining > 0 && roomIn(state, maxKnown) <= 0) return { emit, state, remaining, isFull: true };
		const isUnchecked = records.some(({ status }) => status === 'unchecked');
		if ((remaining > 0 && (emit.length > 0 || isUnchecked)) || timeLeft() < TIME_FACTOR * slowest) break;
		span = nextSpan(span, reply?.size ?? records.length);
	}
	return { emit, state, remaining };
}

/**
 * Reads the recent days, and then as much of the sweep as there is time and room for. The next poll
 * continues there. Rejects if the first listing does; the caller must then keep the previous state.
 */
export async function collect<T extends ListedRecord>(previous: DeliveryState, options: CollectOptions<T>): Promise<CollectResult<T>> {
	const { list, now, maxKnown = MAX_KNOWN, maxEmitted = MAX_EMITTED } = options;
	const recent = recentDays(previous, now);
	const listed = await list(recent, true, previous);
	if (listed === undefined) return { emit: [], state: previous, remaining: 0 };
	const first = deliverRecent(previous, { ...recent, ...listed }, { now, limit: maxEmitted, room: roomIn(previous, maxKnown) });
	const start = { ...first, state: withDueSweep(first.state, now, maxKnown) };
	// What the limit held back of the recent days is read again by the sweep.
	const sweepEnd = first.remaining === 0 ? recent.firstDay : recent.nextDay;
	const result = await continueSweep(start, sweepEnd, options);
	return { ...result, emit: oldestFirst(result.emit) };
}
