import * as fc from 'fast-check';
import { DateTime } from 'luxon';

import { isInPeriod, readPeriod, startOfToday, toApiDays } from '../../../nodes/shared/time/periods';
import { instant, zone as anyZone } from '../../lib/arbitraries.mts';

const NOW = Date.UTC(2026, 10, 22, 12);
const BERLIN = 'Europe/Berlin';
const at = (iso: string) => Date.parse(iso);
const read = (from: unknown, to: unknown, zone = BERLIN) => readPeriod({ from, to }, zone, NOW);

describe('A period', () => {
	test.each<[string, unknown, unknown, string, string]>([
		['of two moments in the zone of the workflow', '2026-11-20T09:00', '2026-11-21T09:00', '2026-11-20T08:00Z', '2026-11-21T08:00Z'],
		['of two moments with offsets', '2026-11-20T09:00Z', '2026-11-20T09:00-01:00', '2026-11-20T09:00Z', '2026-11-20T10:00Z'],
		['with only a day as To lasts until the end of that day', '2026-11-20', '2026-11-20', '2026-11-19T23:00Z', '2026-11-20T23:00Z'],
		['of a day with 23 hours', '2026-03-29', '2026-03-29', '2026-03-28T23:00Z', '2026-03-29T22:00Z'],
		['of a day with 25 hours', '2026-10-25', '2026-10-25', '2026-10-24T22:00Z', '2026-10-25T23:00Z'],
		['may lie in the future', '2026-12-01', '2026-12-02', '2026-11-30T23:00Z', '2026-12-02T23:00Z'],
		['from now until a later moment', '2026-11-22T12:00Z', '2026-11-23T12:00Z', '2026-11-22T12:00Z', '2026-11-23T12:00Z'],
		['may be empty', '2026-11-20T09:00Z', '2026-11-20T09:00Z', '2026-11-20T09:00Z', '2026-11-20T09:00Z'],
	])('%s', (_, from, to, start, end) => {
		expect(read(from, to)).toEqual({ from: at(start), to: at(end) });
	});

	test.each(['', null, undefined])('with %j as To has no end, so no record is too new, even if the clocks differ', (to) => {
		const open = read('2026-11-20T09:00Z', to);
		expect(open).toEqual({ from: at('2026-11-20T09:00Z'), to: Infinity });
		expect(isInPeriod(NOW + 60_000, open)).toBe(true);
		expect(toApiDays(open, NOW)).toEqual({ firstDay: '2026-11-20', lastDay: '2026-11-23' });
	});

	test('from this very moment on is not in the future', () => {
		expect(read(new Date(NOW), '')).toEqual({ from: NOW, to: Infinity });
		expect(() => read(new Date(NOW + 1), '')).toThrow(/^From is in the future/);
	});

	test('of a day without a midnight ends where the next day starts', () => {
		expect(read('2026-04-24', '2026-04-24', 'Africa/Cairo')).toEqual({ from: at('2026-04-23T22:00Z'), to: at('2026-04-24T21:00Z') });
	});

	test.each([
		['Havana, where the clocks go back at midnight, has 25 hours', 'America/Havana', '2026-11-01', '2026-11-01T04:00Z', '2026-11-02T05:00Z'],
		['Havana before that ends at the first of two midnights', 'America/Havana', '2026-10-31', '2026-10-31T04:00Z', '2026-11-01T04:00Z'],
		['Havana whose midnight is skipped has 23 hours', 'America/Havana', '2026-03-08', '2026-03-08T05:00Z', '2026-03-09T04:00Z'],
		['the Azores has 25 hours', 'Atlantic/Azores', '2026-10-25', '2026-10-25T00:00Z', '2026-10-26T01:00Z'],
		['the Azores before that ends at the first of two midnights', 'Atlantic/Azores', '2026-10-24', '2026-10-24T00:00Z', '2026-10-25T00:00Z'],
		['Scoresbysund, as it was until 2023, has 25 hours', 'America/Scoresbysund', '2023-10-29', '2023-10-29T00:00Z', '2023-10-30T01:00Z'],
		['Scoresbysund, where the clocks go back at midnight to the day before, has 25 hours', 'America/Scoresbysund', '2026-10-24', '2026-10-24T01:00Z', '2026-10-25T02:00Z'],
		['Scoresbysund after that begins at the second midnight', 'America/Scoresbysund', '2026-10-25', '2026-10-25T02:00Z', '2026-10-26T02:00Z'],
	])('of a day in %s', (_, zone, day, start, end) => {
		expect(read(day, day, zone)).toEqual({ from: at(start), to: at(end) });
		for (const moment of [at(start), (at(start) + at(end)) / 2, at(end) - 1]) expect(startOfToday(moment, zone)).toBe(at(start));
	});

	test.each<[string, unknown, unknown, RegExp]>([
		['without From', '', '2026-11-20', /^From is empty\. Use a date/],
		['with a From that is not a date', 'yesterday', '', /^From "yesterday" is not a date\. Use a date/],
		['with a To that is not a date', '2026-11-20', 'today', /^To "today" is not a date/],
		['the wrong way round', '2026-11-21', '2026-11-19', /^From is after To\./],
		['from the end of the day that is To', '2026-11-21T00:00', '2026-11-20', /^From is after To\./],
		['from the future until now', '2026-11-23', '', /^From is in the future, and To is empty/],
	])('%s is rejected with the name of the parameter', (_, from, to, message) => {
		expect(() => read(from, to)).toThrow(message);
		expect(() => read(from, to)).toThrow(RangeError);
	});
});

