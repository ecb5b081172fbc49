import { askEither } from '../../nodes/shared/ask';
import type { ApiFailure, Verdict } from '../../nodes/shared/envelope';

const ROUTE = '/cdr/room-period/r/2026-11-20/2026-11-21';
const OLDER = '/cdr/room/r/2026-11-20/2026-11-21';
const success: Verdict = { ok: true, body: { result: '0', cdr: [] } };
const failure = (message: string, more: Partial<ApiFailure> = {}): Verdict => ({
	ok: false,
	failure: { message, nextStep: 'Do this', code: '404', httpStatus: 404, isInApisWords: false, ...more },
});

/** Asks with these answers, one for each route, and tells which routes were asked. */
async function askBoth(first: Verdict, second: Verdict = success, older: string | undefined = OLDER) {
	const asked: string[] = [];
	const verdict = await askEither(async (route) => (asked.push(route) === 1 ? first : second), ROUTE, older);
	return { asked, verdict };
}

describe('The older route is asked', () => {
	test('once, when the API does not know the newer one, and its success counts', async () => {
		expect(await askBoth(failure('Not found'))).toEqual({ asked: [ROUTE, OLDER], verdict: success });
		expect(await askBoth(failure('Route not found', { isInApisWords: true }))).toEqual({ asked: [ROUTE, OLDER], verdict: success });
	});

	test.each<[string, Verdict]>([
		['the newer one answers', success],
		['the API knows the newer one, but not the room', failure('Room not found', { code: '40001', isInApisWords: true })],
		['the login is wrong', failure('Unauthorized', { httpStatus: 401 })],
		['the API is down', failure('Down', { httpStatus: 503 })],
		['the API refuses with HTTP 200', failure('Refused', { httpStatus: 200, code: '10201' })],
	])('not when %s', async (_, first) => {
		expect(await askBoth(first)).toEqual({ asked: [ROUTE], verdict: first });
	});

	test('not when there is none', async () => {
		const first = failure('Not found');
		expect(await askEither(async () => first, ROUTE, undefined)).toBe(first);
	});
});

describe('When both routes fail', () => {
	const second = failure('Second', { httpStatus: 500 });

	test('the words of the API count, if the first answer had some', async () => {
		const first = failure('First', { isInApisWords: true });
		expect((await askBoth(first, second)).verdict).toBe(first);
	});

	test('the second answer counts, if the first was none of the API', async () => {
		expect((await askBoth(failure('First'), second)).verdict).toBe(second);
	});
});
