/** Sends notifications when the sandbox's clock reaches their time. */
import { basicAuth } from '../lib/basic-auth.mts';
import { postBytes } from '../lib/post.mts';
import type { Clock } from './clock.mts';
import type { SentNotification, Webhook } from './notification-types.mts';
import type { DueNotification } from './notifications.mts';
import type { JsonObject } from './types.mts';

/** Receivers should answer within 5 seconds (enablex-api.md 13); afterwards the sandbox gives up, as no re-delivery is documented. */
const ANSWER_MS = 5_000;
const MAX_TIMER_MS = 2 ** 31 - 1;
const MAX_KEPT = 20_000;

/** The queue, the timer of the next notification, and a record of those sent. */
export class Notifier {
	private due: DueNotification[] = [];
	private timer: NodeJS.Timeout | undefined;
	/** One after another, so that the order is certain. */
	private sending: Promise<void> = Promise.resolve();
	private stopping = new AbortController();
	private sentList: SentNotification[] = [];

	constructor(private readonly clock: Clock) {}

	/** Queues notifications, in their order, and sends those that are due. */
	add(notifications: readonly DueNotification[]): void {
		this.due.push(...notifications);
		this.wake();
	}

	/** Sends what is due now, and waits for the next. Call it after every change of the clock. */
	wake(): void {
		clearTimeout(this.timer);
		this.timer = undefined;
		const now = this.clock.now();
		const isDue = ({ at }: DueNotification) => at <= now;
		const ready = this.due.filter(isDue).sort((one, other) => one.at - other.at);
		this.due = this.due.filter((one) => !isDue(one));
		for (const { webhook, body } of ready) this.sending = this.sending.then(async () => await this.send(webhook, body));
		if (this.due.length === 0 || this.clock.snapshot().frozen) return;
		const next = Math.min(...this.due.map(({ at }) => at));
		this.timer = setTimeout(() => this.wake(), Math.min(MAX_TIMER_MS, next - now)).unref();
	}

	/** Waits until everything that is due has been answered. Returns all notifications sent so far. */
	async settle(): Promise<SentNotification[]> {
		this.wake();
		await this.sending;
		return this.sentList;
	}

	/** The notifications sent so far. */
	sent(): readonly SentNotification[] {
		return this.sentList;
	}

	/** Forgets the notifications sent so far. */
	clear(): void {
		this.sentList = [];
	}

	/** Drops everything that waits, ends the requests under way and forgets what was sent. */
	async reset(): Promise<void> {
		clearTimeout(this.timer);
		this.due = [];
		this.stopping.abort();
		await this.sending;
		this.stopping = new AbortController();
		this.sentList = [];
	}

	private async send({ url, username, password, contentType }: Webhook, body: JsonObject): Promise<void> {
		if (this.stopping.signal.aborted) return;
		const startedAt = Date.now();
		const sentAt = new Date(this.clock.now()).toISOString();
		const authorization = username === '' ? undefined : basicAuth(username, password);
		const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(ANSWER_MS)]);
		const headers = { ...(contentType !== '' && { 'content-type': contentType }), ...(authorization && { authorization }) };
		const status = await postBytes(url, Buffer.from(JSON.stringify(body)), headers, signal).then(
			(reply) => reply.status,
			() => null,
		);
		this.sentList.push({ url, body, sentAt, startedAt, milliseconds: Date.now() - startedAt, status });
		if (this.sentList.length > MAX_KEPT) this.sentList.shift();
	}
}
