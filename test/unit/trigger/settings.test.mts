import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import type { IDataObject, IGetNodeParameterOptions, IPollFunctions } from 'n8n-workflow';

import { readSettings } from '../../../nodes/EnableXVideoTrigger/settings';
import { isObject } from '../../../nodes/shared/utils/values';
import { instant, zone as anyZone } from '../../lib/arbitraries.mts';
import { fakeContext, refusalOf } from '../../lib/fakes.mts';

const NOW = Date.UTC(2026, 10, 20, 12);
const BERLIN = 'Europe/Berlin';
const ROOM = '605c43000000000000000000';
/** The parameters that n8n passes for a new trigger. */
const untouched = { event: 'cdr', startFrom: 'now', startDate: '', filters: {}, simplify: true, options: {} };

/** The context of a poll. `typed` has the source of each expression, by parameter. */
function pollContext(parameters: Record<string, unknown>, zone: string, typed: Record<string, string>): IPollFunctions {
	const all: Record<string, unknown> = { ...untouched, ...parameters };
	const valueAt = (path: string) => path.split('.').reduce((value: unknown, key) => (isObject(value) ? value[key] : undefined), all as IDataObject);
	return Object.assign(Object.create(null), fakeContext({}, zone), {
		getNodeParameter: (name: string, fallback: unknown, options?: IGetNodeParameterOptions) =>
			(options?.rawExpressions ? typed[name] : undefined) ?? valueAt(name) ?? fallback,
	});
}

const read = (parameters: Record<string, unknown> = {}, { zone = BERLIN, typed = {}, now = NOW } = {}) => readSettings(pollContext(parameters, zone, typed), now);
const startOf = (...all: Parameters<typeof read>) => read(...all).start;
const startsAt = (...all: Parameters<typeof read>) => new Date(startOf(...all).since ?? NaN).toISOString();

describe('The settings of the trigger', () => {
	test('default to call detail records of all rooms from now on', () => {
		expect(read()).toEqual({ event: 'cdr', roomId: '', filters: {}, start: { from: 'now', rawValue: 'now' }, simplify: true, lookbackDays: 2, quietMs: 300_000, includeRecordings: false });
	});

	test('contain everything that was chosen', () => {
		const filters = { roomId: { __rl: true, mode: 'id', value: ROOM }, roles: ['viewer'], minDuration: 60, callQuality: 'Bad' };
		expect(read({ filters, simplify: false, options: { lookbackDays: 30 } })).toMatchObject({
			roomId: ROOM,
			filters: { roles: ['viewer'], minDuration: 60, callQuality: 'Bad' },
			simplify: false,
			lookbackDays: 30,
		});
	});

	test('accept the values of expressions: numbers as text, roles as a comma-separated list', () => {
		const filters = { roles: 'viewer, audience', minDuration: '60' };
		expect(read({ filters, options: { lookbackDays: '7' } })).toMatchObject({ filters: { roles: ['viewer', 'audience'], minDuration: 60 }, lookbackDays: 7 });
	});

	test('include every role if Roles is empty', () => expect(read({ filters: { roles: [] } }).filters).toEqual({}));

	test('of sessions have the filters for Room and duration, and their own options, which other events ignore', () => {
		const chosen = { filters: { roomId: ROOM, roles: ['nobody'], minDuration: '60', callQuality: 'x' }, options: { quietMinutes: '15', includeRecordings: true } };
		expect(read({ event: 'session', ...chosen })).toMatchObject({ roomId: ROOM, filters: { minDuration: 60 }, quietMs: 900_000, includeRecordings: true });
		expect(read({ event: 'session', ...chosen }).filters).toEqual({ minDuration: 60 });
		expect(read({ event: 'recording', options: { quietMinutes: 0, includeRecordings: 'x' } })).toMatchObject({ quietMs: 300_000, includeRecordings: false });
	});

	test('of recordings have only the Room filter, because the others are hidden', () => {
		expect(read({ event: 'recording', filters: { roomId: ROOM, roles: ['nobody'], minDuration: -1 } })).toMatchObject({ roomId: ROOM, filters: {} });
	});
});

