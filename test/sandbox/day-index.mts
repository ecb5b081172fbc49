import type { ReportFilter } from './period.mts';

const DAY_MS = 86_400_000;
const dayOf = (time: number) => Math.floor(time / DAY_MS);

/** Indexes records by UTC day, so that a period of a few days is found without scanning all records. */
export class DayIndex<T extends { transAt: number }> {
	private source: readonly T[] = [];
	private indexed = 0;
	private days = new Map<number, T[]>();

	/**
	 * The candidate records for a report: those of its days, or all if it has no period.
	 * @param records all records, in a list that only grows; another list starts a new index
	 */
	find(records: readonly T[], { from, before }: ReportFilter): readonly T[] {
		if (from === undefined || before === undefined) return records;
		this.update(records);
		const found: T[][] = [];
		for (let day = dayOf(from); day * DAY_MS < before; day++) found.push(this.days.get(day) ?? []);
		return found.flat();
	}

	private update(records: readonly T[]): void {
		if (records !== this.source) {
			this.source = records;
			this.indexed = 0;
			this.days = new Map();
		}
		for (; this.indexed < records.length; this.indexed++) {
			const record = records[this.indexed];
			const day = this.days.get(dayOf(record.transAt));
			if (day) day.push(record);
			else this.days.set(dayOf(record.transAt), [record]);
		}
	}
}
