import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { newestFirst, readList, readObject, readReplyText } from '../../nodes/shared/lists';
import { olderRoomPeriodRoute, pick, readSearch } from '../../nodes/shared/search';
import { toMillis, toNumber } from '../../nodes/shared/values';
import { fakeContext, node, refusalOf } from './fakes.mts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const ROOM = '605c43000000000000000000';
const timeOf = (record: IDataObject) => toMillis(record.at);
const record = (id: string, at: string | null): IDataObject => ({ id, at });
const ids = (records: IDataObject[]) => records.map(({ id }) => id);

describe('Find By', () => {
	beforeEach(() => {
		jest.useFakeTimers({ now: NOW });
	});
	afterEach(() => {
		jest.useRealTimers();
	});

	const from = '2026-11-20T09:00:00Z';
	const period = { from: Date.parse(from), to: Infinity };
	const days = { firstDay: '2026-11-20', lastDay: '2026-11-23' };

	test.each<[string, Record<string, unknown>, object]>([
		['Conference Number', { findBy: 'conference', conferenceNumber: ' conf-1 ' }, { conferenceNumber: 'conf-1', limit: 50 }],
		['Room', { findBy: 'room', roomId: ROOM, limit: 5 }, { roomId: ROOM, limit: 5 }],
		['Period', { findBy: 'period', from, to: '', returnAll: true }, { period, ...days, limit: Infinity }],
		['Room and Period', { findBy: 'roomAndPeriod', roomId: ROOM, from }, { period, ...days, roomId: ROOM, limit: 50 }],
	])('%s reads the fields that go with it and no others', (_, parameters, expected) => {
		expect(readSearch(fakeContext(parameters))).toEqual(expected);
	});

	test('reads the period in the time zone of the workflow', () => {
		const search = readSearch(fakeContext({ findBy: 'period', from: '2026-11-20', to: '2026-11-20' }, 'Asia/Kolkata'));
		expect(search).toMatchObject({ firstDay: '2026-11-19', lastDay: '2026-11-21' });
		expect(search.period).toEqual({ from: Date.parse('2026-11-19T18:30Z'), to: Date.parse('2026-11-20T18:30Z') });
	});

	test.each<[Record<string, unknown>, RegExp]>([
		[{ findBy: 'conf' }, /^Find By "conf" is not possible$/],
		[{ findBy: 'period', from: '' }, /^From is empty\./],
		[{ findBy: 'period', from: 'x' }, /^From "x" is not a date\./],
		[{ findBy: 'roomAndPeriod', from, to: 'x', roomId: ROOM }, /^To "x" is not a date\./],
		[{ findBy: 'roomAndPeriod', from, roomId: '../rooms' }, /^Room "\.\.\/rooms" is not an ID$/],
		[{ findBy: 'conference', conferenceNumber: 'a/b' }, /^Conference Number "a\/b" is not an ID$/],
	])('refuses %j with the name of the parameter', (parameters, message) => {
		expect(refusalOf(() => readSearch(fakeContext(parameters))).message).toMatch(message);
	});
});

describe('The records of a search', () => {
	const reply = {
		cdr: [record('old', '2026-11-19T00:00:00Z'), record('first', '2026-11-20T00:00:00Z'), record('new', '2026-11-20T23:59:59Z'), record('end', '2026-11-21T00:00:00Z'), record('unknown', null)],
	};
	const day = { from: Date.parse('2026-11-20T00:00Z'), to: Date.parse('2026-11-21T00:00Z') };
	const pickIds = (search: { period?: typeof day; limit: number }, data: IDataObject = reply) => ids(pick(fakeContext(), data, 'cdr', search, timeOf));

	test('are newest first', () => expect(pickIds({ limit: Infinity })).toEqual(['end', 'new', 'first', 'old', 'unknown']));
	test('are the newest ones within the limit', () => expect(pickIds({ limit: 2 })).toEqual(['end', 'new']));

	test('lie in the exact period, whatever days the API listed, and none without a time is lost', () => {
		expect(pickIds({ period: day, limit: Infinity })).toEqual(['new', 'first', 'unknown']);
		expect(pickIds({ period: day, limit: 1 })).toEqual(['new']);
	});

	test.each([[{}], [{ cdr: null }], [{ cdr: [] }]])('are none when the API says nothing: %j', (data) => expect(pickIds({ limit: 5 }, data)).toEqual([]));

	test.each([[{ cdr: 'none' }, 'a list in "cdr"'], [{ cdr: {} }, 'a list in "cdr"'], [{ cdr: [null] }, 'an object in every entry of "cdr"'], [{ cdr: [{}, 'x'] }, 'an object in every entry of "cdr"']])(
		'are an error, not an empty success, in %j',
		(data, lacking) => expect(refusalOf(() => pickIds({ limit: 5 }, data)).message).toBe(`The answer of the API lacks ${lacking}`),
	);
});

test('Sorting newest first loses nothing, keeps the order of equals, and puts unknown times last', () => {
	const records = fc.array(fc.option(fc.integer({ min: 0, max: 5 })).map((time) => ({ time })));
	fc.assert(
		fc.property(records, (unsorted) => {
			const numbered = unsorted.map(({ time }, index) => ({ time, index }));
			const sorted = newestFirst(numbered, ({ time }) => toNumber(time));
			expect(new Set(sorted)).toEqual(new Set(numbered));
			for (const [position, { time, index }] of sorted.slice(1).entries()) {
				const before = sorted[position];
				expect(before.time ?? -1).toBeGreaterThanOrEqual(time ?? -1);
				if (before.time === time) expect(before.index).toBeLessThan(index);
			}
		}),
	);
});

test('The older route of a room and a period is known for CDRs and archives, and for nothing else', () => {
	expect(olderRoomPeriodRoute('/cdr/room-period/:roomId/:firstDay/:lastDay')).toBe('/cdr/room/:roomId/:firstDay/:lastDay');
	expect(olderRoomPeriodRoute('/archive/room-period/:roomId/:firstDay/:lastDay')).toBe('/archive/room/:roomId/:firstDay/:lastDay');
	expect(olderRoomPeriodRoute('/cdr/room/:roomId')).toBeUndefined();
});

describe('A part that an answer must have', () => {
	test('is given back', () => {
		expect(readList(node, { rooms: [{ a: 1 }] }, 'rooms')).toEqual([{ a: 1 }]);
		expect(readObject(node, { room: { a: 1 } }, 'room')).toEqual({ a: 1 });
		expect(readReplyText(node, { token: 'abc' }, 'token')).toBe('abc');
	});

	test.each([undefined, null, [], 'room', 0])('is an error with its name when the room is %j', (room) => {
		expect(refusalOf(() => readObject(node, { room }, 'room')).message).toBe('The answer of the API lacks the "room"');
	});

	test.each([undefined, null, '', 7, {}])('is an error with its name when the token is %j', (token) => {
		expect(refusalOf(() => readReplyText(node, { token }, 'token')).message).toBe('The answer of the API lacks the "token"');
	});
});
