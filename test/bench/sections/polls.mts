import type { DayResult } from '../measuring/day-run.mts';
import type { PollResult, PollRun } from '../measuring/poll-run.mts';
import { formatNumber, formatSpread, median } from '../numbers.mts';
import { startMeasuring } from '../processes.mts';
import type { Row } from '../report.mts';
import { joinTitle, type Bench, type Section } from '../section.mts';

type Case = Omit<PollRun, 'rounds'> & { goal?: string };

const CASES: readonly Case[] = [
	{ records: 2_000, known: 10_000, isSweep: false, goal: '< 20 ms' },
	{ records: 2_000, known: 10_000, isSweep: true },
	{ records: 20_000, known: 10_000, isSweep: false },
	{ records: 20_000, known: 20_000, isSweep: false },
	{ records: 20_000, known: 20_000, isSweep: true },
	{ records: 100_000, known: 10_000, isSweep: false, goal: '< 1,000 ms' },
	{ records: 100_000, known: 100_000, isSweep: false, goal: '< 1,000 ms' },
	{ records: 100_000, known: 100_000, isSweep: true, goal: '< 1,000 ms' },
];

const RECORDS_PER_DAY = 10_000;
const MINUTE_MS = 60_000;
const KEY_GOAL = '≤ 16 bytes per known id';

const count = (value: number) => value.toLocaleString('en');

function toRow({ records, known, isSweep, goal }: Case, { cpuMs, parseMs, emitted, stateBytes, knownAfter }: PollResult): Row {
	const title = `One poll${isSweep ? ', the hourly sweep over three days' : ''}`;
	return {
		figure: joinTitle(title, `${count(records)} records, ${count(known)} known ids, ${count(emitted)} emitted`, 'CPU ms without HTTP'),
		ours: `${formatSpread(cpuMs)}; state ${count(stateBytes)} bytes, ${formatNumber(stateBytes / knownAfter)} per id`,
		other: `JSON.parse of the reply alone ${formatNumber(median(parseMs))}`,
		goal: goal === undefined ? KEY_GOAL : `${goal}, ${KEY_GOAL}`,
	};
}

function toDayRow({ polls: made, requests, bytes, bytesReadingAllDays, cpuMs, emitted, stateBytes }: DayResult): Row {
	return {
		figure: joinTitle(`A day of ${count(RECORDS_PER_DAY)} CDRs, polled every minute`, `${count(made)} polls, ${count(emitted)} emitted`),
		ours: `${count(requests)} requests, ${formatNumber(bytes / 1e9)} GB uncompressed, ${formatNumber(cpuMs / 1000)} s CPU without HTTP and JSON, state ${count(stateBytes)} bytes`,
		other: `reading all three days at every poll: ${formatNumber(bytesReadingAllDays / 1e9)} GB`,
	};
}

async function run({ environment, step, isQuick }: Bench): Promise<Row[]> {
	const rows: Row[] = [];
	const measuring = startMeasuring(environment, ['--max-old-space-size=4096']);
	try {
		for (const one of CASES) {
			const title = joinTitle(`${count(one.records)} records`, `${count(one.known)} known ids`, one.isSweep ? 'all days' : 'recent');
			const result = await step(title, async () => await measuring.call('polls', { ...one, rounds: isQuick ? 3 : 15 }));
			rows.push(toRow(one, result));
		}
		const plan = { recordsPerDay: RECORDS_PER_DAY, pollEveryMs: MINUTE_MS * (isQuick ? 20 : 1) };
		rows.push(toDayRow(await step('A day of polls', async () => await measuring.call('day', plan))));
	} finally {
		await measuring.stop();
	}
	return rows;
}

/** The trigger's own work in a poll, and the API traffic of a day of polls. */
export const polls: Section = { letter: 'e', title: 'Polls of the trigger', run };
