import type { IDataObject } from 'n8n-workflow';

import type { Collector } from '../../shared/api/listEntries';
import { Newest } from '../../shared/utils/newest';

/** Which records of a list an operation outputs, and as what. */
export interface Selection {
	/** The most items to output, or Infinity. */
	limit: number;
	/** When a record was logged or created, in milliseconds since 1970, or `null` if that is unknown. */
	timeOf(record: IDataObject): number | null;
	/** Whether a record is wanted. */
	matches(record: IDataObject, time: number | null): boolean;
	/** The output of a record: usually one item. */
	toItems(record: IDataObject): IDataObject[];
}

/** Collects the items of the newest records, newest first. Records without a readable time come last. */
export function newestRecords({ limit, timeOf, matches, toItems }: Selection): Collector<IDataObject[]> {
	const newest = new Newest<IDataObject>(limit);
	return {
		add(record) {
			const time = timeOf(record);
			if (!newest.accepts(time) || !matches(record, time)) return;
			for (const item of toItems(record)) newest.add(time, item);
		},
		result: () => newest.newestFirst(),
	};
}
