/** Rules that matter only in rare cases: a full state, an API that files records under another day, times that cannot be right, and slow listings. */
import * as fc from 'fast-check';

import { collect, type Limits } from '../../../nodes/EnableXVideoTrigger/delivery/collect';
import { countKeys } from '../../../nodes/EnableXVideoTrigger/delivery/knownKeys';
import { isPlausibleTime, markAsKnown } from '../../../nodes/EnableXVideoTrigger/delivery/deliver';
import { readState, startDays, streamFrom, streamFromNow } from '../../../nodes/EnableXVideoTrigger/delivery/savedState';
import type { Days, DeliveryState } from '../../../nodes/EnableXVideoTrigger/delivery/state';
import { newestDay } from '../../../nodes/EnableXVideoTrigger/delivery/sweep';
import { dayOf } from '../../../nodes/shared/time/days';
import { IMPOSSIBLE_TIMES } from './histories.mts';
import { calmStep, startHost, type Step } from './host.mts';
import { days, HOUR, listRecords, MINUTE, type ModelApi, type PlannedRecord } from './model.mts';

const DAY_0 = Date.UTC(2026, 10, 20);
const at = (day: number, hours = 0) => DAY_0 + days(day) + hours * HOUR;
const planned = (id: string, logged: number, more: Partial<PlannedRecord> = {}): PlannedRecord => ({ id, logged, visible: logged, ready: logged, isDated: true, isMinor: false, ...more });
const many = (name: string, count: number, logged: number, more: Partial<PlannedRecord> = {}) => Array.from({ length: count }, (_, index) => planned(`${name}-${index}`, logged + index * 1_000, more));
const apiOf = (records: PlannedRecord[], more: Partial<ModelApi> = {}): ModelApi => ({ records, ignoresDays: false, includesLastDay: false, order: 'oldest first', sendsDate: false, repeats: false, filedDays: 0, maxDays: Infinity, maxRecords: Infinity, ...more });
const stream = streamFrom('stream', 'date', at(0));

interface Setting {
	limits?: Partial<Limits>;
	lookbackDays?: number;
	first?: DeliveryState;
}

/** Polls at these times, and returns the IDs that each poll emitted. */
async function pollAt(api: ModelApi, times: Array<number | [at: number, step: Partial<Step>]>, { limits, lookbackDays = 2, first = stream }: Setting = {}) {
	const host = startHost({ api, lookbackDays, isDurable: true, limits }, first);
	const polls: string[][] = [];
	for (const time of times) {
		const [real, step] = typeof time === 'number' ? [time, {}] : time;
		const before = host.emitted.length;
		await host.poll(real, { ...calmStep, ...step });
		polls.push(host.emitted.slice(before));
	}
	return polls;
}

const every = (hours: number, from: number, to: number) => Array.from({ length: Math.floor((to - from) / (hours * HOUR)) + 1 }, (_, index) => from + index * hours * HOUR);

