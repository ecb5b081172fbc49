import { createSimulation, type SimulationOptions } from './simulation.mts';

const MINUTE = 60_000;
const DAY = 86_400_000;

describe('The simulation of the soak', () => {
	const options: SimulationOptions = { days: 30, cdrsPerDay: 200, recordingsPerDay: 10, seed: 5 };
	const simulation = createSimulation(options);
	const delaysOf = (calls: typeof simulation.calls) => calls.map(({ leftAt, listedAt }) => listedAt - leftAt);

	test('is the same for the same seed, and different for another seed', () => {
		expect(createSimulation(options)).toEqual(simulation);
		expect(createSimulation({ ...options, seed: 6 }).calls).not.toEqual(simulation.calls);
	});

	test('has late records, up to a minute before the end of the lookback, and none after it', () => {
		const late = delaysOf(simulation.calls).sort((a, b) => a - b);
		expect(simulation.calls).toHaveLength(6_000);
		expect(late[3_000]).toBeGreaterThan(10_000);
		expect(late[3_000]).toBeLessThan(40_000);
		expect(late[0]).toBeGreaterThanOrEqual(0);
		expect(late.filter((time) => time > 4 * 60 * MINUTE).length).toBeGreaterThan(20);
		expect(late.at(-1)).toBe(2 * DAY - MINUTE);
	});

	test('has groups that leave in the same second, daily outages, restarts, a long downtime, and a new year', () => {
		const sizes = new Map<number, number>();
		for (const { leftAt } of simulation.calls) sizes.set(leftAt, (sizes.get(leftAt) ?? 0) + 1);
		expect(Math.max(...sizes.values())).toBeGreaterThan(40);
		expect(simulation.outages).toHaveLength(30);
		expect(simulation.restarts.length).toBeGreaterThan(10);
		expect(simulation.downtime.to - simulation.downtime.from).toBe(3 * DAY);
		const newYear = Date.UTC(2028, 0, 1);
		expect(simulation.start).toBeLessThan(newYear);
		expect(simulation.start + 30 * DAY).toBeGreaterThan(newYear);
	});

	test('has recordings that become ready after up to ten days, and some that never do', () => {
		const waits = simulation.recordings.map(({ endedAt, readyAt }) => (readyAt === null ? Infinity : readyAt - endedAt));
		expect(Math.min(...waits)).toBeLessThan(10 * MINUTE);
		expect(waits).toContain(Infinity);
		const longest = Math.max(...waits.filter((time) => time < Infinity));
		expect(longest).toBeGreaterThan(7 * DAY);
		expect(longest).toBeLessThan(10 * DAY + MINUTE);
	});
});
