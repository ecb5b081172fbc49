/** Compares what a month of polls has emitted with what it had to emit. */
import { dayOf } from '../../../../nodes/shared/time/days';
import type { MonthRecord } from './records.mts';

/** A stream that started without anything to continue from, in a poll that took from `from` to `to`. */
export interface StreamStart {
	from: number;
	to: number;
	/** The first moment of the stream, in milliseconds since 1970. */
	since: number;
	/** Whether records that were listed before are history. */
	isFromNow: boolean;
}

/** Most problems have one cause, so a few records show it. */
const MAX_NAMED = 5;

const nameAll = (records: readonly MonthRecord[]) =>
	`${records.slice(0, MAX_NAMED).map(({ id }) => id).join(', ')}${records.length > MAX_NAMED ? ` and ${records.length - MAX_NAMED} more` : ''}`;

export class Oracle {
	/** What went wrong, one sentence each. */
	readonly problems: string[] = [];
	private readonly byId: Map<string, MonthRecord>;
	private readonly counts = new Map<string, number>();
	private start: StreamStart = { from: Infinity, to: Infinity, since: Infinity, isFromNow: true };

	constructor(private readonly records: readonly MonthRecord[]) {
		this.byId = new Map(records.map((record) => [record.id, record]));
	}

	startStream(start: StreamStart): void {
		this.start = start;
	}

	recordExecution(ids: readonly string[], now: number): void {
		let before = -Infinity;
		for (const id of ids) {
			const record = this.byId.get(id);
			if (record === undefined || record.ready > now) this.problems.push(`${id} was emitted before it was ready`);
			else if (this.isHistory(record)) this.problems.push(`${id} was emitted, although it was listed before the start`);
			const time = record?.time ?? Infinity;
			if (time < before) this.problems.push(`${id} was emitted after a newer record of the same execution`);
			before = time;
			this.counts.set(id, (this.counts.get(id) ?? 0) + 1);
		}
	}

	/** @param end records that are ready until then must have been emitted */
	finish(end: number): string[] {
		const twice = this.records.filter(({ id }) => (this.counts.get(id) ?? 0) > 1);
		const lost = this.records.filter((record) => record.ready <= end && this.isDue(record) && !this.counts.has(record.id));
		if (twice.length > 0) this.problems.push(`Emitted more than once: ${nameAll(twice)}`);
		if (lost.length > 0) this.problems.push(`Lost: ${nameAll(lost)}`);
		return this.problems;
	}

	/** Whether a record is older than the stream for certain. */
	private isHistory({ ready, logged, time }: MonthRecord): boolean {
		const { from, since, isFromNow } = this.start;
		return (time !== null && logged < since) || (isFromNow && ready <= from);
	}

	/** Whether a record belongs to the stream for certain. Without a readable time, its day in the API decides. */
	private isDue({ ready, logged, time, filed }: MonthRecord): boolean {
		const { to, since, isFromNow } = this.start;
		const isOfStream = logged >= since && (time !== null || filed >= dayOf(since));
		return isOfStream && (!isFromNow || ready > to);
	}
}
