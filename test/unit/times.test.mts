import * as fc from 'fast-check';
import { DateTime } from 'luxon';

import { readTime, toApiTime } from '../../nodes/shared/times';
import { instant, zone as anyZone } from './arbitraries.mts';

const BERLIN = 'Europe/Berlin';
const isoOf = (value: unknown, zone = BERLIN) => readTime(value, zone)?.time.toUTC().toISO();

describe('A time is read the way users of n8n write it', () => {
	test.each<[string, unknown, string]>([
		['without an offset in the zone of the workflow, in winter', '2026-11-22T09:30:00', '2026-11-22T08:30:00.000Z'],
		['without an offset in the zone of the workflow, in summer', '2026-07-22T09:30:00', '2026-07-22T07:30:00.000Z'],
		['with an offset of its own', '2026-11-22T09:30:00-05:00', '2026-11-22T14:30:00.000Z'],
		['with Z', '2026-11-22T09:30:00Z', '2026-11-22T09:30:00.000Z'],
		['with milliseconds and Z', '2026-11-22T09:30:00.250Z', '2026-11-22T09:30:00.250Z'],
		['with spaces around it', ' 2026-11-22T09:30 ', '2026-11-22T08:30:00.000Z'],
		['in the form of SQL', '2026-11-22 09:30:00', '2026-11-22T08:30:00.000Z'],
		['in the form of e-mail', 'Sun, 22 Nov 2026 09:30:00 +0000', '2026-11-22T09:30:00.000Z'],
		['in the form of HTTP', 'Sun, 22 Nov 2026 09:30:00 GMT', '2026-11-22T09:30:00.000Z'],
		['as a day', '2026-11-22', '2026-11-21T23:00:00.000Z'],
		['as a DateTime of an expression, which has its own zone', DateTime.utc(2026, 11, 22, 9, 30), '2026-11-22T09:30:00.000Z'],
		['as a Date', new Date('2026-11-22T09:30:00Z'), '2026-11-22T09:30:00.000Z'],
		['as seconds', 1795339800, '2026-11-22T09:30:00.000Z'],
		['as milliseconds', 1795339800000, '2026-11-22T09:30:00.000Z'],
		['as seconds in a text', '1795339800', '2026-11-22T09:30:00.000Z'],
		['as milliseconds in a text', '1795339800000', '2026-11-22T09:30:00.000Z'],
		['in the hour that the clocks skip, which is the hour after it', '2026-03-29T02:30:00', '2026-03-29T01:30:00.000Z'],
		['just before the clocks change', '2026-03-29T01:59:59', '2026-03-29T00:59:59.000Z'],
	])('%s', (_, value, expected) => {
		expect(isoOf(value)).toBe(expected);
	});

	test('and a time in the hour that comes twice is one of the two', () => {
		expect(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']).toContain(isoOf('2026-10-25T02:30:00'));
	});

	test.each([
		['2026-11-22', true],
		['20261122', true],
		['2026-11-22T00:00:00', false],
		['2026-11-22 00:00', false],
		['1795339800', false],
		[1795339800, false],
	])('%j names a day alone: %j', (value, expected) => {
		expect(readTime(value, BERLIN)?.isDayOnly).toBe(expected);
	});
});

describe('What is no time is refused', () => {
	test.each<[string, unknown]>([
		['an empty text', ''],
		['words', 'tomorrow'],
		['a day that does not exist', '2026-02-30'],
		['a month that does not exist', '2026-13-01'],
		['an hour that does not exist', '2026-11-22T25:00'],
		['the year 1969', '1969-12-31T23:59:59Z'],
		['a year with five digits', '+010000-01-01T00:00:00Z'],
		['an invalid DateTime', DateTime.invalid('test')],
		['an invalid Date', new Date('nonsense')],
		['no number', NaN],
		['an endless number', Infinity],
		['null', null],
		['nothing', undefined],
		['a switch', true],
		['an object', { year: 2026 }],
		['a list', ['2026-11-22']],
		['an hour alone, which could be any day', '10'],
		['a year alone', '2030'],
		['digits of no known length', '179533980'],
		['a small number', 5],
		['zero', 0],
		['a number below zero', -1795339800],
		['a day written as a number', 20261122],
		['a number with nine digits', 999_999_999],
	])('%s', (_, value) => {
		expect(readTime(value, BERLIN)).toBeUndefined();
	});

	test('and nothing at all makes the reader throw', () => {
		fc.assert(
			fc.property(fc.oneof(fc.anything(), fc.string(), fc.date({ noInvalidDate: false })), anyZone, (value, zone) => {
				const named = readTime(value, zone);
				if (named !== undefined) expect(toApiTime(named.time)).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
			}),
			{ numRuns: 1000 },
		);
	});
});

describe('A time goes to the API as UTC', () => {
	test('in the form of scheduled_time', () => {
		expect(toApiTime(DateTime.fromISO('2026-07-22T01:30:00', { zone: BERLIN }))).toBe('2026-07-21 23:30:00');
	});

	test('and comes back as the same moment, in every zone', () => {
		fc.assert(
			fc.property(instant, anyZone, (millis, zone) => {
				const apiTime = toApiTime(DateTime.fromMillis(millis, { zone }));
				expect(readTime(apiTime, 'UTC')?.time.toMillis()).toBe(millis);
			}),
		);
	});

	test('from every way of writing a moment with its offset', () => {
		fc.assert(
			fc.property(instant, anyZone, anyZone, (millis, written, zone) => {
				const time = DateTime.fromMillis(millis, { zone: written });
				for (const value of [time, time.toJSDate(), time.toISO(), time.toSQL(), time.toHTTP(), millis, String(millis)]) {
					expect(readTime(value, zone)?.time.toMillis()).toBe(millis);
				}
			}),
		);
	});

	test('from a clock time in the zone of the workflow, which it shows again', () => {
		fc.assert(
			fc.property(instant, anyZone, (millis, zone) => {
				const local = DateTime.fromMillis(millis, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
				expect(readTime(local, zone)?.time.setZone(zone).toFormat("yyyy-MM-dd'T'HH:mm:ss")).toBe(local);
			}),
		);
	});
});
