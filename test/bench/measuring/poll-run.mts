import type { IDataObject } from 'n8n-workflow';

import { poll } from '../../../nodes/EnableXVideoTrigger/poll';
import { DAY, dayOf, startOfDay } from '../../../nodes/shared/time/days';
import { measureWarm } from './measure.mts';
import { createPollFixture, makeCdr, stateKnowing } from './poll-fixture.mts';

export interface PollRun {
	/** The number of records the API lists, and of ids the trigger knows. */
	records: number;
	known: number;
	/** Whether this is the hourly sweep over all open days or a regular poll of the last hours. */
	isSweep: boolean;
	rounds: number;
}

export interface PollResult {
	/** CPU time of each round, without HTTP and without JSON.parse of the reply. */
	cpuMs: number[];
	/** CPU time of JSON.parse of the same reply alone. */
	parseMs: number[];
	emitted: number;
	stateBytes: number;
	knownAfter: number;
}

/** The number of records that no earlier poll has seen. */
const NEW = 10;
const WARM_UPS = 3;

/** Records spread evenly over today, or over the three days of a sweep. */
function makeRecords({ records, isSweep }: PollRun, now: number): IDataObject[] {
	const first = startOfDay(dayOf(now) - (isSweep ? 2 : 0));
	// Never after now and never on another day, however early in the day this runs.
	const span = isSweep ? now - first : Math.min(now - first, DAY - 1);
	return Array.from({ length: records }, (_, index) => makeCdr(index, first + Math.floor((index / records) * span)));
}

const countKnown = (known: Record<string, string>) => Object.values(known).reduce((sum, keys) => sum + keys.length, 0) / 12;

/** Polls repeatedly from the same state. Throws if a poll finds nothing new. */
export async function runPolls(plan: PollRun): Promise<PollResult> {
	const now = Date.now();
	const records = makeRecords(plan, now);
	const knownRecords = records.slice(0, Math.min(plan.known, records.length - NEW));
	const prepared = stateKnowing(knownRecords, plan.known - knownRecords.length, now);
	const state = plan.isSweep ? { ...prepared, swept: 0 } : prepared;
	const result: PollResult = { cpuMs: [], parseMs: [], emitted: 0, stateBytes: 0, knownAfter: 0 };
	for (let round = -WARM_UPS; round < plan.rounds; round++) {
		const fixture = createPollFixture(state, records);
		const { value, cpuMs } = await measureWarm(async () => await poll(fixture.context));
		result.emitted = value?.[0].length ?? 0;
		if (result.emitted === 0) throw new Error('The poll found nothing new');
		result.stateBytes = fixture.stateBytes();
		if (round >= 0) result.cpuMs.push(cpuMs);
	}
	result.knownAfter = countKnown(state.known) + result.emitted;
	const text = JSON.stringify({ result: '0', cdr: records });
	for (let round = 0; round < Math.min(5, plan.rounds); round++) {
		result.parseMs.push((await measureWarm(() => void JSON.parse(text))).cpuMs);
	}
	return result;
}
