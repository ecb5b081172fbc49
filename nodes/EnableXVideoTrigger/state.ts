import { startOfDay } from '../shared/days';
import type { KnownKeys } from './knownKeys';

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
	/** The day on which the pass began, as far as the records that were listed by then bear it out. */
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

/** Whether a record is part of the stream at all, and of a day that is still open. */
export const isOpen = ({ since, floor }: DeliveryState, { time }: ListedRecord) =>
	time === null || (time >= since && time >= startOfDay(floor));

/** Oldest first; records without a readable time last. */
export const byTime = (a: ListedRecord, b: ListedRecord) =>
	a.time === b.time ? 0 : (a.time ?? Infinity) - (b.time ?? Infinity);

/** The records, oldest first. */
export const oldestFirst = <T extends ListedRecord>(records: readonly T[]): T[] => [...records].sort(byTime);
