import * as fc from 'fast-check';
import { DateTime, Settings } from 'luxon';

import { formatTime, readTime, toApiTime } from '../../../nodes/shared/time/times';
import { instant, zone as anyZone } from '../../lib/arbitraries.mts';

const BERLIN = 'Europe/Berlin';
const isoOf = (value: unknown, zone = BERLIN) => readTime(value, zone)?.time.toUTC().toISO();

describe('A time can be written as n8n users write it', () => {
	test.each<[string, unknown, string]>([
		['without an offset in the zone of the workflow, in winter', '2026-11-22T09:30:00', '2026-11-22T08:30:00.000Z'],
		['without an offset in the zone of the workflow, in summer', '2026-07-22T09:30:00', '2026-07-22T07:30:00.000Z'],
		['with its own offset', '2026-11-22T09:30:00-05:00', '2026-11-22T14:30:00.000Z'],
		['with Z', '2026-11-22T09:30:00Z', '2026-11-22T09:30:00.000Z'],
		['with milliseconds and Z', '2026-11-22T09:30:00.250Z', '2026-11-22T09:30:00.250Z'],
		['with spaces around it', ' 2026-11-22T09:30 ', '2026-11-22T08:30:00.000Z'],
		['in SQL format', '2026-11-22 09:30:00', '2026-11-22T08:30:00.000Z'],
		['in email format', 'Sun, 22 Nov 2026 09:30:00 +0000', '2026-11-22T09:30:00.000Z'],
		['in HTTP format', 'Sun, 22 Nov 2026 09:30:00 GMT', '2026-11-22T09:30:00.000Z'],
		['as a day', '2026-11-22', '2026-11-21T23:00:00.000Z'],
		['as a DateTime from an expression, which has its own zone', DateTime.utc(2026, 11, 22, 9, 30), '2026-11-22T09:30:00.000Z'],
		['as a Date', new Date('2026-11-22T09:30:00Z'), '2026-11-22T09:30:00.000Z'],
		['as seconds', 1795339800, '2026-11-22T09:30:00.000Z'],
		['as milliseconds', 1795339800000, '2026-11-22T09:30:00.000Z'],
		['as the smallest number that can be seconds', 1e9, '2001-09-09T01:46:40.000Z'],
		['as the greatest number that can be seconds', 1e11 - 1, '5138-11-16T09:46:39.000Z'],
		['as the smallest number that can be milliseconds', 1e11, '1973-03-03T09:46:40.000Z'],
		['at the first moment of 1970', '1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
		['at the last second of 9999', '9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
		['as seconds in a string', '1795339800', '2026-11-22T09:30:00.000Z'],
		['as milliseconds in a string', '1795339800000', '2026-11-22T09:30:00.000Z'],
		['in the hour that the clocks skip, which moves to the next hour', '2026-03-29T02:30:00', '2026-03-29T01:30:00.000Z'],
		['just before the clocks change', '2026-03-29T01:59:59', '2026-03-29T00:59:59.000Z'],
	])('%s', (_, value, expected) => {
		expect(isoOf(value)).toBe(expected);
	});

	test('in the hour that occurs twice, as one of the two', () => {
		expect(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']).toContain(isoOf('2026-10-25T02:30:00'));
	});

	test.each([
		['2026-11-22', true],
		['20261122', true],
		['2026-11-22T00:00:00', false],
		['2026-11-22 00:00', false],
		['2026-11-22T09', false],
		['2026-11-22t09', false],
		['1795339800', false],
		[1795339800, false],
	])('%j is only a day: %j', (value, expected) => {
		expect(readTime(value, BERLIN)?.isDayOnly).toBe(expected);
	});
});

describe('A value that is not a time is rejected', () => {
	test.each<[string, unknown]>([
		['an empty string', ''],
		['words', 'tomorrow'],
		['a day that does not exist', '2026-02-30'],
		['a month that does not exist', '2026-13-01'],
		['an hour that does not exist', '2026-11-22T25:00'],
		['the year 1969', '1969-12-31T23:59:59Z'],
		['a year with five digits', '+010000-01-01T00:00:00Z'],
		['an invalid DateTime', DateTime.invalid('test')],
		['an invalid Date', new Date('nonsense')],
		['NaN', NaN],
		['Infinity', Infinity],
		['null', null],
		['undefined', undefined],
		['a boolean', true],
		['an object', { year: 2026 }],
		['a list', ['2026-11-22']],
		['only an hour, which could be on any day', '10'],
		['only an hour, with a fraction that has as many digits as a day', '10:30:00.12345678'],
		['only a year', '2030'],
		['nine digits', '179533980'],
		['eleven digits', '17953398001'],
		['fourteen digits', '17953398000000'],
		['digits after a letter', 'a1795339800'],
		['digits before a letter', '1795339800a'],
		['an object that has the time of a DateTime and is none', { ts: 1795339800000 }],
		['a small number', 5],
		['zero', 0],
		['a negative number', -1795339800],
		['a day written as a number', 20261122],
		['a number with nine digits', 999_999_999],
	])('%s', (_, value) => {
		expect(readTime(value, BERLIN)).toBeUndefined();
	});

	test('and no value makes the reader throw', () => {
		fc.assert(
			fc.property(fc.oneof(fc.anything(), fc.string(), fc.date({ noInvalidDate: false })), anyZone, (value, zone) => {
				const named = readTime(value, zone);
				if (named !== undefined) expect(toApiTime(named.time)).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
			}),
			{ numRuns: 1000 },
		);
	});
});

describe('A time is sent to the API in UTC', () => {
	test('in the format of scheduled_time', () => {
		expect(toApiTime(DateTime.fromISO('2026-07-22T01:30:00', { zone: BERLIN }))).toBe('2026-07-21 23:30:00');
	});

	test('and is read back as the same moment, in every zone', () => {
		fc.assert(
			fc.property(instant, anyZone, (millis, zone) => {
				const apiTime = toApiTime(DateTime.fromMillis(millis, { zone }));
				expect(readTime(apiTime, 'UTC')?.time.toMillis()).toBe(millis);
			}),
		);
	});

	test('for every way to write a moment with its offset', () => {
		fc.assert(
			fc.property(instant, anyZone, anyZone, (millis, written, zone) => {
				const time = DateTime.fromMillis(millis, { zone: written });
				for (const value of [time, time.toJSDate(), time.toISO(), time.toSQL(), time.toHTTP(), millis, String(millis)]) {
					expect(readTime(value, zone)?.time.toMillis()).toBe(millis);
				}
			}),
		);
	});

	test('for a clock time in the time zone of the workflow, and shown there as the same clock time', () => {
		fc.assert(
			fc.property(instant, anyZone, (millis, zone) => {
				const local = DateTime.fromMillis(millis, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
				expect(readTime(local, zone)?.time.setZone(zone).toFormat("yyyy-MM-dd'T'HH:mm:ss")).toBe(local);
			}),
		);
	});
});

test('A time in a sentence is English, whatever language the server speaks', () => {
	const { defaultLocale } = Settings;
	Settings.defaultLocale = 'de';
	try {
		expect(formatTime(Date.parse('2026-12-01T20:30:00Z'), 'Asia/Kolkata')).toBe('2 Dec 2026 02:00 (Asia/Kolkata)');
	} finally {
		Settings.defaultLocale = defaultLocale;
	}
});
