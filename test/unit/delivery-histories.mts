/** Random histories for the trigger: what the API has, and what happens at n8n. */
import * as fc from 'fast-check';

import { DAY } from '../../nodes/shared/days';
import type { Step } from './delivery-host.mts';
import { days, HOUR, MINUTE, type ModelApi, type PlannedRecord } from './delivery-model.mts';

/** The first moment of the day around which histories begin. */
const BEGINNING = Date.UTC(2026, 10, 20);

const oneIn = (count: number) => fc.nat({ max: count - 1 }).map((n) => n === 0);

/** Milliseconds since midnight, most often at an edge of the day. */
const timeOfDay = fc.oneof(fc.constantFrom(0, 1, DAY / 2, DAY - 1), fc.nat({ max: 23 }).map((hours) => hours * HOUR), fc.nat({ max: DAY - 1 }));
const momentOf = (day: fc.Arbitrary<number>) => fc.tuple(day, timeOfDay).map(([count, time]) => BEGINNING + days(count) + time);
const moment = momentOf(fc.integer({ min: -4, max: 12 }));

/** A part of some time, most often at one of its ends. */
const partOf = (length: number) =>
	fc
		.oneof(fc.constantFrom(0, 0, MINUTE, length, length - 1, length - HOUR, length / 2), fc.nat({ max: length }))
		.map((part) => Math.max(0, Math.floor(part)));

/** A record that is listed within the lookback, and has its file within 30 days. */
function recordOf(lookbackDays: number): fc.Arbitrary<Omit<PlannedRecord, 'id'>> {
	return fc
		.record({
			logged: moment,
			late: partOf(days(lookbackDays)),
			wait: fc.option(partOf(days(30)), { nil: 0, freq: 3 }),
			isDated: oneIn(10).map((is) => !is),
			isMinor: oneIn(4),
			move: fc.option(fc.record({ by: fc.integer({ min: -3, max: 9 }).map(days), after: partOf(days(10)) }), { nil: undefined, freq: 1 }),
		})
		.map(({ logged, late, wait, isDated, isMinor, move }) => {
			const visible = logged + late;
			const plan = { logged, isDated, isMinor, visible };
			// Nothing says how long an archive without a readable time has waited, so such records come ready.
			if (move === undefined) return { ...plan, ready: isDated ? logged + wait : logged };
			const at = visible + move.after;
			const moved = { at, logged: Math.min(at, Math.max(logged + move.by, visible - days(lookbackDays))) };
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
	fault: fc.option(fault, { freq: 4, nil: undefined }),
	budget: fc.constantFrom(1, 4, 6, Infinity, Infinity),
	slowness: fc.constantFrom(0, 0, 10 * MINUTE),
	isStrict: fc.boolean(),
	restarts: fc.boolean(),
	overlaps: fc.boolean(),
});

/** An API with such records, each of which is listed within the lookback. */
export const apiOf = (lookbackDays: number): fc.Arbitrary<ModelApi> =>
	fc.record({
		records: fc
			.array(recordOf(lookbackDays), { maxLength: 25, size: 'max' })
			.map((records) => records.map((record, index) => ({ ...record, id: `cdr-${index}` }))),
		ignoresDays: oneIn(6),
		includesLastDay: fc.boolean(),
		order: fc.constantFrom<ModelApi['order']>('newest first', 'oldest first', 'mixed'),
		repeats: fc.boolean(),
	});

export interface History {
	api: ModelApi;
	lookbackDays: number;
	/** Whether n8n saves the state after each poll. */
	isDurable: boolean;
	steps: Step[];
	/** When the stream begins, by the API's clock. */
	begun: number;
	/** How far the clock of n8n is ahead then: hours, as a stream cannot know of more. */
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
		steps: fc.array(step, { maxLength: 25, size: 'max' }),
		begun: momentOf(fc.nat({ max: 3 })),
		beginOffset: fc.oneof(fc.constant(0), fc.integer({ min: -12, max: 12 }).map((hours) => hours * HOUR)),
		since: fc.option(moment, { nil: undefined, freq: 2 }),
	}),
);
