import { NodeApiError } from 'n8n-workflow';

import { DAY } from '../../shared/time/days';
import { byTime, type ListedRecord } from '../delivery/state';
import { remember, type Memory, type RememberedRecord } from './memory';

/** How many follow-up requests one poll sends at most. */
export const MAX_FOLLOW_UPS = 1_000;
/** How many of them run at a time. */
const CONCURRENCY = 5;
/** After so many failures in a row, a poll sends no more: the API is most likely down. */
const MAX_FAILURES_IN_A_ROW = 5;
/** How long a failing request holds a record back. After that, the record is delivered without what was asked for. */
const GIVE_UP_AFTER_MS = DAY;
/** The share of the remaining time that follow-ups of the recent days may take. The rest is for the sweep. */
const SHARE_OF_RECENT_DAYS = 0.5;

/** Thrown instead of sending a request when the poll has no time or no requests left. `status` is that of the record among earlier days. */
export class NoRequestLeft extends Error {
	constructor(readonly status: 'unchecked' | 'waiting' = 'unchecked') {
		super('This poll sends no more requests');
	}
}

export interface FollowUpOptions {
	memory: Memory;
	/** Milliseconds since 1970. */
	now: number;
	/** Milliseconds left of the poll's time budget. */
	timeLeft(): number;
	maxRequests?: number;
}

const isRateLimited = (error: unknown) => error instanceof NodeApiError && error.failure?.cause === 'rate-limited';

type Outcome<T> = { value: T } | { error: unknown };

/** The outcome of a promise, which does not reject. */
const settle = async <T>(promise: Promise<T>): Promise<Outcome<T>> =>
	await promise.then((value) => ({ value }), (error: unknown) => ({ error }));

/**
 * The requests of one poll that complete single records, after the list that contained them. They are bounded in
 * number and time, and the failure of one neither loses its record nor holds up others.
 */
export class FollowUps {
	readonly memory: Memory;
	readonly now: number;
	/** The errors of the requests that failed. */
	readonly failures: unknown[] = [];
	/** How many requests succeeded. */
	succeeded = 0;
	/** How many records go without what was asked for, because it has failed for a day. */
	givenUp = 0;
	private sent = 0;
	/** The records for which something was asked. */
	private readonly asked = new Set<string>();
	private failuresInARow = 0;
	private isStopped = false;
	/** Requests are sent only while more than these milliseconds are left. */
	private reserve = 0;

	constructor(private readonly options: FollowUpOptions) {
		this.memory = options.memory;
		this.now = options.now;
	}

	/** Whether requests were sent and none succeeded, so that the API is most likely down. */
	get haveAllFailed(): boolean {
		return this.failures.length > 0 && this.succeeded === 0;
	}

	/** Sends a request for a record. Rejects with its error, or with NoRequestLeft. */
	async ask<T>(id: string, request: () => Promise<T>): Promise<T> {
		const { timeLeft, maxRequests = MAX_FOLLOW_UPS } = this.options;
		if (this.isStopped || this.sent >= maxRequests || timeLeft() <= this.reserve) throw new NoRequestLeft();
		this.sent++;
		this.asked.add(id);
		const outcome = await settle(request());
		if ('value' in outcome) {
			this.succeeded++;
			this.failuresInARow = 0;
			return outcome.value;
		}
		const { error } = outcome;
		this.failures.push(error);
		this.failuresInARow++;
		this.isStopped ||= isRateLimited(error) || this.failuresInARow >= MAX_FAILURES_IN_A_ROW;
		throw error;
	}

	/** Sends a request. If requests for this record have failed for a day, its failure counts as `instead`. */
	async askUnlessHopeless<T>(id: string, request: () => Promise<T>, instead: T): Promise<T> {
		const outcome = await settle(this.ask(id, request));
		if ('value' in outcome) return outcome.value;
		const failedSince = this.remembered(id)?.failedSince ?? Infinity;
		if (outcome.error instanceof NoRequestLeft || this.now - failedSince < GIVE_UP_AFTER_MS) throw outcome.error;
		this.givenUp++;
		return instead;
	}

	remembered(id: string): RememberedRecord | undefined {
		return this.memory.records.get(id);
	}

	/**
	 * Checks records with `check`, which may send requests, and returns them in the same order. Those that were
	 * checked least recently come first, so that each has its turn. A record that could not be checked is
	 * `waiting` after a failure and `unchecked` if the poll sends no more requests; among the recent days, which
	 * the next poll reads anyway, it is `waiting` then as well.
	 */
	async checkAll<T extends ListedRecord>(records: readonly T[], check: (record: T) => Promise<T>, isRecent: boolean): Promise<T[]> {
		this.reserve = isRecent ? this.options.timeLeft() * (1 - SHARE_OF_RECENT_DAYS) : 0;
		const checkedAt = ({ id }: T) => this.remembered(id)?.checkedAt ?? 0;
		const queue = records.map((record, index) => ({ record, index })).sort((a, b) => checkedAt(a.record) - checkedAt(b.record) || byTime(a.record, b.record));
		const checked = [...records];
		const workThrough = async () => {
			for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
				checked[next.index] = await this.checkOne(next.record, check, isRecent);
			}
		};
		await Promise.all(Array.from({ length: CONCURRENCY }, workThrough));
		return checked;
	}

	private async checkOne<T extends ListedRecord>(record: T, check: (record: T) => Promise<T>, isRecent: boolean): Promise<T> {
		const { now } = this;
		try {
			const checked = await check(record);
			if (this.asked.has(record.id)) this.update(record.id, { checkedAt: now, failedSince: undefined });
			return checked;
		} catch (error) {
			if (error instanceof NoRequestLeft) return { ...record, status: isRecent ? 'waiting' : error.status };
			this.update(record.id, { checkedAt: now, failedSince: this.remembered(record.id)?.failedSince ?? now });
			return { ...record, status: 'waiting' };
		}
	}

	/** Changes what is remembered about a record. */
	update(id: string, change: Partial<RememberedRecord>): void {
		remember(this.memory.records, id, { checkedAt: this.now, ...this.remembered(id), ...change });
	}
}
