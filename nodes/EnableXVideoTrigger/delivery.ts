import { dayOf, startOfDay } from '../shared/days';
import { addKeys, forgetBefore, keyOf, keysOf, type KnownKeys } from './knownKeys';

/** A record as the API listed it, reduced to what decides about its delivery. */
export interface ListedRecord {
	/** What the API knows the record by: `cdr_id`, or `_id` of an archive. */
	id: string;
	/** When it was logged, in milliseconds since 1970; `null` when that cannot be read. */
	time: number | null;
	/**
	 * `waiting`: it is on its way (a recording that is being transcoded), so its day stays open.
	 * `empty`: nothing to emit so far. `filtered`: the filters hold it back.
	 */
	status: 'ready' | 'waiting' | 'empty' | 'filtered';
}

/** A pass over all open days, which may take several polls. Days are counted from 1970-01-01, UTC. */
export type Sweep = {
	/** The day to go on with. */
	next: number;
	/** The day on which the pass began. */
	begun: number;
	/** The oldest day on which it met a record that is not ready yet. */
	waiting: number | null;
};

/** What the trigger remembers from poll to poll: plain JSON, saved by n8n with the workflow. */
export type DeliveryState = {
	v: 1;
	/** Which stream this is: account, address, event and room, as a fingerprint. */
	stream: string;
	/** Start From, as it was typed when the stream began. */
	start: string;
	/** Records from before this moment (milliseconds) are not part of the stream. */
	since: number;
	/** The first open day. Days before it are done with, and their keys are forgotten. */
	floor: number;
	/** The newest day of any record listed so far. */
	newest: number | null;
	/** When the last pass over all open days ended (milliseconds). */
	swept: number;
	sweep: Sweep | null;
	known: KnownKeys;
};

/** The records that the API listed for the UTC days from `firstDay` on; `nextDay` is the first day not asked for. */
export interface Listing<T extends ListedRecord> {
	firstDay: number;
	nextDay: number;
	records: readonly T[];
}

export interface DeliveryOptions {
	/** Milliseconds since 1970. */
	now: number;
	lookbackDays: number;
	/** How many records may be emitted at most. */
	limit: number;
}

export interface Delivery<T extends ListedRecord> {
	/** New records, oldest first. */
	emit: T[];
	/** What to remember once they are emitted; the very same object when nothing has changed. */
	state: DeliveryState;
	/** How many new records the limit held back. They are not remembered, so they come next time. */
	left: number;
}

/** A recording that is still not transcoded after this many days is not waited for any longer. */
export const LONGEST_WAIT_DAYS = 30;

/** Without a readable time, a record is taken for one of today, and comes last. */
const dayOfRecord = ({ time }: ListedRecord, now: number) => dayOf(time ?? now);

export function oldestFirst<T extends ListedRecord>(records: readonly T[]): T[] {
	return [...records].sort((a, b) => (a.time === b.time ? 0 : (a.time ?? Infinity) - (b.time ?? Infinity)));
}

/** Whether a record is part of the stream at all, and of a day that is still open. */
const isOpen = ({ since, floor }: DeliveryState, { time }: ListedRecord) =>
	time === null || (time >= since && time >= startOfDay(floor));

/** The newest day listed so far. It bounds what may be forgotten, so that a clock that is wrong loses nothing. */
function newestDay({ newest }: DeliveryState, records: readonly ListedRecord[]): number | null {
	let day = newest ?? -Infinity;
	for (const { time } of records) if (time !== null) day = Math.max(day, dayOf(time));
	return day === -Infinity ? null : day;
}

/** The sweep after it has read a listing up to `front`; `null` when it has reached its end. */
function advance(sweep: Sweep, front: number, state: DeliveryState, records: readonly ListedRecord[]): Sweep {
	const waiting = records
		.filter((record) => record.status === 'waiting' && record.time !== null && isOpen(state, record))
		.map(({ time }) => dayOf(time ?? 0))
		.reduce((a, b) => Math.min(a, b), sweep.waiting ?? Infinity);
	return { ...sweep, next: front, waiting: waiting === Infinity ? null : waiting };
}

