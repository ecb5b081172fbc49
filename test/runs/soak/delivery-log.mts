import type { TimeRange } from './simulation.mts';

/** A record the trigger must emit, and when the API first lists it. Epoch milliseconds. */
export interface Expected {
	/** The time by which records are sorted. */
	time: number;
	/** Infinity for a record that never becomes ready. */
	listedAt: number;
	/** When it has to be emitted, if that is later. */
	dueAt?: number;
	/** For a session: how many CDRs its item must have, and whether it may be emitted, at a time. */
	session?: { sizeAt(now: number): number; isOverAt(now: number): boolean };
}

/** What an execution had of a record: its ID, and of a session also when it ended and how many CDRs it has. */
export interface Delivered {
	id: string;
	time?: number;
	size?: number;
}

/** What was emitted, compared with what was due. */
export interface DeliverySummary {
	/** Records that had to be emitted. */
	due: number;
	emitted: number;
	/** Records listed after publishing and never emitted. */
	lost: number;
	duplicates: number;
	/** Items older than the item before them in their execution. */
	outOfOrder: number;
	/** Items that should not have been emitted: listed before publishing, not ready, or unknown. */
	unexpected: number;
	/** Sessions that were emitted before they were over. */
	tooEarly: number;
	/** Sessions without all CDRs that were listed when they were emitted. */
	incomplete: number;
	executions: number;
	/** The longest time from a record being listed to its execution, in milliseconds, without n8n's downtime. */
	longestWait: number;
}

/** Records the executions of one trigger. */
export class DeliveryLog {
	private readonly emitted = new Set<string>();
	private readonly counts = { duplicates: 0, outOfOrder: 0, unexpected: 0, tooEarly: 0, incomplete: 0, executions: 0, longestWait: 0 };

	/** @param publishedAt records listed up to then are not due */
	constructor(
		private readonly expected: ReadonlyMap<string, Expected>,
		private readonly publishedAt: number,
		private readonly downtime: TimeRange,
	) {}

	/** Records one execution: what it had, in order, and its time. */
	record(items: readonly Delivered[], now: number): void {
		this.counts.executions++;
		let before = -Infinity;
		for (const { id, time: ownTime, size } of items) {
			const record = this.expected.get(id);
			if (this.emitted.has(id)) this.counts.duplicates++;
			else if (record === undefined || !this.isDue(record) || record.listedAt > now) this.counts.unexpected++;
			else this.counts.longestWait = Math.max(this.counts.longestWait, this.waitOf(record, now));
			this.emitted.add(id);
			if (record?.session?.isOverAt(now) === false) this.counts.tooEarly++;
			if (record?.session !== undefined && record.session.sizeAt(now) !== size) this.counts.incomplete++;
			const time = ownTime ?? record?.time ?? before;
			if (time < before) this.counts.outOfOrder++;
			before = time;
		}
	}

	get emittedSoFar(): number {
		return this.emitted.size;
	}

	summarize(): DeliverySummary {
		const due = [...this.expected].filter(([, record]) => this.isDue(record));
		const lost = due.filter(([id]) => !this.emitted.has(id)).length;
		return { due: due.length, emitted: this.emitted.size, lost, ...this.counts };
	}

	private waitOf({ listedAt, dueAt = listedAt }: Expected, now: number): number {
		const { from, to } = this.downtime;
		const down = Math.min(now, to) - Math.max(dueAt, from);
		return now - dueAt - Math.max(0, down);
	}

	private isDue({ listedAt }: Expected): boolean {
		return listedAt > this.publishedAt && listedAt < Infinity;
	}
}
