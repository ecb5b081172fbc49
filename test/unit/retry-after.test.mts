import * as fc from 'fast-check';

import { readRetryAfter } from '../../nodes/shared/retryAfter';

const NOW = Date.UTC(2026, 10, 22, 9, 30);
const A_DAY = 86_400_000;

describe('A Retry-After header', () => {
	test.each<[string, unknown, number]>([
		['seconds', '120', 120_000],
		['seconds as a number', 120, 120_000],
		['seconds with spaces around them', ' 5 ', 5_000],
		['parts of a second', '1.5', 1_500],
		['no time at all', '0', 0],
		['an HTTP date', 'Sun, 22 Nov 2026 09:31:00 GMT', 60_000],
		['a date that has passed', 'Sun, 22 Nov 2026 09:29:00 GMT', 0],
		['more than a day', '86401', A_DAY],
		['a date in another year', 'Mon, 22 Nov 2027 09:30:00 GMT', A_DAY],
		['digits without end', '9'.repeat(400), A_DAY],
	])('with %s is read', (_, header, wait) => expect(readRetryAfter(header, NOW)).toBe(wait));

	test.each<[string, unknown]>([
		['missing', undefined],
		['null', null],
		['empty', ''],
		['blank', ' '],
		['words', 'in a moment'],
		['no number', NaN],
		['an endless number', Infinity],
		['a list', ['120']],
		['a switch', true],
	])('that is %s counts as none', (_, header) => expect(readRetryAfter(header, NOW)).toBeUndefined());

	test('never gives a wait below zero or above a day, whatever it is', () => {
		fc.assert(
			fc.property(fc.oneof(fc.anything(), fc.string(), fc.double(), fc.date().map(String)), (header) => {
				const wait = readRetryAfter(header, NOW) ?? 0;
				expect(wait >= 0 && wait <= A_DAY && Number.isInteger(wait)).toBe(true);
			}),
			{ numRuns: 1000 },
		);
	});
});