/**
 * The first day that has to stay open after a sweep has come to `sweep.next`. A day is closed when
 * it was read at a time at which the lookback had already passed it: `begun`, not now, because a
 * record may have come between the two. Of the clock and the newest record the earlier one counts.
 */
function nextFloor(floor: number, newest: number | null, sweep: Sweep, lookbackDays: number): number {
	if (newest === null) return floor;
	const edge = Math.min(sweep.begun, newest) - lookbackDays;
	const waiting = sweep.waiting === null ? Infinity : Math.max(sweep.waiting, edge + lookbackDays - LONGEST_WAIT_DAYS);
	return Math.max(floor, Math.min(sweep.next, edge, waiting));
}

/**
 * The whole delivery contract: which of the listed records are new, and what to remember once they
 * are emitted. Pure: takes the state as it was saved and gives the next one; the caller saves it
 * together with what is emitted, or not at all.
 */
export function deliver<T extends ListedRecord>(
	previous: DeliveryState,
	{ records, firstDay, nextDay }: Listing<T>,
	{ now, lookbackDays, limit }: DeliveryOptions,
): Delivery<T> {
	const seen = keysOf(previous.known);
	const fresh: Array<T & { key: string }> = [];
	for (const record of records) {
		if (record.status !== 'ready' || !isOpen(previous, record)) continue;
		const key = keyOf(record.id);
		if (seen.has(key)) continue;
		seen.add(key);
		fresh.push({ ...record, key });
	}
	const ordered = oldestFirst(fresh);
	const emit = ordered.slice(0, Math.max(0, limit));
	const dated = emit.map((record) => ({ key: record.key, day: dayOfRecord(record, now) }));
	const held = ordered[emit.length];
	const newest = newestDay(previous, records);
	const next = { ...previous, newest, known: addKeys(previous.known, dated) };
	const delivery = { emit, left: ordered.length - emit.length };
	if (previous.sweep === null) {
		// What the limit holds back is fetched by a sweep, whatever day it is of.
		if (held) return { ...delivery, state: { ...next, sweep: beginSweep(previous, now) } };
		const isSame = newest === previous.newest && emit.length === 0;
		return { ...delivery, state: isSame ? previous : next };
	}
	const front = held ? Math.min(nextDay, held.time === null ? firstDay : dayOf(held.time)) : nextDay;
	const sweep = advance(previous.sweep, front, previous, records);
	const floor = nextFloor(previous.floor, newest, sweep, lookbackDays);
	const isDone = front > lastDayOf(next, now);
	const known = forgetBefore(next.known, floor);
	return {
		...delivery,
		state: { ...next, floor, known, ...(isDone ? { sweep: null, swept: now } : { sweep }) },
	};
}

/** The last day that can hold records: today, or a later one when the clock here is behind. */
export const lastDayOf = ({ newest }: DeliveryState, now: number): number => Math.max(dayOf(now), newest ?? 0);

/** A sweep that begins now, at the first open day. */
export const beginSweep = ({ floor }: DeliveryState, now: number): Sweep => ({ next: floor, begun: dayOf(now), waiting: null });

/** Remembers everything that is listed without emitting it: where a stream that starts now begins. */
export function remember(state: DeliveryState, records: readonly ListedRecord[], now: number): DeliveryState {
	const isOld = (record: ListedRecord) => record.status === 'ready' || record.status === 'filtered';
	const listed = records.filter((record) => isOld(record) && isOpen(state, record));
	const dated = listed.map((record) => ({ key: keyOf(record.id), day: dayOfRecord(record, now) }));
	return { ...state, newest: newestDay(state, records), known: addKeys(state.known, dated) };
}
