import { setTimeout as sleep } from 'node:timers/promises';
import { startMeetings } from '../kill/meetings.mts';
import { waitForPoll } from '../../lib/n8n/polls.mts';
import { showSteps } from '../../lib/steps.mts';
import type { Step } from '../../lib/steps.mts';
import { callAll } from './callers.mts';
import type { Burst, Call } from './callers.mts';
import type { QueueFixture } from './fixture.mts';
import { killWorkerDuringBatch } from './kill-worker.mts';
import { startNotifications } from './notifications.mts';
import type { SentNotification } from '../../sandbox/index.mts';
import type { KilledWorker } from './kill-worker.mts';

/** What happened while rooms were booked and CDRs arrived. */
export interface ScenarioResult {
	/** All calls. */
	readonly calls: readonly Call[];
	readonly cdrIds: readonly string[];
	/** With one worker, with two, and with two of which one is killed. */
	readonly oneWorker: Burst;
	readonly twoWorkers: Burst;
	readonly withKill: Burst;
	readonly killed: KilledWorker;
	/** The number of callers in the last burst who had their response when the worker was killed. */
	readonly answeredBeforeKill: number;
	/** The notifications sent meanwhile. */
	readonly notifications: readonly SentNotification[];
	/** How long the replacement worker took to start, in seconds. */
	readonly restartSeconds: number;
}

/** 500 calls in all. */
const ONE_WORKER_CALLS = 100;
const TWO_WORKERS_CALLS = 100;
const WITH_KILL_CALLS = 300;
const MINUTE_MS = 60_000;
/** The last burst starts this long before a poll, so that the poll's batch finds the workers busy. */
const LEAD_MS = 3_000;
const RESTART_AFTER_MS = 4_000;

/** Runs sessions throughout, and calls to one worker, then two, then two of which one is killed and restarted. */
export async function runScenario(fixture: QueueFixture): Promise<ScenarioResult> {
	const step = showSteps('simple');
	const { cluster, workers, sandbox } = fixture;
	const meetings = await startMeetings(sandbox.control);
	const notifying = await startNotifications(fixture);
	const oneWorker = await book(fixture, step, 'one worker', ONE_WORKER_CALLS);
	workers.set('worker-2', await step('Starting a second worker', async () => await cluster.startWorker('worker-2')));
	const twoWorkers = await book(fixture, step, 'two workers', TWO_WORKERS_CALLS);
	await step('Waiting for the next poll', async () => await sleepUntilPoll(fixture));

	let answered = 0;
	const booking = book(fixture, step, 'two workers, one of which is killed', WITH_KILL_CALLS, (done) => (answered = done));
	// Avoids an unhandled rejection if the kill fails first; awaiting it below reports the failure.
	booking.catch(() => undefined);
	const killed = await killWorkerDuringBatch(fixture);
	const answeredBeforeKill = answered;
	const restarting = restart(fixture, killed.worker);
	restarting.catch(() => undefined);
	const withKill = await booking;
	const restartSeconds = await restarting;
	await meetings.stop();
	const notifications = await notifying.stop();
	const calls = [oneWorker, twoWorkers, withKill].flatMap((burst) => burst.calls);
	return { calls, cdrIds: meetings.cdrIds, oneWorker, twoWorkers, withKill, killed, answeredBeforeKill, notifications, restartSeconds };
}

async function book(fixture: QueueFixture, step: Step, how: string, count: number, tell?: (done: number) => void): Promise<Burst> {
	return await step(`${count} calls to ${how}`, async (report) => {
		const names = Array.from({ length: count }, (_, index) => `${how} ${index + 1}`);
		const onDone = (done: number) => {
			tell?.(done);
			// Each report prints a line.
			if (done % 50 === 0) report(`${done} of ${count} callers have their room`);
		};
		return await callAll({ url: fixture.bookingUrl, names, report: onDone, signal: fixture.signal });
	});
}

/** n8n polls at the same second of every minute. */
async function sleepUntilPoll({ sandbox: { control }, publishedAt, signal }: QueueFixture): Promise<void> {
	await waitForPoll(control, publishedAt);
	const [{ startedAt }] = await control.requests({ since: publishedAt, path: '/cdr/period/' });
	const minutes = Math.ceil((Date.now() + LEAD_MS - startedAt) / MINUTE_MS);
	await sleep(startedAt + minutes * MINUTE_MS - LEAD_MS - Date.now(), undefined, { signal });
}

async function restart({ cluster, workers, signal }: QueueFixture, name: string): Promise<number> {
	await sleep(RESTART_AFTER_MS, undefined, { signal });
	const began = Date.now();
	workers.set(name, await cluster.startWorker(name));
	return (Date.now() - began) / 1000;
}
