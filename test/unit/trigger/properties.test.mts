import * as fc from 'fast-check';

import { deliver } from '../../../nodes/EnableXVideoTrigger/delivery/deliver';
import type { DeliveryState } from '../../../nodes/EnableXVideoTrigger/delivery/state';
import { beginSweep, lastDayOf } from '../../../nodes/EnableXVideoTrigger/delivery/sweep';
import { streamFrom } from '../../../nodes/EnableXVideoTrigger/delivery/savedState';
import { dayOf } from '../../../nodes/shared/time/days';
import { apiOf, history } from './histories.mts';
import { checkState, freeze } from './host.mts';
import { days, HOUR, listRecords, MINUTE, type ModelApi } from './model.mts';
import { play } from './play.mts';

/** After this many milliseconds, stops the search for a shorter counterexample, so that it is reported. Far more than the slowest machine needs for all cases. */
const TIME_LIMIT = 240_000;

test('In any history, each record that is listed within the lookback is emitted once', async () => {
	await fc.assert(
		fc.asyncProperty(history, async (plot) => {
			expect(await play(plot)).toEqual({ lost: [], twice: [], old: [] });
		}),
		{ numRuns: 400, interruptAfterTimeLimit: TIME_LIMIT, markInterruptAsFailure: true },
	);
});

/** One listing with a limit. `sweeps`: whether to start a pass if none is running; `span`: how many of its days to request. */
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
	const { emit, remaining, state: reached } = deliver(freeze(state), listing, { now, lookbackDays: 2, limit });
	checkState(reached);
	expect(emit.length).toBeLessThanOrEqual(limit);
	if (remaining > 0) expect(emit).toHaveLength(limit);
	return { ids: emit.map(({ id }) => id), remaining, state: reached };
}

test('With any limits, records that were held back are emitted later, and each record once', () => {
	fc.assert(
		fc.property(apiOf(2), fc.array(turn, { maxLength: 40, size: 'max' }), (any, turns) => {
			const api = { ...any, maxDays: Infinity, maxRecords: Infinity };
			const first = Math.min(...api.records.map(({ logged }) => logged), Date.UTC(2026, 10, 20));
			let state = streamFrom('stream', 'date', first);
			let now = first;
			const emitted: string[] = [];
			const take = (next: Turn): number => {
				const delivery = deliverOnce(api, state, (now += next.wait), next);
				state = delivery.state;
				emitted.push(...delivery.ids);
				return delivery.remaining;
			};
			for (const next of turns) take(next);
			// An API that files records under the next day may list them only then.
			now = days(1) + Math.max(now, ...api.records.map(({ visible, ready }) => Math.max(visible, ready)));
			// Finish the pass that may be running, then run a whole one, one record at a time so that it has to continue.
			for (let passes = 0, polls = 0; passes < 2 && polls < 500; polls++) {
				const rest = take({ wait: MINUTE, limit: 1, sweeps: true, span: 9 });
				if (state.sweep === null && rest === 0) passes++;
			}
			expect([...emitted].sort()).toEqual(api.records.map(({ id }) => id).sort());
		}),
		{ numRuns: 300, interruptAfterTimeLimit: TIME_LIMIT, markInterruptAsFailure: true },
	);
});
