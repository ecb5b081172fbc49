import { DeliveryLog } from './delivery-log.mts';

const MINUTE = 60_000;
const PUBLISHED_AT = 1_000;

/** A log that expects records listed at these times, with n8n down from minute 10 to 20. */
const logOf = (listedAt: Record<string, number>) =>
	new DeliveryLog(
		new Map(Object.entries(listedAt).map(([id, time]) => [id, { time, listedAt: time }])),
		PUBLISHED_AT,
		{ from: 10 * MINUTE, to: 20 * MINUTE },
	);

const itemsOf = (ids: string[]) => ids.map((id) => ({ id }));

describe('The delivery log of the soak', () => {
	test('finds nothing when each record was emitted once, oldest first', () => {
		const log = logOf({ a: 2_000, b: 3_000, c: 4_000 });
		log.record(itemsOf(['a', 'b']), 5_000);
		log.record(itemsOf(['c']), 6_000);
		expect(log.summarize()).toEqual({ due: 3, emitted: 3, lost: 0, duplicates: 0, outOfOrder: 0, unexpected: 0, tooEarly: 0, incomplete: 0, executions: 2, longestWait: 3_000 });
	});

	test('counts lost records, duplicates, and records out of order', () => {
		const log = logOf({ a: 2_000, b: 3_000, c: 4_000, d: 4_500 });
		log.record(itemsOf(['b', 'a', 'c']), 5_000);
		log.record(itemsOf(['c']), 6_000);
		expect(log.summarize()).toMatchObject({ due: 4, emitted: 3, lost: 1, duplicates: 1, outOfOrder: 1, unexpected: 0 });
	});

	test('does not expect records that were listed before publishing or never become ready, and counts them as unexpected', () => {
		const log = logOf({ old: PUBLISHED_AT, never: Infinity });
		expect(log.summarize()).toMatchObject({ due: 0, lost: 0 });
		log.record(itemsOf(['old', 'never', 'stranger']), 5_000);
		expect(log.summarize()).toMatchObject({ unexpected: 3, lost: 0 });
	});

	test("does not count n8n's downtime as waiting", () => {
		const log = logOf({ before: 9 * MINUTE, during: 15 * MINUTE, after: 20 * MINUTE });
		log.record(itemsOf(['during']), 22 * MINUTE);
		expect(log.summarize().longestWait).toBe(2 * MINUTE);
		log.record(itemsOf(['before']), 23 * MINUTE);
		expect(log.summarize().longestWait).toBe(4 * MINUTE);
		log.record(itemsOf(['after']), 25 * MINUTE);
		expect(log.summarize().longestWait).toBe(5 * MINUTE);
	});

	test('counts sessions that were emitted before they were over or without all their CDRs', () => {
		const session = { sizeAt: (now: number) => (now < 6_000 ? 1 : 2), isOverAt: (now: number) => now >= 5_000 };
		const log = new DeliveryLog(new Map(['a', 'b', 'c'].map((id) => [id, { time: 2_000, listedAt: 2_000, session }])), PUBLISHED_AT, { from: 0, to: 0 });
		log.record([{ id: 'a', size: 1 }], 4_000);
		log.record([{ id: 'b', size: 1, time: 3_000 }, { id: 'c', size: 2, time: 2_000 }], 7_000);
		expect(log.summarize()).toMatchObject({ tooEarly: 1, incomplete: 1, outOfOrder: 1, lost: 0 });
	});
});
