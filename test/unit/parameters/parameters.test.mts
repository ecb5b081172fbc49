import * as fc from 'fast-check';

import {
	checkBoolean,
	checkJsonObject,
	checkNumber,
	readConferenceNumber,
	readLimit,
	readOption,
	readRoomId,
	readText,
} from '../../../nodes/shared/parameters/parameters';
import { fakeContext, refusalOf } from '../../lib/fakes.mts';

const context = fakeContext();
const ROOM = '605c43000000000000000000';
const HOST_LINK = 'https://acme.yourvideo.live/host/NjA1YzQzMDAwMDAwMDAwMDAwMDAwMDAwLTYwMzRkNzAwMDAwMDAwMDAwMDAwMDAwMA==';

describe('Text', () => {
	test('is returned as typed, and a number as its digits', () => {
		expect(readText(fakeContext({ name: ' Stand-up ' }), 'name', 'Name')).toBe(' Stand-up ');
		expect(readText(fakeContext({ name: 4711 }), 'name', 'Name')).toBe('4711');
	});

	test.each([
		['empty', '', 'Name is empty'],
		['blank', ' \n', 'Name is empty'],
		['missing', undefined, 'Name is not text'],
		['null', null, 'Name is not text'],
		['an object', { a: 1 }, 'Name is not text'],
		['a list', ['a'], 'Name is not text'],
		['a boolean', true, 'Name is not text'],
		['NaN', NaN, 'Name is not text'],
		['Infinity', Infinity, 'Name is not text'],
	])('that is %s is rejected with the name of the parameter', (_, value, message) => {
		const error = refusalOf(() => readText(fakeContext({ name: value }), 'name', 'Name'));
		expect(error.message).toBe(message);
		expect(error.description).toMatch(/expression/);
	});
});

describe('An option', () => {
	test('is one of the allowed values', () => {
		expect(readOption(fakeContext({ role: 'viewer' }), 'role', 'Role', ['viewer', 'audience'])).toBe('viewer');
	});

	test.each(['Viewer', '', 7, null, ['viewer']])('%j is rejected, and the error lists the allowed values', (role) => {
		const error = refusalOf(() => readOption(fakeContext({ role }), 'role', 'Role', ['viewer', 'audience']));
		expect(error.message).toMatch(/^Role .* is not a valid option$/);
		expect(error.description).toBe('Use one of: viewer, audience');
	});
});

describe('A number', () => {
	test.each([[10, 10], ['10', 10], [' 12 ', 12], [16, 16]])('%j is read as %i', (value, expected) => {
		expect(checkNumber(context, value, 'Duration', { min: 10, max: 16 })).toBe(expected);
	});

	test.each([9, 17, 10.5, '10.5', '', ' ', 'ten', '10 min', null, undefined, true, [10], {}, NaN, Infinity])('%j is rejected with the allowed range', (value) => {
		const error = refusalOf(() => checkNumber(context, value, 'Duration', { min: 10, max: 16 }));
		expect(error.message).toBe('Duration has to be a whole number from 10 to 16');
		expect(error.description).toMatch(/^It is /);
	});

	test('without an upper limit is rejected with the lower limit only', () => {
		const error = refusalOf(() => checkNumber(context, 0, 'Moderators', { min: 1 }));
		expect(error.message).toBe('Moderators has to be a whole number of at least 1');
	});
});

describe('A boolean', () => {
	test.each([[true, true], ['true', true], [false, false], ['false', false]])('%j is read as %j', (value, expected) => {
		expect(checkBoolean(context, value, 'Knock')).toBe(expected);
	});

	test.each(['yes', '', 1, 0, null, undefined, {}])('%j is rejected', (value) => {
		expect(refusalOf(() => checkBoolean(context, value, 'Knock')).message).toBe('Knock has to be on or off (true or false)');
	});
});