describe('A wrong value is rejected with the name of its field', () => {
	test.each<[Record<string, unknown>, string]>([
		[{ event: 'chat' }, 'Event "chat" is not a valid option'],
		[{ startFrom: 'yesterday' }, 'Start From "yesterday" is not a valid option'],
		[{ startFrom: 'date' }, 'Start Date is empty'],
		[{ startFrom: 'date', startDate: 'soon' }, 'Start Date "soon" is not a date'],
		[{ startFrom: 'date', startDate: '2026-02-30' }, 'Start Date "2026-02-30" is not a date'],
		[{ startFrom: 'date', startDate: { year: 2026 } }, 'Start Date "{"year":2026}" is not a date'],
		[{ startFrom: 'date', startDate: 20_261_120 }, 'Start Date "20261120" is not a date'],
		[{ startFrom: 'date', startDate: '3026-11-20' }, 'Start Date "3026-11-20" is more than a year ahead'],
		[{ startFrom: 'date', startDate: '2027-11-22' }, 'Start Date "2027-11-22" is more than a year ahead'],
		[{ filters: { roomId: { __rl: true, mode: 'list', value: '' } } }, 'Room is empty'],
		[{ filters: { roomId: '../rooms' } }, 'Room "../rooms" is not an ID'],
		[{ filters: { roles: ['host'] } }, 'Roles "host" is not a valid option'],
		[{ filters: { roles: 'viewer;audience' } }, 'Roles "viewer;audience" is not a valid option'],
		[{ filters: { roles: { role: 'viewer' } } }, 'Roles is not a list'],
		[{ filters: { roles: 7 } }, 'Roles is not a list'],
		[{ filters: { minDuration: -1 } }, 'Minimum Duration (Seconds) has to be a whole number of at least 0'],
		[{ filters: { minDuration: '' } }, 'Minimum Duration (Seconds) has to be a whole number of at least 0'],
		[{ filters: { callQuality: 'bad' } }, 'Call Quality "bad" is not a valid option'],
		[{ filters: { role: ['viewer'] } }, 'Filters has no field "role"'],
		[{ options: { lookback: 2 } }, 'Options has no field "lookback"'],
		[{ options: { lookbackDays: 0 } }, 'Lookback Days has to be a whole number from 1 to 30'],
		[{ options: { lookbackDays: 31 } }, 'Lookback Days has to be a whole number from 1 to 30'],
		[{ options: { lookbackDays: 1.5 } }, 'Lookback Days has to be a whole number from 1 to 30'],
		[{ event: 'session', options: { quietMinutes: 0 } }, 'Quiet Minutes has to be a whole number from 1 to 120'],
		[{ event: 'session', options: { quietMinutes: 121 } }, 'Quiet Minutes has to be a whole number from 1 to 120'],
		[{ event: 'session', options: { includeRecordings: 'yes' } }, 'Include Recordings has to be on or off (true or false)'],
		[{ event: 'session', filters: { minDuration: -1 } }, 'Minimum Duration (Seconds) has to be a whole number of at least 0'],
		[{ simplify: 'yes' }, 'Simplify has to be on or off (true or false)'],
	])('%j', (parameters, message) => {
		const error = refusalOf(() => read(parameters));
		expect(error.message).toBe(message);
		expect(error.description).toMatch(/^[A-Z]\P{C}+ \P{C}+[^.]$/u);
	});
});

describe('A stream', () => {
	test.each([
		['in winter', '2026-11-20T12:00:00Z', '2026-11-19T23:00:00.000Z'],
		['in summer', '2026-07-20T23:30:00Z', '2026-07-20T22:00:00.000Z'],
		['on the day that the clocks go forward', '2026-03-29T10:00:00Z', '2026-03-28T23:00:00.000Z'],
		['on the day that the clocks go back', '2026-10-25T10:00:00Z', '2026-10-24T22:00:00.000Z'],
	])('from today begins with the day in the time zone of the workflow, %s', (_, now, since) => {
		expect(startsAt({ startFrom: 'today' }, { now: Date.parse(now) })).toBe(since);
	});

	test('from today begins with the first moment of a day without a midnight', () => {
		expect(startsAt({ startFrom: 'today' }, { zone: 'Africa/Cairo', now: Date.parse('2026-04-24T12:00:00Z') })).toBe('2026-04-23T22:00:00.000Z');
	});

	test.each([
		['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z'],
		['Atlantic/Azores', '2026-10-25', '2026-10-25T00:00:00.000Z'],
		['America/Scoresbysund', '2023-10-29', '2023-10-29T00:00:00.000Z'],
		['America/Scoresbysund', '2026-10-25', '2026-10-25T02:00:00.000Z'],
	])('in %s from %s on, as a date or as today, begins at the first midnight of a day that has two', (zone, startDate, since) => {
		expect(startsAt({ startFrom: 'date', startDate }, { zone })).toBe(since);
		for (const minutes of [0, 59, 60, 61, 600]) {
			const now = Date.parse(since) + minutes * 60_000;
			expect(startsAt({ startFrom: 'today' }, { zone, now })).toBe(since);
		}
	});

	test('from today begins at the first moment of today, in every zone', () => {
		fc.assert(
			fc.property(instant, anyZone, (now, zone) => {
				const { since = NaN } = startOf({ startFrom: 'today' }, { zone, now });
				const dayOf = (millis: number) => DateTime.fromMillis(millis, { zone }).toISODate();
				expect([dayOf(since), dayOf(since - 1) === dayOf(now)]).toEqual([dayOf(now), false]);
			}),
		);
	});

	test.each<[string, unknown, string]>([
		['a date', '2026-11-18', '2026-11-17T23:00:00.000Z'],
		['a time in the zone of the workflow', '2026-07-18T09:30:00', '2026-07-18T07:30:00.000Z'],
		['a time with an offset', '2026-11-18T09:30:00-05:00', '2026-11-18T14:30:00.000Z'],
		['a DateTime from an expression', DateTime.utc(2026, 11, 18, 9, 30), '2026-11-18T09:30:00.000Z'],
		['a time in the hour that the clocks skip', '2026-03-29T02:30:00', '2026-03-29T01:30:00.000Z'],
		['a date a year ahead', '2027-11-20', '2027-11-19T23:00:00.000Z'],
	])('from a date begins at %s', (_, startDate, since) => {
		expect(startsAt({ startFrom: 'date', startDate })).toBe(since);
	});

	test('from an expression in Start Date stays the same at every poll, even if the date changes', () => {
		const typed = { startDate: '={{ $now.minus(1, "day") }}' };
		const [first, second] = [18, 19].map((day) => startOf({ startFrom: 'date', startDate: DateTime.utc(2026, 11, day) }, { typed }));
		expect(first.since).not.toBe(second.since);
		expect(first.rawValue).toBe(second.rawValue);
	});

	test('is a different one for another date, another expression or another choice', () => {
		const date = { startFrom: 'date', startDate: '2026-11-18' };
		const all = [startOf(), startOf({ startFrom: 'today' }), startOf(date), startOf({ ...date, startDate: '2026-11-19' }), startOf(date, { typed: { startDate: '={{ $today }}' } })];
		expect(new Set(all.map(({ rawValue }) => rawValue)).size).toBe(all.length);
	});
});
