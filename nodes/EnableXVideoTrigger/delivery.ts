import { dayOf } from '../shared/days';
import { addKeys, daysOf, forgetBefore, keyOf, type DatedKey } from './knownKeys';
import { byTime, isOpen, type DeliveryState, type ListedRecord, type Listing } from './state';
import { advance, beginSweep, firstHeldDay, lastDayOf, newestDay, nextFloor, noteNewest } from './sweep';

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

/**
 * The day under which a record is kept. Without a readable time it is the latest one that it can be
 * of, and a later one when it is listed again: it is forgotten only when it is listed no more.
 */
const keepingDay = ({ floor }: DeliveryState, { time }: ListedRecord, latest: number) =>
	Math.max(floor, time === null ? latest : dayOf(time));

/** New records of a listing, and known ones that are now to be kept under a later day. */
function sift<T extends ListedRecord>(state: DeliveryState, { records, nextDay }: Listing<T>, now: number) {
	const latest = Math.max(nextDay, dayOf(now));
	const known = daysOf(state.known);
	const fresh = new Map<string, { record: T; key: DatedKey }>();
	const moved = new Map<string, DatedKey>();
	for (const record of records) {
		if (record.status === 'waiting' || record.status === 'empty' || !isOpen(state, record)) continue;
		const key = keyOf(record.id);
		const day = keepingDay(state, record, latest);
		const keptUnder = known.get(key);
		const twin = fresh.get(key);
		if (twin !== undefined) twin.key.day = Math.max(twin.key.day, day);
		else if (keptUnder === undefined && record.status === 'ready') fresh.set(key, { record, key: { key, day } });
		else if (keptUnder !== undefined && keptUnder < day) {
			moved.set(key, { key, day });
			known.set(key, day);
		}
	}
	return { fresh: [...fresh.values()].sort((a, b) => byTime(a.record, b.record)), moved: [...moved.values()] };
}

/**
 * The whole delivery contract: which of the listed records are new, and what to remember once they
 * are emitted. Pure: takes the state as it was saved and gives the next one; the caller saves it
 * together with what is emitted, or not at all.
 */
export function deliver<T extends ListedRecord>(
	previous: DeliveryState,
	listing: Listing<T>,
	{ now, lookbackDays, limit }: DeliveryOptions,
): Delivery<T> {
	const { fresh, moved } = sift(previous, listing, now);
	const emitted = fresh.slice(0, Math.max(0, limit));
	const held = fresh.slice(emitted.length).map(({ record }) => record);
	const emit = emitted.map(({ record }) => record);
	const newest = newestDay(previous, listing.records, now);
	const known = addKeys(previous.known, emitted.map(({ key }) => key), moved);
	const next = { ...previous, newest, known };
	if (previous.sweep === null) {
		// What the limit holds back is fetched by a sweep, whatever day it is of.
		if (held.length > 0) return { emit, left: held.length, state: { ...next, sweep: beginSweep(next, now) } };
		const isSame = newest === previous.newest && known === previous.known;
		return { emit, left: 0, state: isSame ? previous : next };
	}
	const front = Math.min(listing.nextDay, firstHeldDay(previous, held));
	const sweep = advance(previous.sweep, front, previous, listing);
	const floor = nextFloor(previous.floor, sweep, lookbackDays);
	const isDone = held.length === 0 && front > lastDayOf(next, now);
	return {
		emit,
		left: held.length,
		state: { ...next, floor, known: forgetBefore(known, floor), ...(isDone ? { sweep: null, swept: now } : { sweep }) },
	};
}

/** Remembers everything that is listed without emitting it: where a stream that starts now begins. */
export function remember(state: DeliveryState, records: readonly ListedRecord[], now: number): DeliveryState {
	const isOld = ({ status }: ListedRecord) => status === 'ready' || status === 'filtered';
	const keys = new Map<string, DatedKey>();
	for (const record of records) {
		if (!isOld(record) || !isOpen(state, record)) continue;
		const key = keyOf(record.id);
		keys.set(key, { key, day: keepingDay(state, record, dayOf(now) + 1) });
	}
	return { ...noteNewest(state, records, now), known: addKeys(state.known, [...keys.values()]) };
}