describe('JSON', () => {
	test.each([['{"a":1}', { a: 1 }], [{ a: 1 }, { a: 1 }], [' {} ', {}]])('%j is read as an object', (value, expected) => {
		expect(checkJsonObject(context, value, 'Custom Data')).toEqual(expected);
	});

	test.each([['{a:1}', /^Custom Data is not valid JSON$/], ['', /not valid JSON/], ['[1]', /^Custom Data has to be a JSON object$/], ['null', /has to be/], [null, /has to be/], [7, /has to be/], [[], /has to be/]])(
		'%j is rejected with an example',
		(value, message) => {
			const error = refusalOf(() => checkJsonObject(context, value, 'Custom Data'));
			expect(error.message).toMatch(message);
			expect(error.description).toMatch(/\{ "deal_id": "4711" \}/);
		},
	);
});

describe('A room', () => {
	test.each<[string, unknown]>([
		['picked from the list', { __rl: true, mode: 'list', value: ROOM, cachedResultName: 'Stand-up' }],
		['given by its ID', { __rl: true, mode: 'id', value: ROOM }],
		['given with spaces around it', { __rl: true, mode: 'id', value: ` ${ROOM}\n` }],
		['given as a plain string, as in hand-written workflows', ROOM],
		['given by a guest link', { __rl: true, mode: 'url', value: `https://acme.yourvideo.live/${ROOM}` }],
		['given by a guest link with a query', { __rl: true, mode: 'url', value: `https://acme.yourvideo.live/${ROOM}/?name=a/b` }],
		['given by a host link', { __rl: true, mode: 'url', value: HOST_LINK }],
	])('%s is read', (_, roomId) => {
		expect(readRoomId(fakeContext({ roomId }))).toBe(ROOM);
	});

	test.each<[string, unknown, string]>([
		['missing', undefined, 'Room is not text'],
		['not picked yet', { __rl: true, mode: 'list', value: '' }, 'Room is empty'],
		['without a value', { __rl: true, mode: 'id' }, 'Room is not text'],
		['a link instead of an ID', { __rl: true, mode: 'id', value: `https://x.io/${ROOM}` }, `Room "https://x.io/${ROOM}" is not an ID`],
		['an ID instead of a link', { __rl: true, mode: 'url', value: ROOM }, 'Room is not an EnableX join link'],
		['a link without a room', { __rl: true, mode: 'url', value: 'https://acme.yourvideo.live/' }, 'Room is not an EnableX join link'],
		['empty instead of a link', { __rl: true, mode: 'url', value: '' }, 'Room is empty'],
	])('that is %s is rejected', (_, roomId, message) => {
		expect(refusalOf(() => readRoomId(fakeContext({ roomId }))).message).toBe(message);
	});

	test('that is very long is shortened in the message', () => {
		const error = refusalOf(() => readRoomId(fakeContext({ roomId: '/'.repeat(500) })));
		expect(error.message.length).toBeLessThan(100);
	});
});

describe('Limit', () => {
	test.each<[Record<string, unknown>, number]>([[{}, 50], [{ limit: 3 }, 3], [{ limit: '3' }, 3], [{ returnAll: true, limit: 3 }, Infinity], [{ returnAll: false, limit: 1 }, 1]])(
		'of %j is %d',
		(parameters, expected) => expect(readLimit(fakeContext(parameters))).toBe(expected),
	);

	test('that is below 1 is rejected', () => {
		expect(refusalOf(() => readLimit(fakeContext({ limit: 0 }))).message).toBe('Limit has to be a whole number of at least 1');
	});
});

test('A parameter reader accepts any value of an expression, or rejects it with the name of the parameter', () => {
	const names = ['Conference Number', 'Name', 'Limit', 'Room'];
	fc.assert(
		fc.property(fc.anything(), (value) => {
			const all = fakeContext({ conferenceNumber: value, name: value, limit: value, roomId: value });
			for (const read of [readConferenceNumber, readLimit, readRoomId, () => readText(all, 'name', 'Name')]) {
				try {
					read(all);
				} catch {
					expect(names.some((name) => refusalOf(() => read(all)).message.startsWith(name))).toBe(true);
				}
			}
		}),
		{ numRuns: 500 },
	);
});