describe('A full state with a sweep that is not finished has room again', () => {
	const limits = { maxKnown: 40 };
	/** 39 records that are known at noon, and then 20 for which there is no room, except for one. */
	const records = [...many('old', 39, at(0, 9)), ...many('new', 20, at(0, 12))];
	const polls = [at(0, 11), at(0, 13), at(0, 14)];
	const due = records.map(({ id }) => id).sort();

	test('when a record of a later day shows that the lookback has passed a day', async () => {
		const api = apiOf([...records, planned('later', at(3, 1))]);
		const emitted = await pollAt(api, [...polls, at(2, 23), ...every(1, at(3, 4), at(3, 8))], { limits });
		expect(emitted.slice(0, 4).map(({ length }) => length)).toEqual([39, 1, 0, 0]);
		expect(emitted.flat().sort()).toEqual(['later', ...due].sort());
	});

	test('when only the Date header shows it, because the account is quiet', async () => {
		const emitted = await pollAt(apiOf(records, { sendsDate: true }), [...polls, ...every(6, at(1), at(4))], { limits });
		expect(emitted.flat().sort()).toEqual(due);
	});

	test('when Lookback Days is lowered', async () => {
		const api = apiOf(records, { sendsDate: true });
		let state = stream;
		const emitted: string[] = [];
		for (const [now, lookbackDays] of [[at(0, 11), 5], [at(0, 13), 5], [at(3, 9), 5], [at(3, 10), 2], [at(3, 11), 2]]) {
			const result = await collect(state, { list: async (asked) => ({ records: listRecords(api, asked, now), apiDay: dayOf(now) }), now, lookbackDays, timeLeft: () => Infinity, ...limits });
			state = result.state;
			emitted.push(...result.emit.map(({ id }) => id));
		}
		expect(emitted.sort()).toEqual(due);
	});

	test('even if all known records are of the day of the records that wait, or of the days after it', async () => {
		const late = many('late', 5, at(0, 12), { visible: at(1, 9) });
		const api = apiOf([...many('first', 30, at(0, 9)), ...many('second', 30, at(1, 1)), ...late, ...many('third', 9, at(2, 1))], { sendsDate: true });
		const emitted = await pollAt(api, every(6, at(0, 12), at(6)), { limits });
		expect(emitted.flat()).toHaveLength(74);
		expect(new Set(emitted.flat()).size).toBe(74);
	});

	test('for records without a readable time as well', async () => {
		const undated = many('undated', 60, at(0, 9), { isDated: false });
		const emitted = await pollAt(apiOf(undated, { sendsDate: true }), every(6, at(0, 12), at(6)), { limits });
		expect(emitted.flat().sort()).toEqual(undated.map(({ id }) => id).sort());
	});
});

describe('A catch-up of 75 days with more records than the state may know', () => {
	const records = Array.from({ length: 75 }, (_, day) => many(`day ${day}`, 80, at(day, 3))).flat();

	test.each([['with', true], ['without', false]])('delivers each record once, %s a Date header, although there are none today', async (_, sendsDate) => {
		const emitted = await pollAt(apiOf(records, { sendsDate }), every(0.25, at(77, 1), at(77, 22)), { limits: { maxKnown: 4_000, maxEmitted: 200 } });
		expect(emitted.flat()).toHaveLength(records.length);
		expect(new Set(emitted.flat()).size).toBe(records.length);
	});

	test('forgets records that the lookback has passed on its way', async () => {
		const api = apiOf(records);
		let state = stream;
		for (let polls = 0; polls < 40; polls++) {
			const now = at(77, 1) + polls * 15 * MINUTE;
			const list = async (asked: Days) => ({ records: listRecords(api, asked, now), apiDay: dayOf(now) });
			({ state } = await collect(state, { list, now, lookbackDays: 2, timeLeft: () => Infinity, maxEmitted: 200 }));
			expect(countKeys(state.known)).toBeLessThan(3 * 80 + 200);
		}
		expect(state.floor).toBe(dayOf(at(75)));
	});
});

