import type { Span } from './world.mts';

/** What has to come out of a trigger, and when the API could first show it. Epoch milliseconds. */
export interface Expected {
	/** The time by which records are in order. */
	time: number;
	/** Infinity for what never gets ready. */
	listedAt: number;
}

/** What came out, against what had to. */
export interface Balance {
	/** Records that had to come. */
	due: number;
	emitted: number;
	/** Listed after publishing, and never emitted. */
	lost: number;
	duplicates: number;
	/** Items that are older than the one before them in their execution. */
	outOfOrder: number;
	/** Items that should not have come: older than the stream, not ready, or not known at all. */
	unexpected: number;
	executions: number;
	/** Longest time from the listing of a record to its execution, in milliseconds; time in which n8n is down does not count. */
	longestWait: number;
}

/** Counts the executions of one trigger. */
export class Ledger {
	private readonly emitted = new Set<string>();
	private readonly counts = { duplicates: 0, outOfOrder: 0, unexpected: 0, executions: 0, longestWait: 0 };

	/** @param publishedAt what was listed until then is not part of the stream */
	constructor(
		private readonly expected: ReadonlyMap<string, Expected>,
		private readonly publishedAt: number,
		private readonly downtime: Span,
	) {}

	/** Enters one execution: the ids of its items, in their order, and its time. */
	enter(ids: readonly string[], now: number): void {
		this.counts.executions++;
		let before = -Infinity;
		for (const id of ids) {
			const record = this.expected.get(id);
			if (this.emitted.has(id)) this.counts.duplicates++;
			else if (record === undefined || !this.isDue(record) || record.listedAt > now) this.counts.unexpected++;
			else this.counts.longestWait = Math.max(this.counts.longestWait, this.waitOf(record, now));
			this.emitted.add(id);
			const time = record?.time ?? before;
			if (time < before) this.counts.outOfOrder++;
			before = time;
		}
	}

	get emittedSoFar(): number {
		return this.emitted.size;
	}

	balance(): Balance {
		const due = [...this.expected].filter(([, record]) => this.isDue(record));
		const lost = due.filter(([id]) => !this.emitted.has(id)).length;
		return { due: due.length, emitted: this.emitted.size, lost, ...this.counts };
	}

	private waitOf({ listedAt }: Expected, now: number): number {
		const { from, to } = this.downtime;
		const down = Math.min(now, to) - Math.max(listedAt, from);
		return now - listedAt - Math.max(0, down);
	}

	private isDue({ listedAt }: Expected): boolean {
		return listedAt > this.publishedAt && listedAt < Infinity;
	}
}
