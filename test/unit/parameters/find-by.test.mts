import { readList, readObject, readReplyText } from '../../../nodes/shared/api/responseBody';
import { isInSearch, olderRoomPeriodRoute, readFindBy } from '../../../nodes/shared/parameters/findBy';
import { fakeContext, node, refusalOf } from '../../lib/fakes.mts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const ROOM = '605c43000000000000000000';

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
	])('%s reads only its own fields', (_, parameters, expected) => {
		expect(readFindBy(fakeContext(parameters))).toEqual(expected);
	});

	test('reads the period in the time zone of the workflow', () => {
		const search = readFindBy(fakeContext({ findBy: 'period', from: '2026-11-20', to: '2026-11-20' }, 'Asia/Kolkata'));
		expect(search).toMatchObject({ firstDay: '2026-11-19', lastDay: '2026-11-21' });
		expect(search.period).toEqual({ from: Date.parse('2026-11-19T18:30Z'), to: Date.parse('2026-11-20T18:30Z') });
	});

	test.each<[Record<string, unknown>, RegExp]>([
		[{ findBy: 'conf' }, /^Find By "conf" is not a valid option$/],
		[{ findBy: 'period', from: '' }, /^From is empty\./],
		[{ findBy: 'period', from: 'x' }, /^From "x" is not a date\./],
		[{ findBy: 'roomAndPeriod', from, to: 'x', roomId: ROOM }, /^To "x" is not a date\./],
		[{ findBy: 'roomAndPeriod', from, roomId: '../rooms' }, /^Room "\.\.\/rooms" is not an ID$/],
		[{ findBy: 'conference', conferenceNumber: 'a/b' }, /^Conference Number "a\/b" is not an ID$/],
	])('rejects %j with the name of the parameter', (parameters, message) => {
		expect(refusalOf(() => readFindBy(fakeContext(parameters))).message).toMatch(message);
	});
});

describe('A record matches a search', () => {
	const period = { from: Date.parse('2026-11-20T00:00Z'), to: Date.parse('2026-11-21T00:00Z') };

	test.each<[time: string | null, matches: boolean]>([
		['2026-11-19T23:59:59Z', false],
		['2026-11-20T00:00:00Z', true],
		['2026-11-20T23:59:59Z', true],
		['2026-11-21T00:00:00Z', false],
		[null, true],
	])('of a day if its time is %s: %s', (time, matches) => {
		const millis = time === null ? null : Date.parse(time);
		expect(isInSearch({ period }, millis)).toBe(matches);
		expect(isInSearch({}, millis)).toBe(true);
	});
});

test('Only CDRs and archives have an older route for a room and a period', () => {
	expect(olderRoomPeriodRoute('/cdr/room-period/:roomId/:firstDay/:lastDay')).toBe('/cdr/room/:roomId/:firstDay/:lastDay');
	expect(olderRoomPeriodRoute('/archive/room-period/:roomId/:firstDay/:lastDay')).toBe('/archive/room/:roomId/:firstDay/:lastDay');
	expect(olderRoomPeriodRoute('/cdr/room/:roomId')).toBeUndefined();
});

describe('A required part of a reply', () => {
	test('is returned', () => {
		expect(readList({ getNode: () => node }, { rooms: [{ a: 1 }] }, 'rooms')).toEqual([{ a: 1 }]);
		expect(readObject(node, { room: { a: 1 } }, 'room')).toEqual({ a: 1 });
		expect(readReplyText(node, { token: 'abc' }, 'token')).toBe('abc');
	});

	test.each([undefined, null, [], 'room', 0])('is reported missing by name if the room is %j', (room) => {
		expect(refusalOf(() => readObject(node, { room }, 'room')).message).toBe('The API response lacks the "room"');
	});

	test.each([undefined, null, '', 7, {}])('is reported missing by name if the token is %j', (token) => {
		expect(refusalOf(() => readReplyText(node, { token }, 'token')).message).toBe('The API response lacks the "token"');
	});
});
