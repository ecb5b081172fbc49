import { formatElapsed } from '../host/steps.mts';
import type { RunResult } from './run.mts';
import type { StreamResult } from './stream.mts';

type Row = [name: string, value: (stream: StreamResult, run: RunResult) => number | string];

const MEGABYTE = 1_000_000;
const MINUTE = 60_000;
const SHORTEST_OUTAGE_MINUTES = 5;

const ROWS: Row[] = [
	['records due', ({ balance }) => balance.due],
	['emitted', ({ balance }) => balance.emitted],
	['lost', ({ balance }) => balance.lost],
	['duplicates', ({ balance }) => balance.duplicates],
	['out of order in an execution', ({ balance }) => balance.outOfOrder],
	['emitted, but not due', ({ balance }) => balance.unexpected],
	['executions', ({ balance }) => balance.executions],
	['failed polls', ({ failedPolls }) => failedPolls],
	['failed polls without an outage', ({ failedWithoutOutage }) => failedWithoutOutage],
	['restarts of n8n', (_, { restarts }) => restarts],
	['switched off by a restart', ({ switchedOff }) => switchedOff],
	['longest wait after being listed', ({ balance }) => `${Math.round(balance.longestWait / MINUTE)} min`],
	['most state, bytes', ({ state }) => state.bytes],
	['known ids at that moment', ({ state }) => state.knownIds],
	['bytes per id', ({ state }) => (state.knownIds === 0 ? '-' : (state.bytes / state.knownIds).toFixed(1))],
	['API calls', ({ traffic }) => traffic.calls],
	['fetched, MB', ({ traffic }) => Math.round(traffic.bytes / MEGABYTE)],
	['wall time', (_, { wallMs }) => formatElapsed(wallMs)],
];

/** The results as a table: a column for each event of each run. */
export function formatTable(runs: RunResult[]): string {
	const columns = runs.flatMap((run) => run.streams.map((stream) => ({ run, stream })));
	const names: Record<StreamResult['event'], string> = { cdr: 'CDRs', recording: 'recordings' };
	const header = ['', ...columns.map(({ run, stream }) => `${run.title}: ${names[stream.event]}`)];
	const rows = ROWS.map(([name, value]) => [name, ...columns.map(({ run, stream }) => value(stream, run).toLocaleString('en-US'))]);
	const widths = header.map((_, at) => Math.max(...[header, ...rows].map((row) => row[at].length)));
	const line = (row: string[]) => row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('   ');
	return [header, ...rows].map(line).join('\n');
}

/** What is wrong with the results, a sentence each; empty when all is well. */
export function findProblems(runs: RunResult[]): string[] {
	return runs.flatMap((run) =>
		run.streams.flatMap((stream) => findStreamProblems(stream, run).map((problem) => `${run.title}, ${stream.event}: ${problem}`)),
	);
}

/** An hour is promised; it may begin in an outage, and a long downtime is caught up with in a few polls. */
const longestWaitAllowed = ({ pollMinutes }: RunResult) => (120 + 4 * pollMinutes) * MINUTE;

function findStreamProblems({ balance, failedPolls, failedWithoutOutage, switchedOff, firstProblem }: StreamResult, run: RunResult): string[] {
	const { due, lost, duplicates, outOfOrder, unexpected, longestWait } = balance;
	return [
		lost > 0 && `${lost} records were lost`,
		duplicates > 0 && `${duplicates} records came more than once`,
		outOfOrder > 0 && `${outOfOrder} items came after a newer one of their execution`,
		unexpected > 0 && `${unexpected} items came that were not due`,
		longestWait > longestWaitAllowed(run) && `a record came ${Math.round(longestWait / MINUTE)} minutes after it was listed`,
		failedWithoutOutage > 0 && `${failedWithoutOutage} polls failed without an outage, first ${firstProblem}`,
		switchedOff > 0 && `${switchedOff} restarts during an outage switched the trigger off`,
		// A soak in which nothing happens proves nothing. Fewer polls than that may miss every outage.
		due === 0 && 'no record was due',
		failedPolls === 0 && run.pollMinutes <= SHORTEST_OUTAGE_MINUTES && 'no poll failed, so the outages did not happen',
	].filter((problem) => problem !== false);
}