describe('A time that cannot be right', () => {
	const times = fc.oneof(fc.constantFrom(...IMPOSSIBLE_TIMES, -8.64e15, 8.64e15, 0), fc.integer({ min: -8.64e15, max: 8.64e15 }), fc.integer({ min: at(-3), max: at(9) }), fc.constant(null));
	const listed = fc.array(fc.record({ id: fc.string(), time: times, status: fc.constantFrom('ready' as const, 'waiting' as const, 'filtered' as const, 'empty' as const) }), { maxLength: 20 });

	test.each([
		['the beginning of 2010', Date.UTC(2010, 0, 1), true],
		['earlier', Date.UTC(2010, 0, 1) - 1, false],
		['the end of the day after tomorrow', at(3) - 1, true],
		['later', at(3), false],
	])('is one before 2010 or after the day after tomorrow: %s', (_what, time, isPlausible) => {
		expect(isPlausibleTime(time, stream, at(0, 9))).toBe(isPlausible);
		expect(isPlausibleTime(time, { ...stream, newest: dayOf(at(0)) }, at(-5))).toBe(isPlausible);
	});

	test('is not the newest day, and the last day that can be right is', () => {
		const newestOf = (time: number) => newestDay(stream, { records: [{ id: 'a', time, status: 'ready' }] }, at(0, 9));
		expect([newestOf(at(3) - 1), newestOf(at(3))]).toEqual([dayOf(at(2)), null]);
	});

	test('never leads to a state that the next poll cannot read', async () => {
		const day = fc.integer({ min: -10, max: 40 });
		await fc.assert(
			fc.asyncProperty(fc.array(fc.tuple(listed, day, fc.option(day)), { minLength: 1, maxLength: 6 }), async (polls) => {
				let state = stream;
				for (const [records, today, apiDay] of polls) {
					const list = async () => ({ records, ...(apiDay !== null && { apiDay: dayOf(at(apiDay)) }) });
					({ state } = await collect(state, { list, now: at(today, 9), lookbackDays: 2, timeLeft: () => Infinity, maxKnown: 15 }));
					expect(readState(JSON.parse(JSON.stringify(state)))).toEqual(state);
				}
			}),
			{ numRuns: 500 },
		);
	});

	test.each(IMPOSSIBLE_TIMES.map((time) => [new Date(time).toISOString(), time]))('such as %s does not hide other records, and its own record is emitted once', async (_, impossible) => {
		const api = apiOf([planned('odd', at(0, 9), { impossible }), ...Array.from({ length: 9 }, (__, day) => planned(`day ${day}`, at(day, 8)))]);
		const emitted = await pollAt(api, every(12, at(0, 10), at(9)));
		expect(emitted.flat().sort()).toEqual(api.records.map(({ id }) => id).sort());
	});

	test('is not emitted again when the clock of n8n is so far behind that a poll reads a day that was closed', async () => {
		const api = apiOf([planned('odd', at(0, 9), { impossible: IMPOSSIBLE_TIMES[2] }), planned('day 30', at(30, 8))], { sendsDate: true });
		const emitted = await pollAt(api, [at(0, 10), ...every(12, at(29), at(34)), [at(34, 1), { offset: -days(36) }], at(34, 2)]);
		expect(emitted.flat()).toEqual(['odd', 'day 30']);
	});
});

test('New records do not wait behind old days when listings are slow', async () => {
	const backlog = Array.from({ length: 29 }, (_, day) => many(`day ${day}`, 50, at(day, 3))).flat();
	const calls = every(1, at(29, 1), at(29, 20)).map((logged, index) => planned(`call ${index}`, logged));
	// There is time for the recent days and for one other day.
	const polls = every(1 / 12, at(29, 1.5), at(29, 21));
	const emitted = await pollAt(apiOf([...backlog, ...calls]), polls.map((real): [number, Partial<Step>] => [real, { budget: 2 }]), { lookbackDays: 30 });
	for (const { id, logged } of calls) {
		const polledAt = polls[emitted.findIndex((ids) => ids.includes(id))];
		expect(polledAt - logged).toBeLessThanOrEqual(30 * MINUTE);
	}
	expect(emitted.flat()).toHaveLength(backlog.length + calls.length);
});

describe('A recording without a readable time', () => {
	const waiting = planned('slow', at(0, 9), { ready: at(29, 9), isDated: false });
	const running = Array.from({ length: 33 }, (_, day) => planned(`day ${day}`, at(day, 1)));

	test('is waited for up to 30 days, and emitted once', async () => {
		const emitted = await pollAt(apiOf([waiting, ...running]), every(12, at(0, 10), at(33)));
		expect(emitted.flat().filter((id) => id === 'slow')).toHaveLength(1);
	});
});

