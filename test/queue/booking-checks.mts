import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Checks } from '../host/checks.mts';
import { askSandbox } from '../host/host-sandbox.mts';
import { judgeBookings, repeated } from './booking-verdict.mts';
import type { BookingVerdict } from './booking-verdict.mts';
import type { Story } from './bookings.mts';
import { isGood } from './callers.mts';
import { FAILED, listExecutions, UNDER_WAY } from './executions.mts';
import type { Scene } from './scene.mts';
import { WORKER_CONCURRENCY } from './settings.mts';
import { readWorkerLog } from './worker-log.mts';

/** How the bookings went, in numbers. */
export interface BookingFigures extends BookingVerdict {
	/** Executions that n8n shows as failed. */
	readonly failed: number;
	/** Failed after they had given their caller a room. */
	readonly failedLate: number;
	/** Executions that more than one worker, or one of them twice, has begun. */
	readonly repeatedByN8n: number;
	/** The longest that a caller waited to be told that it had failed, in seconds. */
	readonly slowestRefusal: number;
	/** What n8n says then. */
	readonly refusal: string;
}

const ENDED_WITHIN_MS = 90_000;

/** Nobody is left without an answer, what was answered is true, and what failed is what the dead worker had begun. */
export async function checkBookings(checks: Checks, scene: Scene, story: Story): Promise<BookingFigures> {
	const { rooms } = await askSandbox<{ rooms: Array<{ room_id: string; name: string }> }>(scene.sandbox, '/rooms');
	const booked = rooms.filter(({ name }) => !name.startsWith('Standup')).map(({ room_id: roomId, name }) => ({ roomId, name }));
	const verdict = judgeBookings(story.calls, booked);
	const { answeredByThen, bereaved } = story;

	checks.heading('Rooms booked through the webhook process');
	const many = `${answeredByThen} of ${bereaved.calls.length} answered by then`;
	checks.that('a worker was killed in the midst of them', answeredByThen > 0 && answeredByThen < bereaved.calls.length, many);
	checks.that('every request got an answer', verdict.unanswered === 0, list(verdict.unanswered || ''));
	checks.that('every caller got a room', verdict.unserved.length === 0, `${verdict.served}, ${verdict.retried} of them by asking again`);
	checks.that('every room that an answer promised is there', verdict.missing.length === 0, list(...verdict.missing));
	checks.that('no two callers got the same room', verdict.shared.length === 0, list(...verdict.shared));
	checks.that('there is no room that nobody asked for', verdict.uncalledFor.length === 0, list(...verdict.uncalledFor));

	const refusals = describeRefusals(story);
	checks.note(`whoever got none was told: ${refusals.refusal}`);
	checks.note('waiting until n8n has noticed every execution that the dead worker has left');
	const hanging = await waitForEnds(scene);
	checks.that('no execution hangs', hanging.length === 0, list(...hanging));
	return { ...verdict, ...refusals, ...(await checkFailures(checks, scene, story, verdict)) };
}

/** Waits until no execution is under way; gives those that still are after a while. One may have given its answer and then lost its worker. */
async function waitForEnds({ rest, workflowIds, signal }: Scene): Promise<string[]> {
	for (const limit = Date.now() + ENDED_WITHIN_MS; ; await sleep(1_000, undefined, { signal })) {
		const underWay = await listExecutions(rest, workflowIds.booking, UNDER_WAY);
		if (underWay.length === 0 || Date.now() > limit) return underWay.map(({ id }) => id);
	}
}

/** What n8n says about the executions that came to nothing. */
async function checkFailures(
	checks: Checks,
	{ rest, cluster, workflowIds }: Scene,
	{ calls, death }: Story,
	{ refused }: BookingVerdict,
): Promise<Pick<BookingFigures, 'failed' | 'failedLate' | 'repeatedByN8n'>> {
	const failed = (await listExecutions(rest, workflowIds.booking, FAILED)).map(({ id }) => id);
	const begunElsewhere = await listBegun(cluster.logFiles.filter((file) => file !== death.logFile));
	// Not: only those that its log tells of. It is written a moment after the worker has taken an execution.
	const strangers = failed.filter((id) => begunElsewhere.includes(id));
	const isOfTheDead = strangers.length === 0 && failed.length < WORKER_CONCURRENCY;
	checks.that('no execution failed but those of the dead worker', isOfTheDead, list(...(isOfTheDead ? failed : strangers)));
	const answered = new Set(calls.flatMap(({ attempts }) => attempts.filter(isGood).map(({ executionId }) => executionId)));
	const failedLate = failed.filter((id) => answered.has(id)).length;
	checks.that('each request that got no room is one of them', failed.length - failedLate === refused, list(refused));
	const twice = repeated(await listBegun(cluster.logFiles));
	checks.that('n8n itself repeated none', twice.length === 0, list(...twice));
	return { failed: failed.length, failedLate, repeatedByN8n: twice.length };
}

async function listBegun(logFiles: readonly string[]): Promise<string[]> {
	const logs = await Promise.all(logFiles.map(async (file) => await readFile(file, 'utf8')));
	return logs.flatMap((log) => readWorkerLog(log).started);
}

function describeRefusals({ calls }: Story): Pick<BookingFigures, 'slowestRefusal' | 'refusal'> {
	const refusals = calls.flatMap(({ attempts }) => attempts).filter((attempt) => !isGood(attempt));
	const says = new Set(refusals.map(({ status, text }) => `${status ?? 'no answer'} ${text}`));
	return { slowestRefusal: Math.max(0, ...refusals.map(({ tookMs }) => tookMs)) / 1000, refusal: [...says].join(', ') };
}

const list = (...values: Array<string | number>): string => values.join(', ');
