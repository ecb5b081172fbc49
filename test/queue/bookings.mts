import { setTimeout as sleep } from 'node:timers/promises';
import { keepMeeting } from '../host/meetings.mts';
import { waitForPoll } from '../host/polls.mts';
import { showSteps } from '../host/steps.mts';
import type { Step } from '../host/steps.mts';
import { callAll } from './callers.mts';
import type { Burst, Call } from './callers.mts';
import type { Scene } from './scene.mts';
import { killWorkerAtBatch } from './worker-death.mts';
import type { WorkerDeath } from './worker-death.mts';

/** What happened while rooms were booked and CDRs arrived. */
export interface Story {
	/** All of them. */
	readonly calls: readonly Call[];
	readonly cdrIds: readonly string[];
	/** With one worker, with two, and with one of the two dying. */
	readonly alone: Burst;
	readonly together: Burst;
	readonly bereaved: Burst;
	readonly death: WorkerDeath;
	/** How many callers of the last burst had their answer when the worker died. */
	readonly answeredByThen: number;
	/** From the start of its successor until that was ready, in seconds. */
	readonly backAfter: number;
}

/** 500 calls in all. */
const ALONE = 100;
const TOGETHER = 100;
const BEREAVED = 300;
const MINUTE_MS = 60_000;
/** The last burst begins so long before a poll: the batch of that poll meets workers with their hands full. */
const LEAD_MS = 3_000;
const RESTART_AFTER_MS = 4_000;

/** Plays it: sessions all the time, and calls to one worker, to two, and to two of which one is killed and started again. */
export async function playStory(scene: Scene): Promise<Story> {
	const step = showSteps('simple');
	const { cluster, workers, sandbox } = scene;
	const meetings = await keepMeeting(sandbox.control);
	const alone = await book(scene, step, 'one worker', ALONE);
	workers.set('worker-2', await step('Starting a second worker', async () => await cluster.startWorker('worker-2')));
	const together = await book(scene, step, 'two workers', TOGETHER);
	await step('Waiting for the next poll', async () => await sleepUntilPoll(scene));

	let answered = 0;
	const booking = book(scene, step, 'two workers, one of which is killed', BEREAVED, (done) => (answered = done));
	// Whoever waits for it gets the failure, also when the kill has failed before.
	booking.catch(() => undefined);
	const death = await killWorkerAtBatch(scene);
	const answeredByThen = answered;
	const restarting = restart(scene, death.worker);
	restarting.catch(() => undefined);
	const bereaved = await booking;
	const backAfter = await restarting;
	await meetings.stop();
	const calls = [alone, together, bereaved].flatMap((burst) => burst.calls);
	return { calls, cdrIds: meetings.cdrIds, alone, together, bereaved, death, answeredByThen, backAfter };
}

async function book(scene: Scene, step: Step, how: string, count: number, tell?: (done: number) => void): Promise<Burst> {
	return await step(`${count} calls to ${how}`, async (report) => {
		const names = Array.from({ length: count }, (_, index) => `${how} ${index + 1}`);
		const onDone = (done: number) => {
			tell?.(done);
			// Each report is a line of its own.
			if (done % 50 === 0) report(`${done} of ${count} callers have their room`);
		};
		return await callAll({ url: scene.bookingUrl, names, report: onDone, signal: scene.signal });
	});
}

/** n8n polls in the same second of each minute. */
async function sleepUntilPoll({ sandbox: { control }, publishedAt, signal }: Scene): Promise<void> {
	await waitForPoll(control, publishedAt);
	const [{ startedAt }] = await control.requests({ since: publishedAt, path: '/cdr/period/' });
	const minutes = Math.ceil((Date.now() + LEAD_MS - startedAt) / MINUTE_MS);
	await sleep(startedAt + minutes * MINUTE_MS - LEAD_MS - Date.now(), undefined, { signal });
}

async function restart({ cluster, workers, signal }: Scene, name: string): Promise<number> {
	await sleep(RESTART_AFTER_MS, undefined, { signal });
	const began = Date.now();
	workers.set(name, await cluster.startWorker(name));
	return (Date.now() - began) / 1000;
}
