import { cpus } from 'node:os';
import type { BookingFigures } from './booking-checks.mts';
import type { ScenarioResult } from './scenario.mts';
import type { Burst } from './callers.mts';
import type { CdrFigures } from './cdr-checks.mts';
import { WORKER_CONCURRENCY } from './settings.mts';

/** The figures of a run as a Markdown table, for the docs. */
export function describeFigures(scenario: ScenarioResult, bookings: BookingFigures, cdrs: CdrFigures): string {
	const { oneWorker, twoWorkers, withKill, restartSeconds } = scenario;
	const rows: Array<[string, string | number]> = [
		[`Executions per second, one worker (concurrency ${WORKER_CONCURRENCY}), everything on ${cpus().length} cores`, rate(oneWorker)],
		['… two workers', rate(twoWorkers)],
		['… two workers, one of which is killed, including the wait until n8n notices', rate(withKill)],
		['Callers, each of whom got a room', `${bookings.served} of ${scenario.calls.length}`],
		// Plus one: the execution with CDRs.
		['Executions cut off with the worker', `${bookings.failed + 1}, of which ${bookings.failedLate} after their response`],
		['… repeated by n8n', bookings.repeatedByN8n],
		['Callers who got a failure and retried', bookings.retried],
		['… the longest wait for a failure, seconds', bookings.slowestRefusal.toFixed(0)],
		['… rooms created twice by retrying', bookings.duplicated.length],
		['Callers without any response', bookings.unanswered],
		['CDRs listed, in executions', `${cdrs.listed} in ${cdrs.executions}`],
		['… in more than one', cdrs.repeated],
		['… in the execution that was cut off, read again by the error workflow', cdrs.cutOff],
		['Runs of the error workflow', cdrs.errorRuns],
		['Seconds until the killed worker is back', restartSeconds.toFixed(0)],
	];
	const lines = rows.map(([label, value]) => `| ${label} | ${value} |`);
	return ['| Figure | Value |', '|---|---|', ...lines].join('\n');
}

const rate = ({ calls, seconds }: Burst): string => (calls.length / seconds).toFixed(1);
