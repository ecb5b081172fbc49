import { readFile } from 'node:fs/promises';
import type { Checks } from '../../lib/checks.mts';
import { UNFINISHED } from '../../lib/n8n/executions.mts';
import { askSandbox } from '../../lib/n8n/host-sandbox.mts';
import { readUntil } from '../../lib/read-until.mts';
import { compareBookings, repeated } from './booking-assertions.mts';
import type { BookingResult } from './booking-assertions.mts';
import type { ScenarioResult } from './scenario.mts';
import { isBooked } from './callers.mts';
import { FAILED, listExecutions } from './executions.mts';
import type { QueueFixture } from './fixture.mts';
import { WORKER_CONCURRENCY } from './settings.mts';
import { readWorkerLog } from './worker-log.mts';

/** The figures of the bookings. */
export interface BookingFigures extends BookingResult {
	/** The number of executions that n8n shows as failed. */
	readonly failed: number;
	/** The number that failed after responding with a room. */
	readonly failedLate: number;
	/** The number of executions that were started more than once, by any worker. */
	readonly repeatedByN8n: number;
	/** The longest wait for a failure response, in seconds. */
	readonly slowestRefusal: number;
	/** What n8n's failure responses say. */
	readonly refusal: string;
}

const ENDED_WITHIN_MS = 90_000;

/** Checks that every request got a true response, and that only executions of the killed worker failed. */
export async function checkBookings(checks: Checks, fixture: QueueFixture, scenario: ScenarioResult): Promise<BookingFigures> {
	const { rooms } = await askSandbox<{ rooms: Array<{ room_id: string; name: string }> }>(fixture.sandbox, '/rooms');
	const booked = rooms.filter(({ name }) => !name.startsWith('Standup')).map(({ room_id: roomId, name }) => ({ roomId, name }));
	const bookings = compareBookings(scenario.calls, booked);
	const { answeredBeforeKill, withKill } = scenario;

	checks.heading('Rooms booked through the webhook process');
	const many = `${answeredBeforeKill} of ${withKill.calls.length} answered by then`;
	checks.that('a worker was killed while they were running', answeredBeforeKill > 0 && answeredBeforeKill < withKill.calls.length, many);
	checks.that('every request got a response', bookings.unanswered === 0, list(bookings.unanswered || ''));
	checks.that('every caller got a room', bookings.unserved.length === 0, `${bookings.served}, ${bookings.retried} of them after retrying`);
	checks.that('every room that a response promised exists', bookings.missing.length === 0, list(...bookings.missing));
	checks.that('no two callers got the same room', bookings.shared.length === 0, list(...bookings.shared));
	checks.that('no room exists that nobody requested', bookings.unexpected.length === 0, list(...bookings.unexpected));
	checks.that('no caller has two rooms, also after asking again', bookings.duplicated.length === 0, list(...bookings.duplicated));
	checks.that('there are as many rooms as callers', booked.length === scenario.calls.length, `${booked.length} of ${scenario.calls.length}`);

	const refusals = describeRefusals(scenario);
	checks.note(`failed requests got: ${refusals.refusal}`);
	checks.note('waiting until n8n has noticed every execution that the killed worker left behind');
	const stuck = await waitForEnds(fixture);
	checks.that('no execution is stuck', stuck.length === 0, list(...stuck));
	return { ...bookings, ...refusals, ...(await checkFailures(checks, fixture, scenario, bookings)) };
}

/** Waits until no execution is running and returns those still running at the timeout; one may have responded before it lost its worker. */
async function waitForEnds({ rest, workflowIds, signal }: QueueFixture): Promise<string[]> {
	const readUnfinished = async () => await listExecutions(rest, workflowIds.booking, UNFINISHED);
	const options = { timeoutMs: ENDED_WITHIN_MS, intervalMs: 1_000, signal };
	const unfinished = await readUntil(readUnfinished, (executions) => executions.length === 0, options);
	return unfinished.map(({ id }) => id);
}

/** Checks the executions that n8n shows as failed. */
async function checkFailures(
	checks: Checks,
	{ rest, cluster, workflowIds }: QueueFixture,
	{ calls, killed }: ScenarioResult,
	{ refused }: BookingResult,
): Promise<Pick<BookingFigures, 'failed' | 'failedLate' | 'repeatedByN8n'>> {
	const failed = (await listExecutions(rest, workflowIds.booking, FAILED)).map(({ id }) => id);
	const startedElsewhere = await listStarted(cluster.logFiles.filter((file) => file !== killed.logFile));
	// Not limited to the executions in its log, because the log is written shortly after a worker takes an execution.
	const strangers = failed.filter((id) => startedElsewhere.includes(id));
	const areOfKilledWorker = strangers.length === 0 && failed.length < WORKER_CONCURRENCY;
	checks.that('only executions of the killed worker failed', areOfKilledWorker, list(...(areOfKilledWorker ? failed : strangers)));
	const answered = new Set(calls.flatMap(({ attempts }) => attempts.filter(isBooked).map(({ executionId }) => executionId)));
	const failedLate = failed.filter((id) => answered.has(id)).length;
	checks.that('each request without a room belongs to one of them', failed.length - failedLate === refused, list(refused));
	const twice = repeated(await listStarted(cluster.logFiles));
	checks.that('n8n did not repeat any execution', twice.length === 0, list(...twice));
	return { failed: failed.length, failedLate, repeatedByN8n: twice.length };
}

async function listStarted(logFiles: readonly string[]): Promise<string[]> {
	const logs = await Promise.all(logFiles.map(async (file) => await readFile(file, 'utf8')));
	return logs.flatMap((log) => readWorkerLog(log).started);
}

function describeRefusals({ calls }: ScenarioResult): Pick<BookingFigures, 'slowestRefusal' | 'refusal'> {
	const refusals = calls.flatMap(({ attempts }) => attempts).filter((attempt) => !isBooked(attempt));
	const says = new Set(refusals.map(({ status, text }) => `${status ?? 'no response'} ${text}`));
	return { slowestRefusal: Math.max(0, ...refusals.map(({ tookMs }) => tookMs)) / 1000, refusal: [...says].join(', ') };
}

const list = (...values: Array<string | number>): string => values.join(', ');