describe('The UTC days that are requested', () => {
	test.each([
		['cover the day and one more, because the API may exclude the last one', '2026-11-20T10:00Z', '2026-11-20T11:00Z', '2026-11-20', '2026-11-21'],
		['do not include one more day for an end at midnight', '2026-11-20T00:00Z', '2026-11-21T00:00Z', '2026-11-20', '2026-11-21'],
		['include one more day for an end a millisecond after midnight', '2026-11-20T00:00Z', '2026-11-21T00:00:00.001Z', '2026-11-20', '2026-11-22'],
		['cover every day of a long period', '2026-02-27T23:59Z', '2026-03-01T00:01Z', '2026-02-27', '2026-03-02'],
		['are valid for an empty period', '2026-11-20T00:00Z', '2026-11-20T00:00Z', '2026-11-20', '2026-11-21'],
	])('%s', (_, from, to, firstDay, lastDay) => {
		expect(toApiDays({ from: at(from), to: at(to) }, NOW)).toEqual({ firstDay, lastDay });
	});

	test('contain every moment of the period even without the last day, and no unnecessary day', () => {
		const period = fc.tuple(instant, fc.integer({ min: 1, max: 90 * 86_400_000 }), fc.double({ min: 0, max: 1, noNaN: true }));
		fc.assert(
			fc.property(period, anyZone, ([from, length, share], zone) => {
				const edge = (millis: number) => DateTime.fromMillis(millis, { zone }).toISO();
				const asked = readPeriod({ from: edge(from), to: edge(from + length) }, 'UTC', NOW);
				const { firstDay, lastDay } = toApiDays(asked, NOW);
				const inside = new Date(from + Math.floor(length * share * 0.999)).toISOString().slice(0, 10);
				expect(isInPeriod(from + Math.floor(length * share * 0.999), asked)).toBe(true);
				expect(firstDay <= inside && inside < lastDay).toBe(true);
				expect(firstDay).toBe(new Date(from).toISOString().slice(0, 10));
				expect(Date.parse(lastDay) - (from + length)).toBeLessThanOrEqual(86_400_000);
			}),
			{ numRuns: 500 },
		);
	});
});

test('A period of one day is that day in the time zone, from its first moment to its last', () => {
	fc.assert(
		fc.property(instant, anyZone, (millis, zone) => {
			const dayOf = (moment: number) => DateTime.fromMillis(moment, { zone }).toISODate() ?? '';
			const day = dayOf(millis);
			const { from, to } = readPeriod({ from: day, to: day }, zone, NOW);
			expect([dayOf(from), dayOf(to - 1)]).toEqual([day, day]);
			expect(dayOf(from - 1) < day && day < dayOf(to)).toBe(true);
			expect(startOfToday(millis, zone)).toBe(from);
		}),
		{ numRuns: 2000 },
	);
});

describe('A record', () => {
	const period = { from: 1000, to: 2000 };

	test.each([
		['at the first moment is in the period', 1000, true],
		['at the last moment is in the period', 1999, true],
		['at the end is not in the period', 2000, false],
		['before the period is not in it', 999, false],
		['without a readable time is kept', null, true],
	])('%s', (_, millis, expected) => {
		expect(isInPeriod(millis, period)).toBe(expected);
	});
});
