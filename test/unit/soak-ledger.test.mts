import { Ledger } from '../soak/ledger.mts';
import { makeWorld, type WorldOptions } from '../soak/world.mts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const PUBLISHED_AT = 1_000;

/** A ledger of records that are listed when their time says, with n8n down from minute 10 to 20. */
const ledgerOf = (listedAt: Record<string, number>) =>
	new Ledger(
		new Map(Object.entries(listedAt).map(([id, time]) => [id, { time, listedAt: time }])),
		PUBLISHED_AT,
		{ from: 10 * MINUTE, to: 20 * MINUTE },
	);

describe('The account of the soak', () => {
	test('is even when each record came once, oldest first', () => {
		const ledger = ledgerOf({ a: 2_000, b: 3_000, c: 4_000 });
		ledger.enter(['a', 'b'], 5_000);
		ledger.enter(['c'], 6_000);
		expect(ledger.balance()).toEqual({ due: 3, emitted: 3, lost: 0, duplicates: 0, outOfOrder: 0, unexpected: 0, executions: 2, longestWait: 3_000 });
	});

	test('tells what is lost, what came twice, and what came in the wrong order', () => {
		const ledger = ledgerOf({ a: 2_000, b: 3_000, c: 4_000, d: 4_500 });
		ledger.enter(['b', 'a', 'c'], 5_000);
		ledger.enter(['c'], 6_000);
		expect(ledger.balance()).toMatchObject({ due: 4, emitted: 3, lost: 1, duplicates: 1, outOfOrder: 1, unexpected: 0 });
	});

	test('does not expect what was listed before publishing or never gets ready, and tells when it comes', () => {
		const ledger = ledgerOf({ old: PUBLISHED_AT, never: Infinity });
		expect(ledger.balance()).toMatchObject({ due: 0, lost: 0 });
		ledger.enter(['old', 'never', 'stranger'], 5_000);
		expect(ledger.balance()).toMatchObject({ unexpected: 3, lost: 0 });
	});

	test('does not count the time in which n8n is down as waiting', () => {
		const ledger = ledgerOf({ before: 9 * MINUTE, during: 15 * MINUTE, after: 20 * MINUTE });
		ledger.enter(['during'], 22 * MINUTE);
		expect(ledger.balance().longestWait).toBe(2 * MINUTE);
		ledger.enter(['before'], 23 * MINUTE);
		expect(ledger.balance().longestWait).toBe(4 * MINUTE);
		ledger.enter(['after'], 25 * MINUTE);
		expect(ledger.balance().longestWait).toBe(5 * MINUTE);
	});
});

describe('The world of the soak', () => {
	const options: WorldOptions = { days: 30, cdrsPerDay: 200, recordingsPerDay: 10, seed: 5 };
	const world = makeWorld(options);
	const latenessOf = (calls: typeof world.calls) => calls.map(({ leftAt, listedAt }) => listedAt - leftAt);

	test('is the same for the same seed and another one for another seed', () => {
		expect(makeWorld(options)).toEqual(world);
		expect(makeWorld({ ...options, seed: 6 }).calls).not.toEqual(world.calls);
	});

	test('has late records, up to a minute before the end of the lookback, and none beyond', () => {
		const late = latenessOf(world.calls).sort((a, b) => a - b);
		expect(world.calls).toHaveLength(6_000);
		expect(late[3_000]).toBeGreaterThan(10_000);
		expect(late[3_000]).toBeLessThan(40_000);
		expect(late[0]).toBeGreaterThanOrEqual(0);
		expect(late.filter((time) => time > 4 * 60 * MINUTE).length).toBeGreaterThan(20);
		expect(late.at(-1)).toBe(2 * DAY - MINUTE);
	});

	test('has crowds that leave in the same second, an outage on each day, restarts, a long downtime, and a new year', () => {
		const sizes = new Map<number, number>();
		for (const { leftAt } of world.calls) sizes.set(leftAt, (sizes.get(leftAt) ?? 0) + 1);
		expect(Math.max(...sizes.values())).toBeGreaterThan(40);
		expect(world.outages).toHaveLength(30);
		expect(world.restarts.length).toBeGreaterThan(10);
		expect(world.downtime.to - world.downtime.from).toBe(3 * DAY);
		const newYear = Date.UTC(2028, 0, 1);
		expect(world.start).toBeLessThan(newYear);
		expect(world.start + 30 * DAY).toBeGreaterThan(newYear);
	});

	test('has recordings that get ready after up to ten days, and some that never do', () => {
		const waits = world.recordings.map(({ endedAt, readyAt }) => (readyAt === null ? Infinity : readyAt - endedAt));
		expect(Math.min(...waits)).toBeLessThan(10 * MINUTE);
		expect(waits).toContain(Infinity);
		const longest = Math.max(...waits.filter((time) => time < Infinity));
		expect(longest).toBeGreaterThan(7 * DAY);
		expect(longest).toBeLessThan(10 * DAY + MINUTE);
	});
});
