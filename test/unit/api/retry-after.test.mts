import * as fc from 'fast-check';

import { parseRetryAfter } from '../../../nodes/shared/api/retryAfter';

const NOW = Date.UTC(2026, 10, 22, 9, 30);
const A_DAY = 86_400_000;

describe('A Retry-After header', () => {
	test.each<[string, unknown, number]>([
		['seconds', '120', 120_000],
		['seconds as a number', 120, 120_000],
		['seconds with spaces around them', ' 5 ', 5_000],
		['fractions of a second', '1.5', 1_500],
		['fractions of a millisecond', '1.0006', 1_001],
		['zero', '0', 0],
		['exactly a day', '86400', A_DAY],
		['a second less than a day', '86399', A_DAY - 1_000],
		['an HTTP date', 'Sun, 22 Nov 2026 09:31:00 GMT', 60_000],
		['a date that begins with digits', '2026-11-22T09:31:00Z', 60_000],
		['a date that has passed', 'Sun, 22 Nov 2026 09:29:00 GMT', 0],
		['more than a day', '86401', A_DAY],
		['a date in another year', 'Mon, 22 Nov 2027 09:30:00 GMT', A_DAY],
		['400 digits', '9'.repeat(400), A_DAY],
	])('with %s is parsed', (_, header, wait) => expect(parseRetryAfter(header, NOW)).toBe(wait));

	test.each<[string, unknown]>([
		['missing', undefined],
		['null', null],
		['empty', ''],
		['blank', ' '],
		['text', 'in a moment'],
		['a number and text', '5 minutes'],
		['a number after text', 'x5'],
		['NaN', NaN],
		['Infinity', Infinity],
		['a list', ['120']],
		['a boolean', true],
	])('that is %s is ignored', (_, header) => expect(parseRetryAfter(header, NOW)).toBeUndefined());

	test('never means a wait below zero or above a day, whatever its value', () => {
		fc.assert(
			fc.property(fc.oneof(fc.anything(), fc.string(), fc.double(), fc.date().map(String)), (header) => {
				const wait = parseRetryAfter(header, NOW) ?? 0;
				expect(wait >= 0 && wait <= A_DAY && Number.isInteger(wait)).toBe(true);
			}),
			{ numRuns: 1000 },
		);
	});
});
