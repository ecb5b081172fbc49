import * as fc from 'fast-check';

import { readConferenceNumber, readRoomId } from '../../../nodes/shared/parameters/parameters';
import { fillPath, isSafeSegment } from '../../../nodes/shared/api/paths';
import { fakeContext, refusalOf } from '../../lib/fakes.mts';

const BASE = 'https://api.enablex.io/video/v2';
const ROUTE = '/rooms/:roomId/tokens';

/** Values that are known to break out of path segments. */
const ESCAPES = [
	'', ' ', '.', '..', '...', '../rooms', '..%2f', '%2e%2e', '%252e%252e', 'a/b', 'a\\b', 'a?b=c', 'a#b', 'a;b', 'a..b', '.a', 'a.',
	'https://evil.example/rooms', '//evil.example', '@evil.example', 'a b', 'a\nb', 'a\u0000b', 'a\t', 'ab\n', 'é', '．．', '{{ 1 }}', ':roomId',
];
const anyValue = fc.oneof(
	fc.constantFrom(...ESCAPES),
	fc.string({ unit: 'binary' }),
	fc.string({ unit: fc.constantFrom('.', '/', '\\', '%', '2', 'e', 'f', '?', '#', ':', '@', '~', 'a', '-', '_') }),
);

/** The segment that the server sees in place of the value. Fails if anything else in the URL has changed. */
function segmentOf(path: string): string {
	const url = new URL(BASE + path);
	expect([url.origin, url.search, url.hash]).toEqual(['https://api.enablex.io', '', '']);
	const match = /^\/video\/v2\/rooms\/([^/]+)\/tokens$/.exec(url.pathname);
	expect(match).not.toBeNull();
	return decodeURIComponent(match?.[1] ?? '');
}

describe('A value in a path can never leave its segment', () => {
	test('any value is either rejected or becomes exactly one segment', () => {
		fc.assert(
			fc.property(anyValue, (value) => {
				if (isSafeSegment(value)) expect(segmentOf(fillPath(ROUTE, { roomId: value }))).toBe(value);
				else expect(() => fillPath(ROUTE, { roomId: value })).toThrow(RangeError);
			}),
			{ numRuns: 2000 },
		);
	});

	test.each(ESCAPES)('%j is rejected', (value) => {
		expect(() => fillPath(ROUTE, { roomId: value })).toThrow('The value for roomId cannot be used in a URL');
	});

	test('a value that looks like another placeholder is rejected', () => {
		const values = { roomId: ':firstDay', firstDay: '2026-11-22' };
		expect(() => fillPath('/cdr/room-period/:roomId/:firstDay', values)).toThrow('The value for roomId');
	});

	test.each([['605c43000000000000000000'], ['conf-1_a'], ['2026-11-22'], ['a.b'], ['x'.repeat(200)]])('%s is accepted', (value) => {
		expect(segmentOf(fillPath(ROUTE, { roomId: value }))).toBe(value);
	});

	test('a value of more than 200 characters is rejected', () => {
		expect(isSafeSegment('x'.repeat(201))).toBe(false);
	});

	test.each([['missing', {}], ['a number', { roomId: 7 }], ['null', { roomId: null }], ['inherited', Object.create({ roomId: 'a' })]])(
		'a value that is %s is rejected',
		(_, values) => expect(() => fillPath(ROUTE, values)).toThrow(RangeError),
	);

	test('a route without placeholders is unchanged', () => {
		expect(fillPath('/dialin/', {})).toBe('/dialin/');
	});
});

describe('Parameter readers reject such values first, and name the parameter', () => {
	const modes = fc.constantFrom('list', 'id', 'url');

	test('Room in any mode returns a safe segment or fails with an error about Room', () => {
		fc.assert(
			fc.property(anyValue, modes, (value, mode) => {
				const context = fakeContext({ roomId: { __rl: true, mode, value } });
				try {
					expect(isSafeSegment(readRoomId(context))).toBe(true);
				} catch {
					expect(refusalOf(() => readRoomId(context)).message).toMatch(/^Room /);
				}
			}),
			{ numRuns: 1000 },
		);
	});

	test('Conference Number returns a safe segment or fails with an error about Conference Number', () => {
		fc.assert(
			fc.property(fc.oneof(anyValue, fc.jsonValue()), (value) => {
				const context = fakeContext({ conferenceNumber: value });
				try {
					expect(isSafeSegment(readConferenceNumber(context))).toBe(true);
				} catch {
					expect(refusalOf(() => readConferenceNumber(context)).message).toMatch(/^Conference Number /);
				}
			}),
			{ numRuns: 1000 },
		);
	});
});
