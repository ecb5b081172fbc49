import * as fc from 'fast-check';

import { addKeys, countKeys, pruneBefore, KEY_LENGTH, recordKey, daysOf, type DatedKey, type KnownKeys } from '../../../nodes/EnableXVideoTrigger/delivery/knownKeys';

const DAY = 20_777;
const dated = (id: string, day = DAY): DatedKey => ({ key: recordKey(id), day });
const dating = fc.array(fc.record({ id: fc.string(), day: fc.integer({ min: DAY, max: DAY + 30 }) }));
const isKnown = (known: KnownKeys, id: string) => daysOf(known, [recordKey(id)]).has(recordKey(id));

describe('The key of a record', () => {
	test('is short, needs no escaping in JSON, and is always the same', () => {
		for (const id of ['', 'abc', '64f1c0ffee64f1c0ffee64f1', 'é', '"\\', 'x'.repeat(10_000)]) {
			expect(recordKey(id)).toHaveLength(KEY_LENGTH);
			expect(JSON.stringify(recordKey(id))).toHaveLength(KEY_LENGTH + 2);
			expect(recordKey(id)).toBe(recordKey(id));
		}
	});

	test('is different for every ID, even for very similar ones', () => {
		const ids = Array.from({ length: 100_000 }, (_, index) => `64f1c0ffee${index.toString(16).padStart(14, '0')}`);
		expect(new Set(ids.map(recordKey)).size).toBe(ids.length);
		expect(recordKey('A')).not.toBe(recordKey('a'));
	});

	test('does not change between versions, or each record would be emitted again', () => {
		expect(recordKey('64f1c0ffee64f1c0ffee64f1')).toBe('l49Uya8gWZCv');
	});
});

describe('Known records', () => {
	test('are not searched for an empty list', () => expect(daysOf(addKeys({}, [dated('a')]), [])).toEqual(new Map()));

	test('are exactly those that were added and whose day is not pruned', () => {
		fc.assert(
			fc.property(dating, fc.integer({ min: DAY - 1, max: DAY + 31 }), (records, day) => {
				const known = addKeys({}, records.map(({ id, day: of }) => dated(id, of)));
				expect(countKeys(known)).toBe(records.length);
				const kept = pruneBefore(known, day);
				for (const { id } of records) {
					expect(isKnown(known, id)).toBe(true);
					expect(isKnown(kept, id)).toBe(records.some((record) => record.id === id && record.day >= day));
				}
				expect(isKnown(known, 'never added, and longer than what is')).toBe(false);
			}),
		);
	});

	test('stay known when others are added, also after the state was saved and loaded', () => {
		fc.assert(
			fc.property(dating, dating, (first, second) => {
				const saved = JSON.stringify(addKeys({}, first.map(({ id, day }) => dated(id, day))));
				const known = addKeys(JSON.parse(saved), second.map(({ id, day }) => dated(id, day)));
				expect([...first, ...second].every(({ id }) => isKnown(known, id))).toBe(true);
				expect(countKeys(known)).toBe(first.length + second.length);
			}),
		);
	});

	test('take 12 bytes each, and a few bytes per day', () => {
		const records = Array.from({ length: 3_000 }, (_, index) => dated(`64f1c0ffee${index.toString(16).padStart(14, '0')}`, DAY + (index % 3)));
		expect(JSON.stringify(addKeys({}, records)).length).toBeLessThanOrEqual(3_000 * KEY_LENGTH + 3 * 16);
	});

	test('are never modified in place', () => {
		const known = Object.freeze(addKeys({}, [dated('a')]));
		expect(addKeys(known, [dated('b')])).not.toBe(known);
		expect(pruneBefore(known, DAY + 1)).toEqual({});
		expect([isKnown(known, 'a'), isKnown(known, 'b')]).toEqual([true, false]);
	});

	test('leave no day behind that has lost its last one', () => {
		expect(addKeys(addKeys({}, [dated('a')]), [], [dated('a', DAY + 1)])).toEqual({ [DAY + 1]: recordKey('a') });
	});

	test('are the same object if nothing is added or pruned', () => {
		const known = addKeys({}, [dated('a')]);
		expect(addKeys(known, [])).toBe(known);
		expect(pruneBefore(known, DAY)).toBe(known);
	});
});
