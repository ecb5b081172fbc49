import { startOfDay } from '../../shared/time/days';
import type { KnownKeys } from './knownKeys';

/** A listed record, reduced to what decides about its delivery. */
export interface ListedRecord {
	/** The API's ID: `cdr_id`, `_id` of an archive, or `conf_num` of a session. */
	id: string;
	/** The key of `id` (`recordKey`), if the listing has needed it. */
	key?: string;
	/** When it was logged, in milliseconds since 1970, or `null` if that cannot be read. */
	time: number | null;
	/**
	 * `ready`: can be emitted. `waiting`: will be ready later (a recording that is being transcoded, a session
	 * that is not over), so its day stays open. `empty`: nothing to emit so far. `filtered`: does not match the
	 * filters. `unchecked`: this poll could not find out, so the sweep does not pass it.
	 */
	status: 'ready' | 'waiting' | 'empty' | 'filtered' | 'unchecked';
	/** Whether a record that is waiting is likely to be ready in a minute. */
	isSoon?: boolean;
	/** The day under which its key is stored, if the record may be listed for later days than that of its `time`. */
	keyDay?: number;
}

/** A pass over all open days, which may take several polls. Days are counted from 1970-01-01 in UTC. */
export type Sweep = {
	/** The next day to read. */
	next: number;
	/** The day on which the sweep started, as far as it was confirmed (see `firstDayToKeep`). */
	begun: number;
	/** The oldest day with a record that is still waiting, as far as the sweep has read. */
	waiting: number | null;
	/** The maximum number of days in one request, after a wider request has failed. */
	maxSpan?: number;
	/** Whether it has read a record that is likely to be ready in a minute, so that the next sweep begins then. */
	isSoon?: true;
};

/** What the trigger remembers between polls. It is plain JSON that n8n saves with the workflow, so its keys must not change. */
export type DeliveryState = {
	v: 1;
	/** The fingerprint of the stream: account, Base URL, event and room. */
	stream: string;
	/** The `rawValue` of Start From with which the stream started. */
	start: string;
	/** Older records are not part of the stream. Milliseconds since 1970. */
	since: number;
	/** The first open day. Earlier days are closed: they are not read again, and their keys are removed. */
	floor: number;
	/** The newest day that the API has shown so far, by its records or its own clock. */
	newest: number | null;
	/** An hour before the next sweep is due, in milliseconds since 1970: usually when the last one ended. */
	swept: number;
	sweep: Sweep | null;
	known: KnownKeys;
};

/** UTC days, counted from 1970-01-01: from `firstDay` to the day before `nextDay`. */
export interface Days {
	firstDay: number;
	nextDay: number;
}

/** The records that the API listed for some days. */
export interface Listing<T extends ListedRecord> extends Days {
	records: readonly T[];
	/** The day on which the API sent the listing, by its own clock, if it says so. */
	apiDay?: number;
}

/** Whether a record of this time is part of the stream and its day is still open. */
export const isOpen = ({ since, floor }: DeliveryState, time: ListedRecord['time']) =>
	time === null || (time >= since && time >= startOfDay(floor));

/** Sorts oldest first. Records without a readable time come last. */
export const byTime = (a: ListedRecord, b: ListedRecord) =>
	a.time === b.time ? 0 : (a.time ?? Infinity) - (b.time ?? Infinity);

/** A sorted copy of the records, oldest first. */
export const oldestFirst = <T extends ListedRecord>(records: readonly T[]): T[] => [...records].sort(byTime);
