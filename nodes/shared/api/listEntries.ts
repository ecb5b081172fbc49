import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../utils/values';
import type { EntryReceiver } from './listStream';
import { checkEntries, listAt, type ListReader } from './responseBody';

/** Takes the records of one list, one at a time, and makes a result of them. It need not hold the records. */
export interface Collector<T> {
	add(record: IDataObject): void;
	/** Called once, after the whole reply has arrived and is a success. */
	result(): T;
}

/** Hands the records of a list to a collector, and counts the entries that are not records. */
export class ListEntries<T> implements EntryReceiver {
	private collector: Collector<T>;
	private counts = { records: 0, empty: 0, others: 0 };

	/** Takes a function that starts a new collector. */
	constructor(private readonly start: () => Collector<T>) {
		this.collector = start();
	}

	begin(): void {
		this.collector = this.start();
		this.counts = { records: 0, empty: 0, others: 0 };
	}

	add(entries: readonly unknown[]): void {
		for (const entry of entries) {
			if (isObject(entry)) {
				this.counts.records++;
				this.collector.add(entry);
			} else if (entry === null) this.counts.empty++;
			else this.counts.others++;
		}
	}

	/** What the collector made of the list at `key` of a reply. Throws a NodeApiError in the same cases as `readList`. */
	result(reader: ListReader, reply: IDataObject, key: string): T {
		// The same key may come again without a list.
		if (listAt(reader, reply, key) === undefined) return this.start().result();
		checkEntries(reader, key, this.counts);
		return this.collector.result();
	}
}
