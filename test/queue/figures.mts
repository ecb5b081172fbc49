import { cpus } from 'node:os';
import type { BookingFigures } from './booking-checks.mts';
import type { Story } from './bookings.mts';
import type { Burst } from './callers.mts';
import type { CdrFigures } from './cdr-checks.mts';
import { WORKER_CONCURRENCY } from './settings.mts';

/** The numbers of a run as a Markdown table, for the README. */
export function describeFigures(story: Story, bookings: BookingFigures, cdrs: CdrFigures): string {
	const { alone, together, bereaved, backAfter } = story;
	const rows: Array<[string, string | number]> = [
		[`Executions per second, one worker (concurrency ${WORKER_CONCURRENCY}), everything on ${cpus().length} cores`, rate(alone)],
		['… two workers', rate(together)],
		['… two workers, one of which is killed, with the wait until n8n notices', rate(bereaved)],
		['Callers, each of whom got a room', `${bookings.served} of ${story.calls.length}`],
		// One of them had CDRs to work at.
		['Executions cut off with the worker', `${bookings.failed + 1}, of which ${bookings.failedLate} after their answer`],
		['… repeated by n8n', bookings.repeatedByN8n],
		['Callers who were told that it failed, and asked again', bookings.retried],
		['… the longest wait for that, seconds', bookings.slowestRefusal.toFixed(0)],
		['… rooms that came twice by asking again', bookings.twice.length],
		['Callers without any answer', bookings.unanswered],
		['CDRs listed, in executions', `${cdrs.listed} in ${cdrs.executions}`],
		['… in more than one', cdrs.repeated],
		['… in the execution that was cut off, read again by the error workflow', cdrs.cutOff],
		['Runs of the error workflow', cdrs.errorRuns],
		['Seconds until the killed worker is back', backAfter.toFixed(0)],
	];
	const lines = rows.map(([label, value]) => `| ${label} | ${value} |`);
	return ['| Figure | Value |', '|---|---|', ...lines].join('\n');
}

const rate = ({ calls, seconds }: Burst): string => (calls.length / seconds).toFixed(1);
