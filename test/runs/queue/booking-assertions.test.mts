import { compareBookings } from './booking-assertions.mts';
import type { Attempt, Call } from './callers.mts';

const good = (roomId: string): Attempt => ({ status: 200, text: '{…}', roomId, token: 'a token', executionId: '1', tookMs: 20 });
const refused: Attempt = { status: 500, text: 'Error in workflow', tookMs: 30_000 };
const broken: Attempt = { text: 'socket hang up', tookMs: 10 };
const call = (name: string, ...attempts: Attempt[]): Call => ({ name, attempts });

describe('Comparing what callers were told with the rooms that exist', () => {
	test('finds nothing wrong when every caller got the room with their name', () => {
		const calls = [call('Ann', good('r1')), call('Bob', good('r2'))];
		const rooms = [{ roomId: 'r1', name: 'Ann' }, { roomId: 'r2', name: 'Bob' }];
		expect(compareBookings(calls, rooms)).toEqual({
			served: 2, unserved: [], missing: [], shared: [], unexpected: [], refused: 0, unanswered: 0, retried: 0, duplicated: [],
		});
	});

	test('names rooms that were promised but do not exist or have another name', () => {
		const calls = [call('Ann', good('r1')), call('Bob', good('r2'))];
		expect(compareBookings(calls, [{ roomId: 'r2', name: 'Zoe' }])).toMatchObject({ missing: ['Ann', 'Bob'], unexpected: ['Zoe'] });
	});

	test('names a room that was promised to two callers', () => {
		const calls = [call('Ann', good('r1')), call('Bob', good('r1'))];
		expect(compareBookings(calls, [{ roomId: 'r1', name: 'Ann' }])).toMatchObject({ shared: ['r1'], missing: ['Bob'] });
	});

	test('names a room that was created twice because its caller retried', () => {
		const calls = [call('Ann', refused, good('r2')), call('Bob', refused, good('r3'))];
		const rooms = [{ roomId: 'r1', name: 'Ann' }, { roomId: 'r2', name: 'Ann' }, { roomId: 'r3', name: 'Bob' }];
		expect(compareBookings(calls, rooms)).toMatchObject({ served: 2, refused: 2, retried: 2, duplicated: ['Ann'], missing: [] });
	});

	test('reports callers who gave up, and separates unanswered from refused requests', () => {
		expect(compareBookings([call('Ann', broken, refused)], [])).toMatchObject({ served: 0, unserved: ['Ann'], refused: 1, unanswered: 1 });
	});

	test('counts any status other than 200 as a refusal, whatever the body says', () => {
		expect(compareBookings([call('Ann', { ...good('r1'), status: 500 })], [])).toMatchObject({ served: 0, refused: 1, missing: [] });
	});
});
