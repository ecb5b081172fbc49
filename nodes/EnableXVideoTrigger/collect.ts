import { dayOf } from '../shared/days';
import { deliver } from './delivery';
import { countKeys } from './knownKeys';
import { oldestFirst, type DeliveryState, type ListedRecord } from './state';
import { beginSweep, firstUnread, lastDayOf, noteNewest, RETENTION_DAYS } from './sweep';

/** A pass over all open days at least this often; between two of them, a poll reads the recent days only. */
const SWEEP_EVERY_MS = 3_600_000;
/** What a poll between two sweeps reads: the days from this long ago on. */
const RECENT_MS = 3 * 3_600_000;
/** Most records of one execution; more of them would weigh on n8n and its database. */
export const MAX_EMITTED = 10_000;
/** Most ids that are remembered, about 5 MB in n8n's database. */
export const MAX_KNOWN = 400_000;

/** UTC days to ask the API for; `nextDay` is the first one that need not be in the answer. */
export interface Days {
	firstDay: number;
	nextDay: number;
}

const isSweepDue = ({ swept }: DeliveryState, now: number) => now - swept >= SWEEP_EVERY_MS || now < swept;

const recentDays = (state: DeliveryState, now: number): Days => ({
	firstDay: dayOf(now - RECENT_MS),
	nextDay: lastDayOf(state, now) + 1,
});

/** The days to read next: `span` days of the running sweep, or the recent ones. */
function daysToRead(state: DeliveryState, now: number, span: number): Days {
	const end = lastDayOf(state, now) + 1;
	if (state.sweep === null) return recentDays(state, now);
	const firstDay = Math.max(state.sweep.next, dayOf(now) - RETENTION_DAYS);
	return { firstDay, nextDay: Math.max(firstDay + 1, Math.min(firstDay + span, end)) };
}

const FEW = 1_000;
const MANY = 5_000;
const WIDEST = 8;

/**
 * How many days to ask for at once after a reply of so many records. The API has no pages
 * (api.md 3), so days are the only measure: one by one when they are full, several when they are not.
 */
function nextSpan(span: number, records: number): number {
	if (records > MANY) return 1;
	return records < FEW ? Math.min(span * 2, WIDEST) : span;
}

/**
 * Whether to ask what the newest record is before days are closed: after a gap, and when there is no
 * room left, so that the days that are over can make some.
 */
const isUnsure = ({ newest, known }: DeliveryState, now: number): boolean =>
	(newest ?? 0) < dayOf(now) - 1 || countKeys(known) >= MAX_KNOWN;

export interface CollectOptions<T extends ListedRecord> {
	/** Lists the records of some days; gives `undefined` when time ran out in the middle of a later listing. */
	list(days: Days, isFirst: boolean): Promise<T[] | undefined>;
	/** Milliseconds since 1970. */
	now: number;
	lookbackDays: number;
	/** Milliseconds that are left of the time that n8n gives this poll. */
	timeLeft(): number;
}

export interface Collected<T extends ListedRecord> {
	emit: T[];
	state: DeliveryState;
	/** How many new records wait for the next poll. */
	left: number;
}

/** The time that the next listing may take; a sweep stops before it would not fit (twice the days, and some more). */
const CAUTION = 3;

/**
 * Reads what is due, day by day, until everything is read, the time is up or enough is found. What
 * is not read comes with the next poll, oldest first. Rejects when a listing does, and then nothing
 * has changed.
 */
export async function collect<T extends ListedRecord>(
	previous: DeliveryState,
	{ list, now, lookbackDays, timeLeft }: CollectOptions<T>,
): Promise<Collected<T>> {
	let state = previous;
	let isFirst = true;
	const read = async (days: Days) => {
		const records = await list(days, isFirst);
		isFirst = false;
		return records;
	};
	if (previous.sweep === null && isSweepDue(previous, now)) {
		// The clock may be right or wrong about a gap. What the API lists for the last days tells.
		if (isUnsure(previous, now)) state = noteNewest(state, (await read(recentDays(state, now))) ?? [], now);
		state = { ...state, sweep: beginSweep(state, now) };
	}
	const found: T[][] = [];
	let emitted = 0;
	const roomLeft = () => Math.min(MAX_EMITTED - emitted, MAX_KNOWN - countKeys(state.known));
	for (let span = 1, slowest = 0; ; ) {
		const days = daysToRead(state, now, span);
		const before = timeLeft();
		const records = await read(days);
		if (records === undefined) return { emit: oldestFirst(found.flat()), state, left: 0 };
		const wasSweep = state.sweep !== null;
		const listing = { ...days, records, ...(wasSweep && { nextDay: firstUnread({ ...days, records }) }) };
		const { emit, state: reached, left } = deliver(state, listing, { now, lookbackDays, limit: roomLeft() });
		found.push(emit);
		emitted += emit.length;
		state = reached;
		slowest = Math.max(slowest, before - timeLeft());
		// With no room for anything new, a sweep may close days and so make room, for what it has just held back, too.
		const isFull = left > 0 && (emit.length > 0 || (wasSweep && roomLeft() <= 0));
		const isEnough = state.sweep === null || isFull || timeLeft() < CAUTION * slowest;
		if (isEnough) return { emit: oldestFirst(found.flat()), state, left };
		span = nextSpan(span, records.length);
	}
}
