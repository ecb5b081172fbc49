import { judgeBookings } from './booking-verdict.mts';
import type { Attempt, Call } from './callers.mts';

const good = (roomId: string): Attempt => ({ status: 200, text: '{…}', roomId, token: 'a token', executionId: '1', tookMs: 20 });
const refused: Attempt = { status: 500, text: 'Error in workflow', tookMs: 30_000 };
const broken: Attempt = { text: 'socket hang up', tookMs: 10 };
const call = (name: string, ...attempts: Attempt[]): Call => ({ name, attempts });

describe('The verdict on bookings', () => {
	test('finds nothing wrong when everybody got the room of their own name', () => {
		const calls = [call('Ann', good('r1')), call('Bob', good('r2'))];
		const rooms = [{ roomId: 'r1', name: 'Ann' }, { roomId: 'r2', name: 'Bob' }];
		expect(judgeBookings(calls, rooms)).toEqual({
			served: 2, unserved: [], missing: [], shared: [], uncalledFor: [], refused: 0, unanswered: 0, retried: 0, twice: [],
		});
	});

	test('names a room that was promised and is not there, or is called otherwise', () => {
		const calls = [call('Ann', good('r1')), call('Bob', good('r2'))];
		expect(judgeBookings(calls, [{ roomId: 'r2', name: 'Zoe' }])).toMatchObject({ missing: ['Ann', 'Bob'], uncalledFor: ['Zoe'] });
	});

	test('names a room that was promised to two', () => {
		const calls = [call('Ann', good('r1')), call('Bob', good('r1'))];
		expect(judgeBookings(calls, [{ roomId: 'r1', name: 'Ann' }])).toMatchObject({ shared: ['r1'], missing: ['Bob'] });
	});

	test('names a room that came twice because its caller asked again', () => {
		const calls = [call('Ann', refused, good('r2')), call('Bob', refused, good('r3'))];
		const rooms = [{ roomId: 'r1', name: 'Ann' }, { roomId: 'r2', name: 'Ann' }, { roomId: 'r3', name: 'Bob' }];
		expect(judgeBookings(calls, rooms)).toMatchObject({ served: 2, refused: 2, retried: 2, twice: ['Ann'], missing: [] });
	});

	test('tells a caller who gave up, and a request without an answer from a refused one', () => {
		expect(judgeBookings([call('Ann', broken, refused)], [])).toMatchObject({ served: 0, unserved: ['Ann'], refused: 1, unanswered: 1 });
	});

	test('takes an answer of another status for a refusal, whatever it says', () => {
		expect(judgeBookings([call('Ann', { ...good('r1'), status: 500 })], [])).toMatchObject({ served: 0, refused: 1, missing: [] });
	});
});
