import { dayOf } from '../../shared/time/days';
import { addKeys, daysOf, keySet, pruneBefore, recordKey, type DatedKey } from './knownKeys';
import { startDays } from './savedState';
import { byTime, isOpen, type DeliveryState, type ListedRecord, type Listing } from './state';
import { advance, beginSweep, endSweep, firstDayToKeep, heldDays, lastDayOf, MAX_CLOCK_LAG_DAYS, newestDay } from './sweep';

export interface DeliveryOptions {
	/** Milliseconds since 1970. */
	now: number;
	lookbackDays: number;
	/** The maximum number of records to emit. */
	limit: number;
	/** How many more records the state has room for. Without it, as many as there are. */
	room?: number;
	/** The first day that the sweep need not read, because this poll has read it already. */
	sweepEnd?: number;
}

export interface Delivery<T extends ListedRecord> {
	/** New records, oldest first. */
	emit: T[];
	/** The state to save together with `emit`. It is the same object if nothing has changed. */
	state: DeliveryState;
	/** How many new records the limit held back, or were not checked. They are not known yet, so a later poll emits them. */
	remaining: number;
}

/** EnableX is younger than this, so the time of an earlier record cannot be right. */
const EARLIEST_TIME = Date.UTC(2010, 0, 1);

/** Whether the time of a record (milliseconds since 1970) can be right, at the time `now` by the clock of this machine. */
export const isPlausibleTime = (time: number, { newest }: DeliveryState, now: number): boolean =>
	// By the newest day as well, because the clock of this machine may be behind.
	time >= EARLIEST_TIME && dayOf(time) <= Math.max(dayOf(now), newest ?? 0) + MAX_CLOCK_LAG_DAYS;

/** Treats a time that cannot be right as unreadable, so that it decides neither about order nor about days. */
function withPlausibleTimes<T extends ListedRecord>(state: DeliveryState, { records, ...listing }: Listing<T>, now: number): Listing<T> {
	const isPlausible = ({ time }: ListedRecord) => time === null || isPlausibleTime(time, state, now);
	return { ...listing, records: records.map((record) => (isPlausible(record) ? record : { ...record, time: null })) };
}

/**
 * Returns a function that says whether a record may be emitted from a listing. A listing need not keep anything but
 * id, time and status of all others. Takes records with their key.
 */
export function mayBeNew(state: DeliveryState): (record: ListedRecord) => boolean {
	let known: Set<string> | undefined;
	return ({ status, time, id, key }) => {
		// A time that cannot be right counts as unreadable later.
		const mayBeOpen = isOpen(state, time) || (time !== null && time < EARLIEST_TIME);
		if (status !== 'ready' || !mayBeOpen) return false;
		known ??= keySet(state.known);
		return !known.has(key ?? recordKey(id));
	};
}

/**
 * The day under which a record's key is stored. For a record without a readable time it is the latest
 * possible day, and moves on whenever the record is listed again, so the key is kept as long as the API
 * lists the record.
 */
const dayOfKey = ({ floor }: DeliveryState, { time, keyDay }: ListedRecord, latest: number) =>
	Math.max(floor, keyDay ?? (time === null ? latest : dayOf(time)));

/** Finds the new records of a listing, oldest first, and the known keys that move to a later day. */
function classify<T extends ListedRecord>(state: DeliveryState, { records, nextDay }: Listing<T>, now: number) {
	// The API may include `nextDay`, so the day after it is the first that the record is certainly not listed for.
	const latest = Math.max(nextDay + 1, dayOf(now));
	// If the clock of this machine is far behind, a poll reads days that were closed long ago. What they list without a time is old.
	const hasOpenDay = nextDay >= state.floor;
	const counts = ({ status, time }: T) => status !== 'waiting' && status !== 'empty' && isOpen(state, time) && (time !== null || hasOpenDay);
	const listed = records.filter(counts).map((record) => ({ record, key: record.key ?? recordKey(record.id) }));
	const known = daysOf(state.known, listed.map(({ key }) => key));
	const added = new Map<string, { record: T; key: DatedKey }>();
	const moved = new Map<string, DatedKey>();
	for (const { record, key } of listed) {
		const day = dayOfKey(state, record, latest);
		const knownDay = known.get(key);
		const duplicate = added.get(key);
		if (duplicate !== undefined) duplicate.key.day = Math.max(duplicate.key.day, day);
		else if (knownDay === undefined && record.status !== 'filtered') added.set(key, { record, key: { key, day } });
		else if (knownDay !== undefined && knownDay < day) {
			moved.set(key, { key, day });
			known.set(key, day);
		}
	}
	return { added: [...added.values()].sort((a, b) => byTime(a.record, b.record)), moved: [...moved.values()] };
}

