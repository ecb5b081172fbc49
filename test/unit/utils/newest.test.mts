import * as fc from 'fast-check';

import { Newest } from '../../../nodes/shared/utils/newest';

interface Added {
	time: number | null;
	items: string[];
}

/** Adds entries and returns the items that are kept. */
function keep(added: readonly Added[], limit: number): string[] {
	const newest = new Newest<string>(limit);
	for (const { time, items } of added) for (const item of items) newest.add(time, item);
	return newest.newestFirst();
}

const single = (times: ReadonlyArray<number | null>): Added[] => times.map((time, index) => ({ time, items: [`${time} at ${index}`] }));

describe('The newest items', () => {
	test('are newest first; those without a time come last, in their order', () => {
		expect(keep(single([null, 1, null, 5, 9, 5]), Infinity)).toEqual(['9 at 4', '5 at 3', '5 at 5', '1 at 1', 'null at 0', 'null at 2']);
	});

	test('are kept within the limit', () => expect(keep(single([3, 1, 4, 1, 5]), 2)).toEqual(['5 at 4', '4 at 2']));

	test('count, not the entries that they came with', () => {
		const archives: Added[] = [{ time: 1, items: ['a', 'b'] }, { time: 3, items: ['c', 'd', 'e'] }, { time: 2, items: [] }];
		expect(keep(archives, 2)).toEqual(['c', 'd']);
		expect(keep(archives, 4)).toEqual(['c', 'd', 'e', 'a']);
	});

	test('are the same as those at the beginning of the whole sorted list', () => {
		const entries = fc.array(fc.record({ time: fc.option(fc.integer({ min: 0, max: 9 })), count: fc.integer({ min: 0, max: 3 }) }), { maxLength: 60 });
		fc.assert(
			fc.property(entries, fc.integer({ min: 1, max: 30 }), (counts, limit) => {
				const added = counts.map(({ time, count }, index) => ({ time, items: Array.from({ length: count }, (_, item) => `${index}.${item}`) }));
				const sorted = [...added].sort((a, b) => (a.time === b.time ? 0 : (b.time ?? -1) - (a.time ?? -1)));
				expect(keep(added, limit)).toEqual(sorted.flatMap(({ items }) => items).slice(0, limit));
			}),
		);
	});

	test('are all that stays in memory', () => {
		const newest = new Newest<string>(10);
		const held = () => Object.values(newest).find(Array.isArray)?.length;
		for (let time = 0; time < 1_000; time++) newest.add(time, 'item');
		expect(held()).toBe(10);
	});

	test('show early whether an item would be kept', () => {
		const newest = new Newest<string>(1);
		expect(newest.accepts(null)).toBe(true);
		newest.add(5, 'a');
		expect([newest.accepts(4), newest.accepts(5), newest.accepts(null), newest.accepts(6)]).toEqual([false, false, false, true]);
	});
});
