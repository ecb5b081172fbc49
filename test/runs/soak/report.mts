import { formatElapsed } from '../../lib/steps.mts';
import type { RunResult } from './run.mts';
import type { StreamResult } from './stream.mts';

type Row = [name: string, value: (stream: StreamResult, run: RunResult) => number | string];

const MEGABYTE = 1_000_000;
const MINUTE = 60_000;
const SHORTEST_OUTAGE_MINUTES = 5;

const ROWS: Row[] = [
	['records due', ({ summary }) => summary.due],
	['emitted', ({ summary }) => summary.emitted],
	['lost', ({ summary }) => summary.lost],
	['duplicates', ({ summary }) => summary.duplicates],
	['out of order in an execution', ({ summary }) => summary.outOfOrder],
	['emitted, but not due', ({ summary }) => summary.unexpected],
	['emitted too early', ({ summary }) => summary.tooEarly],
	['emitted incomplete', ({ summary }) => summary.incomplete],
	['executions', ({ summary }) => summary.executions],
	['failed polls', ({ failedPolls }) => failedPolls],
	['failed polls without an outage', ({ failedWithoutOutage }) => failedWithoutOutage],
	['restarts of n8n', (_, { restarts }) => restarts],
	['deactivated by a restart', ({ deactivations }) => deactivations],
	['longest wait after being listed', ({ summary }) => `${Math.round(summary.longestWait / MINUTE)} min`],
	['largest state, bytes', ({ state }) => state.bytes],
	['known IDs in it', ({ state }) => state.knownIds],
	['bytes per ID', ({ state }) => (state.knownIds === 0 ? '-' : (state.bytes / state.knownIds).toFixed(1))],
	['API calls', ({ traffic }) => traffic.calls],
	['fetched, MB', ({ traffic }) => Math.round(traffic.bytes / MEGABYTE)],
	['wall time', (_, { wallMs }) => formatElapsed(wallMs)],
];

/** What the records of each event are called. */
export const NAMES: Record<StreamResult['event'], string> = { cdr: 'CDRs', recording: 'recordings', session: 'sessions' };

/** The results as a table, with one column per event and run. */
export function formatTable(runs: RunResult[]): string {
	const columns = runs.flatMap((run) => run.streams.map((stream) => ({ run, stream })));
	const header = ['', ...columns.map(({ run, stream }) => `${run.title}: ${NAMES[stream.event]}`)];
	const rows = ROWS.map(([name, value]) => [name, ...columns.map(({ run, stream }) => value(stream, run).toLocaleString('en-US'))]);
	const widths = header.map((_, at) => Math.max(...[header, ...rows].map((row) => row[at].length)));
	const line = (row: string[]) => row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('   ');
	return [header, ...rows].map(line).join('\n');
}

/** The problems in the results, one sentence each. */
export function findProblems(runs: RunResult[]): string[] {
	return runs.flatMap((run) =>
		run.streams.flatMap((stream) => findStreamProblems(stream, run).map((problem) => `${run.title}, ${stream.event}: ${problem}`)),
	);
}

/** The promise is one hour, but it may start during an outage, and catching up after downtime takes a few polls. */
const maxWait = ({ pollMinutes }: RunResult) => (120 + 4 * pollMinutes) * MINUTE;

function findStreamProblems({ summary, failedPolls, failedWithoutOutage, deactivations, firstProblem }: StreamResult, run: RunResult): string[] {
	const { due, lost, duplicates, outOfOrder, unexpected, tooEarly, incomplete, longestWait } = summary;
	return [
		lost > 0 && `${lost} records were lost`,
		duplicates > 0 && `${duplicates} records were emitted more than once`,
		outOfOrder > 0 && `${outOfOrder} items were emitted after a newer one of the same execution`,
		unexpected > 0 && `${unexpected} items were emitted that were not due`,
		tooEarly > 0 && `${tooEarly} sessions were emitted before they were over`,
		incomplete > 0 && `${incomplete} sessions were emitted without all their CDRs`,
		longestWait > maxWait(run) && `a record was emitted ${Math.round(longestWait / MINUTE)} minutes after it was listed`,
		failedWithoutOutage > 0 && `${failedWithoutOutage} polls failed without an outage; the first: ${firstProblem}`,
		deactivations > 0 && `${deactivations} restarts during an outage deactivated the trigger`,
		// A soak in which nothing happens proves nothing. With longer poll intervals, polls may miss every outage.
		due === 0 && 'no record was due',
		failedPolls === 0 && run.pollMinutes <= SHORTEST_OUTAGE_MINUTES && 'no poll failed, so the outages had no effect',
	].filter((problem) => problem !== false);
}
