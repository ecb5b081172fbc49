import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import type { Listed } from '../delivery/collect';
import { oldestFirst, type Days, type DeliveryState, type ListedRecord } from '../delivery/state';

/** A listed record, with its item if it may be emitted. */
export interface Candidate extends ListedRecord {
	/** The JSON of its item, the same as Get Many of the EnableX Video node returns. */
	item?: IDataObject;
	/** Fields for its item that come from other records. */
	added?: IDataObject;
}

/** A list of the API, and when the API sent it by its own clock, in milliseconds since 1970. */
export interface CandidateList extends Listed<Candidate> {
	sentAt?: number;
}

/** What a list was read for. */
export interface ListedDays extends Days {
	/** Whether it is that of the recent days, which each poll reads first. */
	isRecent: boolean;
	/** What is known so far. */
	state: DeliveryState;
	/** Set by the test step: it needs only so many of the newest records, and does not come back in a minute. */
	newest?: number;
}

/** Makes the records of an event from a list of the API, with requests for what the list lacks. It is used for one poll. */
export type Complete = (listed: CandidateList, days: ListedDays) => Promise<Listed<Candidate>>;

/** What completing needs of a poll. */
export interface CompletionContext {
	context: IPollFunctions;
	settings: {
		simplify: boolean;
		filters: { minDuration?: number };
		quietMs: number;
		includeRecordings: boolean;
	};
	/** When the poll started, in milliseconds since 1970. */
	now: number;
	/** Milliseconds left for requests. */
	timeLeft(): number;
}

/** The newest records of a list, or all of them without a number. */
export const newestOf = <T extends ListedRecord>(records: readonly T[], count: number | undefined): readonly T[] =>
	count === undefined ? records : oldestFirst(records).slice(-count);
