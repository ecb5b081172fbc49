import * as fc from 'fast-check';

import { DAY, dayOf, LAST_DAY, LAST_TIME, startOfDay, toApiDay } from '../../../nodes/shared/time/days';
import { instant } from '../../lib/arbitraries.mts';

describe('A UTC day', () => {
	test.each([
		['1970-01-01T00:00:00.000Z', 0],
		['1970-01-01T23:59:59.999Z', 0],
		['1970-01-02T00:00:00.000Z', 1],
		['1969-12-31T23:59:59.999Z', -1],
		['2026-11-20T23:59:59.999Z', 20_777],
	])('of %s is number %i', (iso, day) => expect(dayOf(Date.parse(iso))).toBe(day));

	test.each([
		['1970-01-01', '1970-01-01'],
		['2024-02-29', '2024-02-29'],
		['2026-12-31', '2026-12-31'],
	])('is sent to the API as %s', (iso, text) => expect(toApiDay(dayOf(Date.parse(iso)))).toBe(text));

	test('is never later for the API than the last one with a year of four digits', () => {
		expect([LAST_DAY, LAST_DAY + 1, LAST_DAY + 1_000_000].map(toApiDay)).toEqual(['9999-12-31', '9999-12-31', '9999-12-31']);
		expect(toApiDay(LAST_DAY - 1)).toBe('9999-12-30');
	});

	test('contains every moment from its start to the start of the next one', () => {
		fc.assert(
			fc.property(instant, (millis) => {
				const day = dayOf(millis);
				expect(startOfDay(day)).toBeLessThanOrEqual(millis);
				expect(millis).toBeLessThan(startOfDay(day + 1));
				expect(startOfDay(day + 1) - startOfDay(day)).toBe(DAY);
				expect(toApiDay(day)).toBe(new Date(millis).toISOString().slice(0, 10));
			}),
		);
	});
});

test('The last time is the last that a Date can hold', () => {
	expect([LAST_TIME, LAST_TIME + 1].map((time) => new Date(time).getTime())).toEqual([LAST_TIME, NaN]);
});
