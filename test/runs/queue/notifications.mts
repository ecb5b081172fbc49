/** Notifications for the webhook process, sent while rooms are booked and a worker is killed. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Checks } from '../../lib/checks.mts';
import { SANDBOX_LOGIN } from '../../lib/n8n/webhook-workflow.mts';
import { readUntil } from '../../lib/read-until.mts';
import type { SentNotification } from '../../sandbox/index.mts';
import type { QueueFixture } from './fixture.mts';
import { listExecutions } from './executions.mts';
import { repeated } from './booking-assertions.mts';

const EVERY_MS = 3_000;
const DONE_WITHIN_MS = 90_000;
/** n8n's page limit, so that one request lists all executions. */
const MAX_SENT = 90;

/** Posts a notification of its own every few seconds, until it is stopped. */
export interface Notifications {
	/** Stops, and returns what was sent with the answers. */
	stop(): Promise<readonly SentNotification[]>;
}

export async function startNotifications({ sandbox: { control }, notifiedUrl }: QueueFixture): Promise<Notifications> {
	await control.notifications.sendTo({ url: notifiedUrl, ...SANDBOX_LOGIN, events: [] });
	const stopping = new AbortController();
	const work = async () => {
		for (let count = 1; count <= MAX_SENT && !stopping.signal.aborted; count++) {
			await control.notifications.post({ type: 'roomdrop', trans_date: Math.floor(Date.now() / 1000), conf_num: `notified-${count}` });
			await sleep(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
		}
	};
	const working = work();
	return {
		stop: async () => {
			stopping.abort();
			await working;
			return await control.notifications.settle();
		},
	};
}

/** What an execution without a conference number is called: n8n may drop the data of one that a killed worker has begun. */
const UNNAMED = 'execution ';

/** The conference numbers with which the executions of the workflow began, whatever became of them. */
async function readStarted({ rest, workflowIds }: QueueFixture): Promise<string[]> {
	const all = ['new', 'running', 'waiting', 'success', 'error', 'crashed', 'canceled'];
	const executions = await listExecutions(rest, workflowIds.notified, all);
	return await Promise.all(executions.map(async ({ id }) => {
		const { data } = await rest.data<{ data: string }>('GET', `/rest/executions/${id}`);
		return /notified-\d+/.exec(data)?.[0] ?? `${UNNAMED}${id}`;
	}));
}

/** Every notification that the webhook process answered with 200 has exactly one execution. */
export async function checkNotified(checks: Checks, fixture: QueueFixture, sent: readonly SentNotification[]): Promise<void> {
	await checks.section('Notifications', async () => {
		const accepted = sent.filter(({ status }) => status === 200).map(({ body }) => String(body.conf_num));
		const missing = (started: string[]) => accepted.filter((one) => !started.includes(one));
		const isThere = (started: string[]) => missing(started).length <= started.filter((one) => one.startsWith(UNNAMED)).length;
		const started = await readUntil(async () => await readStarted(fixture), isThere, { timeoutMs: DONE_WITHIN_MS, intervalMs: 1_000 });
		checks.that('the webhook process answers notifications while a worker is killed', accepted.length > 20, `${accepted.length} of ${sent.length}`);
		checks.that('every one that was answered with 200 has its execution', isThere(started), missing(started).join(', '));
		checks.that('… and none has two', repeated(started).length === 0, repeated(started).join(', '));
		const worst = Math.max(...sent.map(({ milliseconds }) => milliseconds));
		checks.note(`${sent.length} notifications, the slowest answer after ${(worst / 1000).toFixed(1)} s`);
	});
}
