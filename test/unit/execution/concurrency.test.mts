import { setImmediate } from 'node:timers/promises';
import * as fc from 'fast-check';

import { createTurns, delay, mapConcurrently, throwIfCancelled } from '../../../nodes/EnableXVideo/execution/concurrency';
import { concurrencyPerItem } from '../../../nodes/EnableXVideo/execution/options';
import { fakeContext } from '../../lib/fakes.mts';

/** Maps values that each take this many turns of the event loop. Those in `failing` then reject. */
async function run(loops: number[], concurrency: number, failing: ReadonlySet<number> = new Set()) {
	const started: number[] = [];
	const ended: number[] = [];
	let most = 0;
	const work = async (turns: number, index: number) => {
		started.push(index);
		most = Math.max(most, started.length - ended.length);
		for (let turn = 0; turn < turns; turn++) await setImmediate();
		ended.push(index);
		if (failing.has(index)) throw new Error(`failed ${index}`);
		return `result ${index}`;
	};
	const outcome = await mapConcurrently(loops, concurrency, work).then((results) => ({ results, error: undefined }), (error: unknown) => ({ results: undefined, error }));
	return { started, ended, most, ...outcome };
}

const anyLoops = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 30 });
const anyConcurrency = fc.integer({ min: 1, max: 12 });

describe('Values are mapped concurrently', () => {
	test('each one once, started in order, with exactly as many in flight as allowed', async () => {
		await fc.assert(
			fc.asyncProperty(anyLoops, anyConcurrency, async (loops, concurrency) => {
				const { started, ended, most, results } = await run(loops, concurrency);
				expect(results).toEqual(loops.map((_, index) => `result ${index}`));
				expect(started).toEqual(loops.map((_, index) => index));
				expect([...ended].sort((a, b) => a - b)).toEqual(started);
				expect(most).toBe(Math.min(concurrency, loops.length));
			}),
		);
	});

	test('until one fails: those in flight are awaited, and the error with the lowest index is thrown', async () => {
		await fc.assert(
			fc.asyncProperty(anyLoops, anyConcurrency, fc.uniqueArray(fc.nat(29), { minLength: 1 }), async (loops, concurrency, failing) => {
				const { started, ended, error } = await run(loops, concurrency, new Set(failing));
				expect([...ended].sort((a, b) => a - b)).toEqual(started);
				const failed = started.filter((index) => failing.includes(index));
				expect(error).toEqual(failed.length === 0 ? undefined : new Error(`failed ${failed[0]}`));
				expect(started.length < loops.length ? failed.length : 1).toBeGreaterThan(0);
			}),
		);
	});
});

describe('A delay', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	/** How long a delay takes, and how it ends; the user stops the execution after so many milliseconds. */
	async function outcomeOf(milliseconds: number, stopAfter = Infinity) {
		const controller = new AbortController();
		if (stopAfter <= 0) controller.abort();
		else if (stopAfter < Infinity) setTimeout(() => controller.abort(), stopAfter);
		const begin = performance.now();
		const ending = delay(milliseconds, controller.signal).then(() => 'over', (error: Error) => error.message).then((how) => ({ how, after: performance.now() - begin }));
		await jest.runAllTimersAsync();
		return await ending;
	}

	test.each([0, 1, 200, 201, 450])('of %i ms takes that long', async (milliseconds) => {
		expect(await outcomeOf(milliseconds)).toEqual({ how: 'over', after: milliseconds });
	});

	test('ends at the next check, within 200 ms, when the user stops the execution', async () => {
		expect(await outcomeOf(10_000, 250)).toEqual({ how: 'The execution was stopped', after: 400 });
	});

	test.each([0, 500])('of %i ms does not begin in an execution that was stopped', async (milliseconds) => {
		expect(await outcomeOf(milliseconds, 0)).toEqual({ how: 'The execution was stopped', after: 0 });
	});

	test('that is stopped in its last moment is no success', async () => {
		expect((await outcomeOf(200, 150)).how).toBe('The execution was stopped');
	});

	test('goes on where nothing can stop it', async () => {
		const waiting = delay(300, undefined);
		await jest.runAllTimersAsync();
		await expect(waiting).resolves.toBeUndefined();
		expect(() => throwIfCancelled(undefined)).not.toThrow();
	});
});

describe('Turns', () => {
	/** Starts work under these keys; each notes its start and its end. Returns the notes. */
	async function play(keys: Array<string | undefined>, failing: number[] = []): Promise<string[]> {
		const takeTurn = createTurns();
		const notes: string[] = [];
		const works = keys.map(async (key, index) =>
			await takeTurn(key, async () => {
				notes.push(`${index} starts`);
				for (let steps = 0; steps < 5; steps++) await Promise.resolve();
				notes.push(`${index} ends`);
				if (failing.includes(index)) throw new Error('It failed');
			}),
		);
		await Promise.allSettled(works);
		return notes;
	}

	test('are taken one after the other by work with the same key', async () => {
		expect(await play(['a', 'a', 'a'])).toEqual(['0 starts', '0 ends', '1 starts', '1 ends', '2 starts', '2 ends']);
	});

	test('are kept by work that waits while others with its key end and come', async () => {
		const takeTurn = createTurns();
		const notes: string[] = [];
		const slow = (name: string) => async () => {
			notes.push(`${name} starts`);
			await setImmediate();
			notes.push(`${name} ends`);
		};
		const first = takeTurn('a', slow('first'));
		const second = takeTurn('a', slow('second'));
		await first;
		await Promise.all([second, takeTurn('a', slow('third'))]);
		expect(notes).toEqual(['first starts', 'first ends', 'second starts', 'second ends', 'third starts', 'third ends']);
	});

	test('go on after a failure', async () => {
		expect(await play(['a', 'a'], [0])).toEqual(['0 starts', '0 ends', '1 starts', '1 ends']);
	});

	test.each([[['a', 'b']], [[undefined, undefined]], [['a', undefined]]])('are not waited for by work with the keys %j', async (keys) => {
		expect((await play(keys)).map((note) => note.slice(2))).toEqual(['starts', 'starts', 'ends', 'ends']);
	});

	test('give each its own result, and its own error', async () => {
		const takeTurn = createTurns();
		const failing = takeTurn('a', async () => await Promise.reject(new Error('It failed')));
		await expect(failing).rejects.toThrow('It failed');
		expect(await takeTurn('a', async () => await Promise.resolve('done'))).toBe('done');
	});
});

test.each([[1, 10], [3, 3], [10, 1], [40, 1]])('With %i items in a run, each may have %i of ten requests in flight', (items, share) => {
	expect(concurrencyPerItem({ ...fakeContext(), countItems: () => items })).toBe(share);
});