describe.each([-1, 1] as const)('An API that lists records %d day after that of their trans_date', (filedDays) => {
	const apiWith = (records: PlannedRecord[]) => apiOf(records, { filedDays, sendsDate: true });

	test('loses none in a catch-up, whether all days are read in one poll or one day in each', async () => {
		const records = Array.from({ length: 20 }, (_, day) => [planned(`first of ${day}`, at(day)), planned(`last of ${day}`, at(day, 23.9))]).flat();
		for (const budget of [Infinity, 2]) {
			const emitted = await pollAt(apiWith(records), every(1, at(20, 1), at(22, 12)).map((real): [number, Partial<Step>] => [real, { budget }]));
			expect(emitted.flat().sort()).toEqual(records.map(({ id }) => id).sort());
		}
	});

	test('loses none after a busy day, which may look as if the API had listed two days', async () => {
		const busy = Array.from({ length: 143 }, (_, index) => planned(`busy ${index}`, at(1) + index * 10 * MINUTE));
		const api = apiWith([...busy, planned('after', at(2), { visible: at(4) })]);
		const emitted = await pollAt(api, [...every(1, at(1, 1), at(3, 23)), at(4, 12), at(5, 1), at(5, 3)]);
		expect(emitted.flat().sort()).toEqual(api.records.map(({ id }) => id).sort());
	});

	test('loses none that is listed at the very end of the lookback', async () => {
		const late = [planned('early', at(0), { visible: at(2) }), planned('late', at(0, 23), { visible: at(2, 23) })];
		const emitted = await pollAt(apiWith(late), every(1, at(0, 1.5), at(4)));
		expect(emitted.flat().sort()).toEqual(['early', 'late']);
	});

	test('loses none that the limits hold back', async () => {
		const records = many('call', 30, at(0, 10));
		const emitted = await pollAt(apiWith(records), every(6, at(0, 12), at(6)), { limits: { maxEmitted: 4, maxKnown: 12 } });
		expect(emitted.flat().sort()).toEqual(records.map(({ id }) => id).sort());
	});

	test('loses no recording that is transcoded later', async () => {
		const slow = planned('slow', at(5), { ready: at(25) });
		const emitted = await pollAt(apiWith([slow]), every(6, at(0, 12), at(28)), { lookbackDays: 1 });
		expect(emitted.flat()).toEqual(['slow']);
	});
});

describe('Start From Now emits nothing that is listed already', () => {
	const offsets: Array<[clock: string, hours: number]> = [['right', 0], ['five hours behind, across midnight', -5], ['five hours ahead, across midnight', 5]];

	test.each(offsets)('if the clock of n8n is %s, on whatever day the API lists a record', async (_, hours) => {
		for (const includesLastDay of [true, false]) {
			for (const filedDays of [-1, 0, 1] as const) {
				const real = hours < 0 ? at(9, 3) : at(8, 21);
				const history = every(1, at(3), real).map((logged, index) => planned(`old ${index}`, logged));
				const api = apiOf([...history, planned('new', real + MINUTE)], { includesLastDay, filedDays, sendsDate: true });
				const fresh = streamFromNow('stream', 'now', real + hours * HOUR);
				const listed = startDays(fresh, real + hours * HOUR).flatMap((asked) => listRecords(api, asked, real));
				const first = markAsKnown(fresh, listed, real + hours * HOUR);
				const emitted = await pollAt(api, every(1, real + 2 * MINUTE, real + days(3)).map((time): [number, Partial<Step>] => [time, { offset: hours * HOUR }]), { first });
				expect(emitted.flat()).toEqual(['new']);
			}
		}
	});
});

describe('A sweep closes days by the day that was confirmed when it began', () => {
	test('so a clock that was ahead at its start, and is right at its end, loses nothing', async () => {
		const late = planned('late', at(0, 1), { visible: at(2, 12) });
		const api = apiOf([late, planned('day 0', at(0, 2)), planned('day 4', at(4, 2))], { sendsDate: true });
		// The sweep reads day 0 before the record is listed, and ends when the clock of n8n has become right.
		const emitted = await pollAt(api, [at(0, 3), [at(2, 9), { offset: days(2), budget: 3 }], [at(4, 9), { budget: 1 }], ...every(1, at(4, 10), at(4, 14))]);
		expect(emitted.flat().sort()).toEqual(['day 0', 'day 4', 'late']);
	});
});
