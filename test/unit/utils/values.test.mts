import * as fc from 'fast-check';

import { isTrue, toIso, toMillis, toNumber, toObject, toText } from '../../../nodes/shared/utils/values';
import { json } from '../../lib/arbitraries.mts';

describe('The API echoes values in the type that was sent, and the readers return one type for each', () => {
	test.each([['a', 'a'], [' ', ' '], [7, '7'], [0, '0'], ['', null], [null, null], [undefined, null], [true, null], [NaN, null], [{}, null], [['a'], null]])(
		'%j as text is %j',
		(value, expected) => expect(toText(value)).toBe(expected),
	);

	test.each([[60, 60], ['60', 60], [' 60 ', 60], [9999.999, 9999.999], ['9999.999', 9999.999], [0, 0], ['0', 0], ['', null], [' ', null], ['6O', null], [null, null], [true, null], [Infinity, null], [[5], null]])(
		'%j as a number is %j',
		(value, expected) => expect(toNumber(value)).toBe(expected),
	);

	test.each([[true, true], ['true', true], [1, true], ['1', true], [false, false], ['false', false], [0, false], ['', false], [null, false], [undefined, false], [{}, false]])(
		'%j as a boolean is %j',
		(value, expected) => expect(isTrue(value)).toBe(expected),
	);

	test.each([[null], ['text'], [7], [[1]], [undefined]])('%j as an object is an empty one', (value) => expect(toObject(value)).toEqual({}));
});

describe('A time of the API is UTC', () => {
	test.each([
		['2021-03-25T08:00:13.764Z', '2021-03-25T08:00:13.764Z'],
		['2021-03-25T08:00:13Z', '2021-03-25T08:00:13.000Z'],
		['2021-03-25T08:00:13+05:30', '2021-03-25T02:30:13.000Z'],
		['2021-05-31 05:30:00', '2021-05-31T05:30:00.000Z'],
		['2021-05-31 05:30', '2021-05-31T05:30:00.000Z'],
		// Also without Z, in any time zone of the machine: run with TZ set to see the difference.
		['2021-05-31T05:30:00', '2021-05-31T05:30:00.000Z'],
	])('%s', (value, expected) => {
		expect(toIso(value)).toBe(expected);
		expect(toMillis(value)).toBe(Date.parse(expected));
	});

	test.each(['', 'YYYY-MM-DDTHH:MI:SS.mlsZ', 'soon', 'Room 5', '2021-13-01 00:00:00', null, undefined, 7, {}, []])('%j is unreadable and becomes null', (value) => {
		expect(toIso(value)).toBeNull();
		expect(toMillis(value)).toBeNull();
	});
});

test('No JSON makes a reader throw, and each returns its own type or null', () => {
	fc.assert(
		fc.property(fc.oneof(json, fc.string()), (value) => {
			expect(['string', 'object']).toContain(typeof toText(value));
			expect(['number', 'object']).toContain(typeof toNumber(value));
			expect(typeof isTrue(value)).toBe('boolean');
			const iso = toIso(value);
			if (iso !== null) expect(new Date(iso).toISOString()).toBe(iso);
		}),
		{ numRuns: 1000 },
	);
});
