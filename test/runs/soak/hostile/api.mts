/** The API of a simulated month, as n8n's HTTP client reaches it. */
import type { IDataObject, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { dayOf } from '../../../../nodes/shared/time/days';
import type { Hazard, Month, OUTAGES } from './month.mts';
import { HOUR, Listings, toJson, type MonthRecord } from './records.mts';
import type { SimulatedTime } from './time.mts';

type Reply = Pick<IN8nHttpFullResponse, 'statusCode' | 'headers' | 'body'>;
type Outage = (typeof OUTAGES)[number];

const PAGE = '<html>default backend</html>';
const OUTAGE_REPLIES: Record<Exclude<Outage, 'reset'>, [statusCode: number, body: unknown]> = {
	'503': [503, { status: 'error', error_code: 'SERVICE_UNAVAILABLE', message: 'Down for maintenance' }],
	'429': [429, { status: 'error', error_code: 'RATE_LIMITED', message: 'Too many requests' }],
	'401 page': [401, PAGE],
	'403 page': [403, PAGE],
	'404 page': [404, PAGE],
	'200 page': [200, PAGE],
};

/** More requests in one poll, or a longer request, count as a poll that never ends. */
const MAX_REQUESTS = 1_000;
const MAX_REQUEST_MS = 2 * HOUR;
/** The size limit, in the busiest days in a row: more than a poll must ever request at once. */
const SIZE_LIMIT_DAYS = 5;

const connectionError = (code: string) => Object.assign(new Error(`The connection failed: ${code}`), { code });

export class MonthApi {
	/** What goes wrong at the moment. */
	hazards: readonly Hazard[] = [];
	/** What a poll must never do. */
	readonly violations: string[] = [];
	/** Called before the reply to the first request of a poll. */
	whileWaiting: (() => Promise<void>) | undefined;
	private requests = 0;
	private readonly listings: Listings;
	private readonly maxRecords: number;

	constructor(
		private readonly month: Month,
		records: readonly MonthRecord[],
		private readonly time: SimulatedTime,
	) {
		this.listings = new Listings(records);
		this.maxRecords = month.api.hasSizeLimit ? this.listings.busiest(SIZE_LIMIT_DAYS) : Infinity;
	}

	startPoll(): void {
		this.requests = 0;
	}

	/** Replies to a request, or rejects like n8n's HTTP client. */
	async request({ url, abortSignal }: IHttpRequestOptions): Promise<Reply> {
		if (++this.requests > MAX_REQUESTS) {
			this.violations.push('A poll sends requests without end');
			throw connectionError('ECONNRESET');
		}
		const hook = this.whileWaiting;
		this.whileWaiting = undefined;
		await hook?.();
		const seconds = this.find('slow listings')?.seconds ?? this.month.api.listingSeconds;
		this.wait(this.hits(this.find('trickle')) ? Infinity : seconds * 1_000, abortSignal);
		const outage = this.find('outage');
		if (outage && this.hits(outage)) return this.fail(outage.looks);
		return this.list(url);
	}

	private find<K extends Hazard['kind']>(kind: K) {
		return this.hazards.find((hazard): hazard is Extract<Hazard, { kind: K }> => hazard.kind === kind);
	}

	/** Whether a hazard that affects every nth request affects this one. */
	private hits(hazard: { every: number } | undefined): boolean {
		return hazard !== undefined && this.requests % hazard.every === 0;
	}

	private wait(millis: number, signal: unknown): void {
		const end = this.time.now + Math.min(millis, MAX_REQUEST_MS);
		const isAborted = () => signal instanceof AbortSignal && signal.aborted;
		while (this.time.now < end && !isAborted()) this.time.pass(Math.min(1_000, end - this.time.now));
		if (isAborted()) throw connectionError('ERR_CANCELED');
		if (millis <= MAX_REQUEST_MS) return;
		this.violations.push('A poll waits for a reply without end');
		throw connectionError('ECONNRESET');
	}

	private fail(looks: Outage): Reply {
		if (looks === 'reset') throw connectionError('ECONNRESET');
		const [statusCode, body] = OUTAGE_REPLIES[looks];
		return this.reply(statusCode, body);
	}

	private reply(statusCode: number, body: unknown): Reply {
		const { sendsDate } = this.month.api;
		return { statusCode, headers: sendsDate ? { date: new Date(this.time.now).toUTCString() } : {}, body: body as IDataObject };
	}

	private list(url: string): Reply {
		const { api, trigger } = this.month;
		const [key, kind, from, to] = url.split('/').filter(Boolean);
		// What the trigger asks for about the session of a recording: there are no CDRs of it.
		if (kind === 'conf') return this.reply(200, { result: 0, [key]: [] });
		const [firstDay, lastDay] = [from, to].map((date) => dayOf(Date.parse(date)));
		if (lastDay - firstDay + 1 > (api.maxDays ?? Infinity)) {
			return this.reply(400, { status: 'error', error_code: 'INVALID_PERIOD', message: 'The period is too long' });
		}
		const listed = this.listings.list(firstDay, api.includesLastDay ? lastDay + 1 : lastDay, this.time.now);
		if (listed.length > this.maxRecords) return this.reply(504, PAGE);
		const records: Array<IDataObject | null> = listed.map((record) => toJson(record, trigger.event, this.time.now));
		if (api.order === 'newest first') records.reverse();
		if (api.listsNull) records.push(null);
		return this.reply(200, { result: 0, [key]: records });
	}
}
