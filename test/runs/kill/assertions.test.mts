import { compareDelivery } from './assertions.mts';
import type { Delivery } from './assertions.mts';

/** An execution whose records ended at these seconds of one minute. */
function delivered(id: string, ...records: Array<[cdrId: string, second: number]>): Delivery {
	const at = (second: number) => `2026-11-23T10:00:${String(second).padStart(2, '0')}.000Z`;
	return { id, records: records.map(([cdrId, second]) => ({ cdrId, endedAt: at(second) })) };
}

describe('Comparing listed and delivered CDRs in the kill run', () => {
	test('finds nothing when every listed CDR was delivered once, oldest first', () => {
		const result = compareDelivery(['a', 'b', 'c'], [delivered('1', ['a', 1], ['b', 2]), delivered('2', ['c', 1])]);
		expect(result).toEqual({ delivered: 3, lost: [], unexpected: [], repeated: 0, repeatedBatches: [], outOfOrder: [] });
	});

	test('names what was lost, and what was delivered although it was listed before publishing', () => {
		const result = compareDelivery(['a', 'b'], [delivered('1', ['a', 1]), delivered('2', ['old', 2])]);
		expect(result).toMatchObject({ delivered: 1, lost: ['b'], unexpected: ['old'] });
	});

	test('counts repeated records, and names the executions that repeated them', () => {
		const runs = [delivered('1', ['a', 1], ['b', 2]), delivered('2', ['a', 1], ['b', 2], ['c', 3]), delivered('3', ['c', 3])];
		expect(compareDelivery(['a', 'b', 'c'], runs)).toMatchObject({ delivered: 3, lost: [], repeated: 3, repeatedBatches: ['2', '3'] });
	});

	test('detects a record that is twice in the same execution', () => {
		expect(compareDelivery(['a'], [delivered('1', ['a', 1], ['a', 1])])).toMatchObject({ repeated: 1, repeatedBatches: ['1'] });
	});

	test('names executions that are not oldest first; equal times are in order', () => {
		const runs = [delivered('1', ['a', 2], ['b', 2]), delivered('2', ['c', 3], ['d', 1]), delivered('3', ['e', 1])];
		expect(compareDelivery(['a', 'b', 'c', 'd', 'e'], runs).outOfOrder).toEqual(['2']);
	});

	test('treats a record without a valid time as out of order', () => {
		const runs = [{ id: '1', records: [{ cdrId: 'a', endedAt: 'null' }, { cdrId: 'b', endedAt: '2026-11-23T10:00:00.000Z' }] }];
		expect(compareDelivery(['a', 'b'], runs).outOfOrder).toEqual(['1']);
	});
});
