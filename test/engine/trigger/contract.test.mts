import type { Death } from '../../lib/engine/poller.mts';
import { LegacyPoller } from '../../lib/engine/poller-legacy.mts';
import { allNamesOf, hoursAfter, namesOf, NOON, POLLERS, useTriggerFixture, type PollerKind } from '../../lib/engine/trigger-fixture.mts';

const fixture = useTriggerFixture();

/** Calls over a day, each with how late EnableX lists it: immediately, after hours, or after almost the whole lookback. */
const CALLS = Array.from({ length: 40 }, (_, index) => ({
	name: `call ${index}`,
	endAt: hoursAfter(NOON, 0.1 + index * 0.6),
	lateHours: [0, 0, 0, 5.5, 23, 47.9][(index * 7) % 6],
}));

/** The deliveries of one CDR if n8n crashes between its two writes. */
function expectedDeliveries(Kind: PollerKind, death: Death): string[] {
	if (Kind !== LegacyPoller) return ['Ann'];
	return death === 'before the state is saved' ? ['Ann', 'Ann'] : [];
}

describe("The trigger's contract", () => {
	describe.each(POLLERS)('with %s', (_mode, Kind) => {
		test('Every CDR that EnableX lists within the lookback is delivered, late ones included, oldest first.', async () => {
			const poller = fixture().poller(Kind);
			await poller.publish();
			for (const { name, ...call } of CALLS) await fixture().call(name, call);
			const arrivals = await fixture().pollFor(poller, 73.5, 45);

			expect(poller.errors).toEqual([]);
			expect(allNamesOf(poller).sort()).toEqual(CALLS.map(({ name }) => name).sort());
			for (const items of poller.executions) {
				const ends = items.map((item) => String(item.disconnected_at));
				expect(ends).toEqual([...ends].sort());
			}
			for (const { name, endAt, lateHours } of CALLS) {
				const [arrival] = arrivals.find(([, names]) => names.includes(name)) ?? [NaN];
				const listed = (Date.parse(endAt) - Date.parse(NOON)) / 3_600_000 + lateHours;
				// Immediately, or with the next pass over the whole lookback: the first poll after an hour.
				expect(arrival - listed).toBeGreaterThanOrEqual(0);
				expect(arrival - listed).toBeLessThanOrEqual(1.5);
			}
		});

		test('Each record is delivered once for as long as the state is kept.', async () => {
			const poller = fixture().poller(Kind);
			await poller.publish();
			await fixture().call('Ann');
			await fixture().pollFor(poller, 1, 20);
			await poller.restart();
			await poller.tick();
			await poller.restart('leadershipChange');
			await poller.republish();
			await poller.republish({ simplify: false });
			await poller.republish({ simplify: true, options: { lookbackDays: 5 } });
			await poller.publish();
			await fixture().pollFor(poller, 26, 60);
			expect(namesOf(poller)).toEqual([['Ann']]);

			await fixture().call('Bob');
			await fixture().control.settings({ latencyMs: 50 });
			await Promise.all([poller.tick(), poller.tick()]);
			await poller.tick();
			expect(namesOf(poller)).toEqual([['Ann'], ['Bob']]);
			expect(poller.errors).toEqual([]);
		});

		test('Delivery is at-least-once, not exactly-once.', async () => {
			for (const death of ['before the state is saved', 'before the execution is created'] as const) {
				const poller = fixture().poller(Kind);
				await poller.publish();
				await fixture().pollFor(poller, 1, 20);
				await fixture().call('Ann');
				await poller.tickAndDie(death);
				await fixture().pollFor(poller, 3, 20);
				expect(allNamesOf(poller)).toEqual(expectedDeliveries(Kind, death));
			}
		});

		test('After downtime it catches up from where it stopped, oldest first, in batches that fit into a poll.', async () => {
			const poller = fixture().poller(Kind, {}, { budgetMs: 2_000 });
			await poller.publish();
			const days = Array.from({ length: 10 }, (_, index) => `day ${index}`);
			for (const [index, name] of days.entries()) await fixture().call(name, { endAt: hoursAfter(NOON, 0.1 + index * 24) });
			await fixture().pollFor(poller, 1, 20);
			expect(namesOf(poller)).toEqual([['day 0']]);

			await fixture().passHours(10 * 24);
			await fixture().control.settings({ latencyMs: 350 });
			await poller.restart();
			for (let ticks = 0; ticks < 20 && allNamesOf(poller).length < days.length; ticks++) await poller.tick();
			expect(poller.errors).toEqual([]);
			expect(poller.executions.length).toBeGreaterThan(3);
			expect(allNamesOf(poller)).toEqual(days);
		});
	});
});
