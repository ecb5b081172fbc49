import type { IDataObject } from 'n8n-workflow';

import { collect } from '../../../nodes/EnableXVideoTrigger/delivery/collect';
import type { Days } from '../../../nodes/EnableXVideoTrigger/delivery/state';
import { DAY, dayOf, startOfDay } from '../../../nodes/shared/time/days';
import { measure } from './measure.mts';
import { makeCdr, stateKnowing } from './poll-fixture.mts';

export interface DayRun {
	recordsPerDay: number;
	pollEveryMs: number;
}

export interface DayResult {
	polls: number;
	requests: number;
	/** Total size of the replies, uncompressed. */
	bytes: number;
	/** The same total if every poll read all days of the lookback. */
	bytesReadingAllDays: number;
	cpuMs: number;
	emitted: number;
	stateBytes: number;
}

const LOOKBACK_DAYS = 2;
const START = Date.parse('2024-03-10T00:00:00Z');
const ENVELOPE_BYTES = '{"result":"0","cdr":[]}'.length;

interface Model {
	/** The records of the day and of the two days before it, oldest first. */
	listed: Array<{ id: string; time: number; status: 'ready' }>;
	/** Cumulative size: the bytes that the first n records take. */
	bytesUpTo: number[];
	/** The number of records up to a point in time. */
	countUpTo(moment: number): number;
	/** The records from before the day. */
	before: IDataObject[];
}

/** An API whose records arrive evenly throughout all days. */
function makeModel({ recordsPerDay }: DayRun): Model {
	const first = START - LOOKBACK_DAYS * DAY;
	const step = DAY / recordsPerDay;
	const timeOf = (index: number) => first + index * step;
	const records = Array.from({ length: recordsPerDay * (LOOKBACK_DAYS + 1) }, (_, index) => makeCdr(index, Math.floor(timeOf(index))));
	const bytesUpTo = [0];
	for (const record of records) bytesUpTo.push((bytesUpTo.at(-1) ?? 0) + JSON.stringify(record).length + 1);
	return {
		listed: records.map(({ cdr_id }, index) => ({ id: String(cdr_id), time: Math.floor(timeOf(index)), status: 'ready' as const })),
		bytesUpTo,
		countUpTo: (moment) => Math.max(0, Math.min(records.length, Math.ceil((moment - first) / step))),
		before: records.slice(0, recordsPerDay * LOOKBACK_DAYS),
	};
}

/** Runs a day of polls against a model of the API that answers immediately and counts what it sends. */
export async function runDay(plan: DayRun): Promise<DayResult> {
	const { listed, bytesUpTo, countUpTo, before } = makeModel(plan);
	const result: DayResult = { polls: 0, requests: 0, bytes: 0, bytesReadingAllDays: 0, cpuMs: 0, emitted: 0, stateBytes: 0 };
	let state = stateKnowing(before, 0, START - 1);
	const { cpuMs } = await measure(async () => {
		for (let now = START + plan.pollEveryMs; now <= START + DAY; now += plan.pollEveryMs) {
			const list = async ({ firstDay, nextDay }: Days) => {
				const from = countUpTo(startOfDay(firstDay));
				// The trigger also requests the following day: whether the API includes the last day is undocumented.
				const to = countUpTo(Math.min(now, startOfDay(nextDay + 1)));
				result.requests++;
				result.bytes += bytesUpTo[to] - bytesUpTo[from] + ENVELOPE_BYTES;
				return { records: listed.slice(from, to) };
			};
			const collected = await collect(state, { list, now, lookbackDays: LOOKBACK_DAYS, timeLeft: () => 240_000 });
			state = collected.state;
			const lookback = countUpTo(startOfDay(dayOf(now) - LOOKBACK_DAYS));
			result.bytesReadingAllDays += bytesUpTo[countUpTo(now)] - bytesUpTo[lookback] + ENVELOPE_BYTES;
			result.emitted += collected.emit.length;
			result.polls++;
		}
	});
	return { ...result, cpuMs, stateBytes: JSON.stringify(state).length };
}