interface EmitOptions extends Pick<DeliveryOptions, 'now' | 'limit' | 'room'> {
	/** The first day that stays open after the sweep (`firstDayToKeep`). */
	firstKept: number;
}

/**
 * Emits the new records of a listing, up to the limits. Returns the state that knows them, and what the limits
 * held back. A record whose day is about to be closed needs no room: otherwise a state that is full with the
 * records of that day would stay full, as a day with records that were held back is not closed.
 */
function emitNew<T extends ListedRecord>(previous: DeliveryState, listing: Listing<T>, { now, limit, room = Infinity, firstKept }: EmitOptions) {
	const { added, moved } = classify(previous, listing, now);
	const isPassing = ({ record: { time }, key }: (typeof added)[number]) => (time === null ? listing.nextDay : key.day) < firstKept;
	let needingRoom = 0;
	const emitted: typeof added = [];
	const heldBack: T[] = [];
	for (const entry of added) {
		const needsRoom = !isPassing(entry);
		if (entry.record.status === 'unchecked' || emitted.length >= limit || (needsRoom && needingRoom >= room)) {
			heldBack.push(entry.record);
			continue;
		}
		emitted.push(entry);
		if (needsRoom) needingRoom++;
	}
	const newest = newestDay(previous, listing, now);
	const known = addKeys(previous.known, emitted.map(({ key }) => key), moved);
	const isSame = newest === previous.newest && known === previous.known;
	return { emit: emitted.map(({ record }) => record), heldBack, state: isSame ? previous : { ...previous, newest, known } };
}

/**
 * Delivers the recent days, which every poll reads first. The sweep reads what the limits held back, whatever
 * day it belongs to.
 */
export function deliverRecent<T extends ListedRecord>(
	previous: DeliveryState,
	listing: Listing<T>,
	options: Pick<DeliveryOptions, 'now' | 'limit' | 'room'>,
): Delivery<T> {
	const plausible = withPlausibleTimes(previous, listing, options.now);
	const { emit, heldBack, state } = emitNew(previous, plausible, { ...options, firstKept: -Infinity });
	if (heldBack.length === 0) return { emit, state, remaining: 0 };
	const sweep = state.sweep ?? beginSweep(state, options.now);
	const next = Math.min(sweep.next, heldDays(listing, heldBack).next);
	return { emit, state: { ...state, sweep: { ...sweep, next } }, remaining: heldBack.length };
}

/**
 * The whole delivery contract as a pure function: which of the listed records are new, and the state
 * after they are emitted. The listing is of the current sweep, or of the recent days if no sweep is running. The
 * caller saves that state together with the items, or not at all.
 */
export function deliver<T extends ListedRecord>(
	previous: DeliveryState,
	listing: Listing<T>,
	{ lookbackDays, sweepEnd, ...options }: DeliveryOptions,
): Delivery<T> {
	if (previous.sweep === null) return deliverRecent(previous, listing, options);
	const { now } = options;
	const plausible = withPlausibleTimes(previous, listing, now);
	const sweep = advance(previous.sweep, previous, plausible, now);
	const firstKept = firstDayToKeep(sweep, lookbackDays);
	const { emit, heldBack, state } = emitNew(previous, plausible, { ...options, firstKept });
	const held = heldDays(plausible, heldBack);
	const next = Math.min(plausible.nextDay, held.next);
	// The last day that was read stays open, because the API may file a record under the day after its `trans_date` (enablex-api.md 7).
	const reached = closeBefore({ ...state, sweep: { ...sweep, next } }, Math.min(firstKept, plausible.nextDay - 1, held.oldest));
	const isDone = heldBack.length === 0 && next >= (sweepEnd ?? lastDayOf(state, now) + 1);
	return { emit, remaining: heldBack.length, state: isDone ? endSweep(reached, now) : reached };
}

/** Closes the days before `day`, and removes their keys. */
function closeBefore(state: DeliveryState, day: number): DeliveryState {
	const floor = Math.max(state.floor, day);
	return { ...state, floor, known: pruneBefore(state.known, floor) };
}

/** Marks the records listed for the `startDays` as known without emitting them, which is how a stream with Start From Now begins. */
export function markAsKnown(state: DeliveryState, listed: readonly ListedRecord[], now: number): DeliveryState {
	const days = startDays(state, now);
	const { records, nextDay } = withPlausibleTimes(state, { ...days[days.length - 1], records: listed }, now);
	const isOld = ({ status }: ListedRecord) => status === 'ready' || status === 'filtered';
	const keys = new Map<string, DatedKey>();
	for (const record of records) {
		if (!isOld(record) || !isOpen(state, record.time)) continue;
		const key = record.key ?? recordKey(record.id);
		keys.set(key, { key, day: dayOfKey(state, record, nextDay + 1) });
	}
	return { ...state, newest: newestDay(state, { records }, now), known: addKeys(state.known, [...keys.values()]) };
}
