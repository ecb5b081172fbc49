import { judgeDelivery } from './delivery-verdict.mts';
import type { Delivered } from './delivery-verdict.mts';

/** An execution with records that ended in these seconds of one minute. */
function delivered(id: string, ...records: Array<[cdrId: string, second: number]>): Delivered {
	const at = (second: number) => `2026-11-23T10:00:${String(second).padStart(2, '0')}.000Z`;
	return { id, records: records.map(([cdrId, second]) => ({ cdrId, endedAt: at(second) })) };
}

describe('The verdict of the kill run', () => {
	test('is clean when every listed CDR came once, oldest first', () => {
		const verdict = judgeDelivery(['a', 'b', 'c'], [delivered('1', ['a', 1], ['b', 2]), delivered('2', ['c', 1])]);
		expect(verdict).toEqual({ cameThrough: 3, lost: [], uncalledFor: [], repeated: 0, repeatedBatches: [], disordered: [] });
	});

	test('names what was lost, and what came although it was there before publishing', () => {
		const verdict = judgeDelivery(['a', 'b'], [delivered('1', ['a', 1]), delivered('2', ['old', 2])]);
		expect(verdict).toMatchObject({ cameThrough: 1, lost: ['b'], uncalledFor: ['old'] });
	});

	test('counts repeats one by one and by the executions that brought them', () => {
		const runs = [delivered('1', ['a', 1], ['b', 2]), delivered('2', ['a', 1], ['b', 2], ['c', 3]), delivered('3', ['c', 3])];
		expect(judgeDelivery(['a', 'b', 'c'], runs)).toMatchObject({ cameThrough: 3, lost: [], repeated: 3, repeatedBatches: ['2', '3'] });
	});

	test('sees a record that comes twice in the same execution', () => {
		expect(judgeDelivery(['a'], [delivered('1', ['a', 1], ['a', 1])])).toMatchObject({ repeated: 1, repeatedBatches: ['1'] });
	});

	test('names executions that are not oldest first; the same time in a row is fine', () => {
		const runs = [delivered('1', ['a', 2], ['b', 2]), delivered('2', ['c', 3], ['d', 1]), delivered('3', ['e', 1])];
		expect(judgeDelivery(['a', 'b', 'c', 'd', 'e'], runs).disordered).toEqual(['2']);
	});

	test('takes a record without a readable time for one out of order, because nothing proves its place', () => {
		const runs = [{ id: '1', records: [{ cdrId: 'a', endedAt: 'null' }, { cdrId: 'b', endedAt: '2026-11-23T10:00:00.000Z' }] }];
		expect(judgeDelivery(['a', 'b'], runs).disordered).toEqual(['1']);
	});
});
