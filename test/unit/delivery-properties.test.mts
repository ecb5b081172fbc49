import * as fc from 'fast-check';

import { deliver, remember } from '../../nodes/EnableXVideoTrigger/delivery';
import type { DeliveryState } from '../../nodes/EnableXVideoTrigger/state';
import { beginSweep, lastDayOf } from '../../nodes/EnableXVideoTrigger/sweep';
import { streamFrom, streamFromNow } from '../../nodes/EnableXVideoTrigger/savedState';
import { dayOf } from '../../nodes/shared/days';
import { apiOf, history, type History } from './delivery-histories.mts';
import { calmStep, checkState, freeze, startHost } from './delivery-host.mts';
import { days, HOUR, listRecords, MINUTE, type ModelApi, type PlannedRecord } from './delivery-model.mts';

/** When to stop looking for another counterexample, or for a shorter one, so that it can be shown; in milliseconds. */
const TIME_LIMIT = 30_000;

/** The state in which a history begins, and the ids that are old then. */
function begin({ api, since, begun, beginOffset }: History): { state: DeliveryState; old: Set<string> } {
	if (since !== undefined) return { state: streamFrom('stream', 'date', since), old: new Set() };
	const now = begun + beginOffset;
	const fresh = streamFromNow('stream', 'now', now);
	const listed = listRecords(api, { firstDay: fresh.floor, nextDay: fresh.floor + 2 }, begun);
	const isOld = listed.filter(({ status, time }) => status === 'ready' && (time ?? Infinity) >= fresh.since);
	return { state: remember(fresh, listed, now), old: new Set(isOld.map(({ id }) => id)) };
}

/** Whether a record has to come through, when the filters are off for good from `calmed` on. */
function isDue({ logged, moved, isDated, isMinor }: PlannedRecord, { since }: DeliveryState, lookbackDays: number, calmed: number): boolean {
	const oldest = Math.min(logged, moved?.logged ?? Infinity);
	const isOfStream = isDated ? oldest >= since : dayOf(oldest) >= dayOf(since);
	return isOfStream && (!isMinor || oldest >= calmed - days(lookbackDays));
}

/** Plays a history, and lets some calm polls follow it. */
async function play(plot: History) {
	const { api, lookbackDays, isDurable, steps, begun } = plot;
	const { state, old } = begin(plot);
	const host = startHost(api, state, lookbackDays, isDurable);
	let real = begun;
	for (const step of steps) await host.poll((real += step.wait), step);
	const calmed = real + 2 * HOUR;
	const last = Math.max(calmed, ...api.records.map(({ visible, ready }) => Math.max(visible, ready)));
	for (const at of [calmed, last, last + 2 * HOUR]) await host.poll(at, calmStep);
	const due = api.records.filter((record) => isDue(record, state, lookbackDays, calmed)).map(({ id }) => id);
	return { emitted: host.emitted, due: due.filter((id) => !old.has(id)), old };
}

test('Whatever happens at the API and at n8n, each record comes through once, if it is listed within the lookback', async () => {
	await fc.assert(
		fc.asyncProperty(history, async (plot) => {
			const { emitted, due, old } = await play(plot);
			const lost = due.filter((id) => !emitted.includes(id));
			const twice = emitted.filter((id, index) => emitted.indexOf(id) !== index);
			expect({ lost, twice, old: emitted.filter((id) => old.has(id)) }).toEqual({ lost: [], twice: [], old: [] });
		}),
		{ numRuns: 800, interruptAfterTimeLimit: TIME_LIMIT },
	);
}, 2 * TIME_LIMIT);

/** One listing with a limit. `sweeps`: whether a pass begins when none is running; `span`: how many days of it to ask for. */
interface Turn {
	wait: number;
	limit: number;
	sweeps: boolean;
	span: number;
}

const turn: fc.Arbitrary<Turn> = fc.record({
	wait: fc.constantFrom(MINUTE, HOUR, 6 * HOUR, days(1)),
	limit: fc.nat({ max: 4 }),
	sweeps: fc.boolean(),
	span: fc.integer({ min: 1, max: 9 }),
});

function deliverOnce(api: ModelApi, previous: DeliveryState, now: number, { limit, sweeps, span }: Turn) {
	const state = previous.sweep === null && sweeps ? { ...previous, sweep: beginSweep(previous, now) } : previous;
	const end = lastDayOf(state, now) + 1;
	const firstDay = state.sweep?.next ?? dayOf(now);
	const nextDay = state.sweep === null ? end : Math.max(firstDay + 1, Math.min(firstDay + span, end));
	const listing = { firstDay, nextDay, records: listRecords(api, { firstDay, nextDay }, now) };
	const { emit, left, state: reached } = deliver(freeze(state), listing, { now, lookbackDays: 2, limit });
	checkState(reached);
	expect(emit.length).toBeLessThanOrEqual(limit);
	if (left > 0) expect(emit).toHaveLength(limit);
	return { ids: emit.map(({ id }) => id), left, state: reached };
}

test('Whatever the limit is at each time, what it holds back comes later, and each record once', () => {
	fc.assert(
		fc.property(apiOf(2), fc.array(turn, { maxLength: 40, size: 'max' }), (api, turns) => {
			const first = Math.min(...api.records.map(({ logged }) => logged), Date.UTC(2026, 10, 20));
			let state = streamFrom('stream', 'date', first);
			let now = first;
			const emitted: string[] = [];
			const take = (next: Turn): number => {
				const delivery = deliverOnce(api, state, (now += next.wait), next);
				state = delivery.state;
				emitted.push(...delivery.ids);
				return delivery.left;
			};
			for (const next of turns) take(next);
			now = Math.max(now, ...api.records.map(({ visible, ready }) => Math.max(visible, ready)));
			// First the pass that may be running, then a whole one; one record at a time, so that it has to go on.
			for (let passes = 0, polls = 0; passes < 2 && polls < 500; polls++) {
				const rest = take({ wait: MINUTE, limit: 1, sweeps: true, span: 9 });
				if (state.sweep === null && rest === 0) passes++;
			}
			expect([...emitted].sort()).toEqual(api.records.map(({ id }) => id).sort());
		}),
		{ numRuns: 300, interruptAfterTimeLimit: TIME_LIMIT },
	);
}, 2 * TIME_LIMIT);
