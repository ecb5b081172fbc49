/** Random histories for the trigger: the records of the API and the polls of n8n. */
import * as fc from 'fast-check';

import type { Limits } from '../../../nodes/EnableXVideoTrigger/delivery/collect';
import { DAY, dayOf, startOfDay } from '../../../nodes/shared/time/days';
import type { Step } from './host.mts';
import { days, HOUR, MINUTE, type ModelApi, type PlannedRecord } from './model.mts';

/** The first moment of the day around which histories begin. */
const BEGINNING = Date.UTC(2026, 10, 20);

const oneIn = (count: number) => fc.nat({ max: count - 1 }).map((n) => n === 0);
/** A value once in so many times, otherwise none. */
const rarely = <T,>(count: number, value: fc.Arbitrary<T>) =>
	fc.oneof({ arbitrary: fc.constant(undefined), weight: count - 1 }, { arbitrary: value, weight: 1 });

/** Milliseconds since midnight, most often at an edge of the day. */
const timeOfDay = fc.oneof(fc.constantFrom(0, 1, DAY / 2, DAY - 1), fc.nat({ max: 23 }).map((hours) => hours * HOUR), fc.nat({ max: DAY - 1 }));
const momentOf = (day: fc.Arbitrary<number>) => fc.tuple(day, timeOfDay).map(([count, time]) => BEGINNING + days(count) + time);
const moment = momentOf(fc.integer({ min: -4, max: 12 }));

/** Part of a duration, most often at one of its ends. */
const partOf = (length: number) =>
	fc
		.oneof(fc.constantFrom(0, 0, MINUTE, length, length - 1, length - HOUR, length / 2), fc.nat({ max: length }))
		.map((part) => Math.max(0, Math.floor(part)));

/** Times that cannot be right, which the API may return by mistake. */
export const IMPOSSIBLE_TIMES = ['0001-01-01', '1970-01-01', '9999-12-31T23:59:59.999Z'].map((time) => Date.parse(time));

/** A record that is listed within the lookback and has its file within 30 days. */
function recordOf(lookbackDays: number): fc.Arbitrary<Omit<PlannedRecord, 'id'>> {
	return fc
		.record({
			logged: moment,
			late: partOf(days(lookbackDays)),
			wait: fc.option(partOf(days(30)), { nil: 0, freq: 3 }),
			isDated: oneIn(10).map((is) => !is),
			impossible: rarely(12, fc.constantFrom(...IMPOSSIBLE_TIMES)),
			isMinor: oneIn(4),
			move: rarely(6, fc.record({ by: partOf(DAY), after: partOf(days(lookbackDays)) })),
		})
		.map(({ logged, late, wait, move, ...more }) => {
			const visible = logged + late;
			const plan = { ...more, logged, visible };
			if (move === undefined) return { ...plan, ready: logged + wait };
			// A record is known as long as its day is open. Once that day is closed, it counts as new if its time changes.
			const at = Math.min(visible + move.after, startOfDay(dayOf(logged) + lookbackDays + 1) - 1);
			const moved = { at, logged: Math.min(at, logged + move.by) };
			return { ...plan, ready: logged, moved };
		});
}

const offset = fc.oneof(
	{ arbitrary: fc.constant(0), weight: 4 },
	{ arbitrary: fc.integer({ min: -12, max: 12 }).map((hours) => hours * HOUR), weight: 1 },
	{ arbitrary: fc.oneof(fc.integer({ min: -12, max: 12 }), fc.constantFrom(-400, -95, -40, 40, 95, 130, 400)).map(days), weight: 1 },
);

const fault = fc.record({ listing: fc.nat({ max: 4 }), kind: fc.constantFrom('fails' as const, 'runs out of time' as const) });

const step: fc.Arbitrary<Step> = fc.record({
	wait: fc.oneof(fc.constantFrom(MINUTE, 5 * MINUTE, HOUR, HOUR + MINUTE, 6 * HOUR, DAY), fc.integer({ min: 1, max: 9 }).map((halfDays) => (halfDays * DAY) / 2)),
	offset,
	fault: rarely(3, fault),
	budget: fc.constantFrom(1, 4, 6, Infinity, Infinity),
	slowness: fc.constantFrom(0, 0, 10 * MINUTE),
	isStrict: fc.boolean(),
	restarts: fc.boolean(),
	overlaps: fc.boolean(),
	isLost: oneIn(4),
});

/** The maximum number of records in a reply for this many days. */
function mostIn({ records, repeats }: ModelApi, count: number): number {
	const days = records.flatMap(({ logged, moved }) => [dayOf(logged), ...(moved ? [dayOf(moved.logged)] : [])]);
	const sums = days.map((first) => days.filter((day) => day >= first && day < first + count).length);
	return (repeats ? 2 : 1) * Math.max(0, ...sums);
}

/** The maximum number of days in the first request of a poll, including the one after its last. There are so many only if the clock of n8n is wrong. */
const MAX_RECENT_DAYS = 5;

/** An API whose records are all listed within the lookback. */
export const apiOf = (lookbackDays: number): fc.Arbitrary<ModelApi> =>
	fc.record({
		records: fc
			.array(recordOf(lookbackDays), { maxLength: 25, size: 'max' })
			.map((records) => records.map((record, index) => ({ ...record, id: `cdr-${index}` }))),
		filedDays: fc.constantFrom<ModelApi['filedDays'][]>(0, 0, -1, 1),
		maxDays: fc.constantFrom(Infinity, Infinity, MAX_RECENT_DAYS, 7),
		maxRecords: fc.constantFrom(Infinity, 0),
		ignoresDays: oneIn(6),
		includesLastDay: fc.boolean(),
		sendsDate: fc.boolean(),
		order: fc.constantFrom<ModelApi['order']>('newest first', 'oldest first', 'mixed'),
		repeats: fc.boolean(),
	})
	.map((api) => (api.filedDays === 0 ? api : { ...api, records: api.records.map((record) => ({ ...record, moved: undefined })) }))
	.map((api) => ({ ...api, maxRecords: api.ignoresDays ? Infinity : Math.max(api.maxRecords, mostIn(api, MAX_RECENT_DAYS)) }));

export interface History {
	api: ModelApi;
	lookbackDays: number;
	/** Whether n8n saves the state after each poll. */
	isDurable: boolean;
	steps: Step[];
	/** Limits that are lower than the real ones. */
	limits: Partial<Limits>;
	/** When the stream begins, by the API's clock. */
	begun: number;
	/** How far the clock of n8n is ahead at that time. Only hours, because a new stream cannot detect more. */
	beginOffset: number;
	/** The first moment of the stream; without it, the stream starts from now. */
	since?: number;
}

/** Any history, over some weeks. */
export const history: fc.Arbitrary<History> = fc.constantFrom(1, 2, 2, 5, 30).chain((lookbackDays) =>
	fc.record({
		api: apiOf(lookbackDays),
		lookbackDays: fc.constant(lookbackDays),
		isDurable: fc.boolean(),
		limits: fc.oneof({ arbitrary: fc.constant({}), weight: 2 }, { arbitrary: fc.record({ maxKnown: fc.integer({ min: 1, max: 12 }), maxEmitted: fc.integer({ min: 1, max: 5 }) }, { requiredKeys: [] }), weight: 1 }),
		steps: fc.array(step, { maxLength: 25, size: 'max' }),
		begun: momentOf(fc.nat({ max: 3 })),
		beginOffset: fc.oneof(fc.constant(0), fc.integer({ min: -12, max: 12 }).map((hours) => hours * HOUR)),
		since: fc.option(moment, { nil: undefined, freq: 2 }),
	}),
);
