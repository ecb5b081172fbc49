import { setImmediate } from 'node:timers/promises';
import * as fc from 'fast-check';

import { takeTurns } from '../../nodes/EnableXVideo/turns';

/** Works that take this many turns of the event loop; the ones that are to fail do so at their end. */
async function play(loops: number[], atOnce: number, failing: ReadonlySet<number> = new Set()) {
	const started: number[] = [];
	const ended: number[] = [];
	let most = 0;
	const work = async (index: number) => {
		started.push(index);
		most = Math.max(most, started.length - ended.length);
		for (let turn = 0; turn < loops[index]; turn++) await setImmediate();
		ended.push(index);
		if (failing.has(index)) throw new Error(`failed ${index}`);
	};
	const error: unknown = await takeTurns(loops.length, atOnce, work).then(() => undefined, (cause: unknown) => cause);
	return { started, ended, most, error };
}

const anyLoops = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 30 });
const anyAtOnce = fc.integer({ min: 1, max: 12 });

describe('Items take turns', () => {
	test('each once, in their order, never more at a time than allowed, and as many as there can be', async () => {
		await fc.assert(
			fc.asyncProperty(anyLoops, anyAtOnce, async (loops, atOnce) => {
				const { started, ended, most, error } = await play(loops, atOnce);
				expect(error).toBeUndefined();
				expect(started).toEqual(loops.map((_, index) => index));
				expect([...ended].sort((a, b) => a - b)).toEqual(started);
				expect(most).toBe(Math.min(atOnce, loops.length));
			}),
		);
	});

	test('until one fails: those under way are waited for, and the first error by their order counts', async () => {
		await fc.assert(
			fc.asyncProperty(anyLoops, anyAtOnce, fc.uniqueArray(fc.nat(29), { minLength: 1 }), async (loops, atOnce, failing) => {
				const { started, ended, error } = await play(loops, atOnce, new Set(failing));
				expect([...ended].sort((a, b) => a - b)).toEqual(started);
				const failed = started.filter((index) => failing.includes(index));
				expect(error).toEqual(failed.length === 0 ? undefined : new Error(`failed ${failed[0]}`));
				expect(started.length < loops.length ? failed.length : 1).toBeGreaterThan(0);
			}),
		);
	});
});
