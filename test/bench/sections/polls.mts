import type { DayResult } from '../measuring/day-run.mts';
import type { PollResult, PollRun } from '../measuring/poll-run.mts';
import { median, short, spread } from '../numbers.mts';
import { startMeasuring } from '../processes.mts';
import type { Row } from '../report.mts';
import { named, type Bench, type Section } from '../section.mts';

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
	const title = `One poll${isSweep ? ', the hourly pass over three days' : ''}`;
	return {
		figure: named(title, `${count(records)} records, ${count(known)} known ids, ${count(emitted)} emitted`, 'CPU ms without HTTP'),
		ours: `${spread(cpuMs)}; state ${count(stateBytes)} bytes, ${short(stateBytes / knownAfter)} per id`,
		other: `JSON.parse of the reply alone ${short(median(parseMs))}`,
		goal: goal === undefined ? KEY_GOAL : `${goal}, ${KEY_GOAL}`,
	};
}

function toDayRow({ polls: made, requests, bytes, bytesWithoutPlan, cpuMs, emitted, stateBytes }: DayResult): Row {
	return {
		figure: named(`A day of ${count(RECORDS_PER_DAY)} CDRs, polled every minute`, `${count(made)} polls, ${count(emitted)} emitted`),
		ours: `${count(requests)} requests, ${short(bytes / 1e9)} GB uncompressed, ${short(cpuMs / 1000)} s CPU without HTTP and JSON, state ${count(stateBytes)} bytes`,
		other: `all three days at every poll: ${short(bytesWithoutPlan / 1e9)} GB`,
	};
}

async function run({ workplace, step, isQuick }: Bench): Promise<Row[]> {
	const rows: Row[] = [];
	const measuring = startMeasuring(workplace, ['--max-old-space-size=4096']);
	try {
		for (const one of CASES) {
			const title = named(`${count(one.records)} records`, `${count(one.known)} known ids`, one.isSweep ? 'all days' : 'recent');
			const result = await step(title, async () => await measuring.ask('polls', { ...one, rounds: isQuick ? 3 : 15 }));
			rows.push(toRow(one, result));
		}
		const plan = { recordsPerDay: RECORDS_PER_DAY, pollEveryMs: MINUTE_MS * (isQuick ? 20 : 1) };
		rows.push(toDayRow(await step('A day of polls', async () => await measuring.ask('day', plan))));
	} finally {
		await measuring.stop();
	}
	return rows;
}

/** The trigger's own work in a poll, and what a day of polls asks of the API. */
export const polls: Section = { letter: 'e', title: 'Polls of the trigger', run };
