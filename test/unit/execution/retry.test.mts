import { addAttempts, withRetries, type Outcome } from '../../../nodes/EnableXVideo/execution/retry';
import type { ItemContext } from '../../../nodes/EnableXVideo/execution/itemContext';
import { inputError } from '../../../nodes/shared/api/errors';
import { NEXT_STEP_BY_CODE } from '../../../nodes/shared/api/resultCodes';
import { fakeExecution, node } from '../../lib/fakes.mts';

type Failure = NonNullable<Extract<Outcome<string>, { value: string }>['failure']>;

const failed = (failure: Partial<Failure>): Outcome<string> => ({ value: 'failed', failure: { code: '500', httpStatus: 500, hasApiMessage: true, ...failure } });
const broken = (code: string): Outcome<string> => ({ error: Object.assign(new Error(code), { code }) });
const DONE: Outcome<string> = { value: 'done' };

/** What n8n draws for its random numbers: the smallest, or a number of its own. */
let drawn = 0;

beforeEach(() => {
	drawn = 0;
	jest.useFakeTimers();
	jest.spyOn(globalThis.crypto, 'getRandomValues').mockImplementation((array) => {
		if (array instanceof Uint32Array) array.fill(drawn);
		return array;
	});
});
afterEach(() => {
	jest.useRealTimers();
	jest.restoreAllMocks();
});

/** Plays attempts with these outcomes, the last of which goes on for ever. Returns when each began, in milliseconds, and the log. */
async function play(method: 'GET' | 'POST', outcomes: Array<Outcome<string>>, retries = 3) {
	const log: string[] = [];
	const starts: number[] = [];
	const onRetry = jest.fn();
	const context: ItemContext = Object.assign(fakeExecution(), {
		getNode: () => ({ ...node, parameters: { options: { retries } } }),
		getExecutionCancelSignal: () => undefined,
		logger: { info: (line: string) => void log.push(line) },
		onRetry,
	});
	const begin = performance.now();
	const running = withRetries(context, method, async () => {
		starts.push(performance.now() - begin);
		return await Promise.resolve(outcomes[Math.min(starts.length, outcomes.length) - 1]);
	});
	await jest.runAllTimersAsync();
	const result = await running;
	expect(onRetry).toHaveBeenCalledTimes(result.attempts - 1);
	return { ...result, starts, log };
}

/** Whether a request is sent again after this outcome. */
const isRetried = async (method: 'GET' | 'POST', outcome: Outcome<string>) => (await play(method, [outcome, DONE])).attempts === 2;

describe('The time before a retry', () => {
	test('doubles each time, from a quarter of a second on at least', async () => {
		const { starts, attempts } = await play('GET', [failed({})]);
		expect(starts).toEqual([0, 250, 750, 1750]);
		expect(attempts).toBe(4);
	});

	test('doubles each time, from half a second on at most', async () => {
		drawn = 49;
		expect((await play('GET', [failed({})])).starts).toEqual([0, 495, 1485, 3465]);
	});

	test('is the time that the API asks for, and up to a quarter of a second more', async () => {
		const busy = failed({ retryAfterMs: 4_000 });
		expect((await play('GET', [busy, DONE])).starts).toEqual([0, 4_000]);
		drawn = 249;
		expect((await play('GET', [busy, DONE])).starts).toEqual([0, 4_249]);
		drawn = 250;
		expect((await play('GET', [busy, DONE])).starts).toEqual([0, 4_000]);
	});

	test('never begins an attempt later than a minute after the first', async () => {
		expect((await play('GET', [failed({ retryAfterMs: 20_000 })], 10)).starts).toEqual([0, 20_000, 40_000, 60_000]);
		expect((await play('GET', [failed({ retryAfterMs: 60_001 })], 10)).starts).toEqual([0]);
	});

	test('stands in the log, with the number of the attempt', async () => {
		expect((await play('GET', [failed({}), failed({}), DONE])).log).toEqual([
			'Request to EnableX failed; retrying in 250 ms (attempt 2 of 4)',
			'Request to EnableX failed; retrying in 500 ms (attempt 3 of 4)',
		]);
	});
});

describe('A request is sent again', () => {
	test.each<[what: string, outcome: Outcome<string>, read: boolean, creation: boolean]>([
		['HTTP 429', failed({ httpStatus: 429, code: '429', hasApiMessage: false }), true, true],
		['HTTP 429 with the code of a missing room', failed({ httpStatus: 429, code: '40001' }), true, true],
		['HTTP 429 with the code of a full room', failed({ httpStatus: 429, code: '10114' }), true, true],
		['HTTP 503 with the code of a missing room', failed({ httpStatus: 503, code: '40001' }), true, true],
		['HTTP 503 with the code of a full room', failed({ httpStatus: 503, code: '10114' }), true, true],
		['HTTP 503 with a code of the newer envelope', failed({ httpStatus: 503, code: 'MAINTENANCE' }), true, true],
		['HTTP 503 of a gateway', failed({ httpStatus: 503, code: '503' }), true, false],
		['HTTP 503 without words', failed({ httpStatus: 503, code: '40001', hasApiMessage: false }), true, false],
		['HTTP 500', failed({}), true, false],
		['HTTP 500 with the code of a missing room', failed({ code: '40001' }), false, false],
		['HTTP 500 with the code of a missing room, but no words', failed({ code: '40001', hasApiMessage: false }), true, false],
		['HTTP 500 with the code of a busy server', failed({ code: '10105' }), true, true],
		['HTTP 200 with the code of a busy server', failed({ httpStatus: 200, code: '10105' }), true, true],
		['HTTP 200 with RATE_LIMITED', failed({ httpStatus: 200, code: 'RATE_LIMITED' }), true, true],
		['HTTP 200 with RATE_LIMITED, but no words', failed({ httpStatus: 200, code: 'RATE_LIMITED', hasApiMessage: false }), true, false],
		['HTTP 200 with the code of a server error', failed({ httpStatus: 200, code: '50000' }), true, false],
		['HTTP 500 with a code of four digits', failed({ code: '4000' }), true, false],
		['HTTP 500 with a code of six digits', failed({ code: '140001' }), true, false],
		['HTTP 400 with its code', failed({ httpStatus: 400, code: '10009' }), false, false],
		['HTTP 404 without words', failed({ httpStatus: 404, code: '404', hasApiMessage: false }), false, false],
		['a success', DONE, false, false],
		['a connection that was reset', broken('ECONNRESET'), true, false],
		['a connection that timed out', broken('ETIMEDOUT'), true, false],
		['a connection that was aborted', broken('ECONNABORTED'), true, false],
		['a name that cannot be looked up for a moment', broken('EAI_AGAIN'), true, false],
		['a name that does not exist', broken('ENOTFOUND'), false, false],
		['a certificate that has expired', broken('CERT_HAS_EXPIRED'), false, false],
		['an error that is not about the connection', broken('ENOSPC'), false, false],
	])('after %s', async (_what, outcome, read, creation) => {
		expect([await isRetried('GET', outcome), await isRetried('POST', outcome)]).toEqual([read, creation]);
	});

	/** Every result code of enablex-api.md 10, with an HTTP status that says nothing about it. */
	const CODES = Object.keys(NEXT_STEP_BY_CODE).filter((code) => /^\d+$/.test(code));

	test('after these result codes of the API and no others, because the others are final', async () => {
		const retried = async (method: 'GET' | 'POST') => {
			const results = await Promise.all(CODES.map(async (code) => ({ code, isRetried: (await play(method, [failed({ code }), DONE])).attempts === 2 })));
			return results.filter((result) => result.isRetried).map(({ code }) => code);
		};
		expect(CODES.length).toBeGreaterThan(45);
		expect(await retried('GET')).toEqual(['10105', '50000', '50001', '50002', '50003']);
		expect(await retried('POST')).toEqual(['10105']);
	});

	test('as often as Retries says', async () => {
		expect((await play('GET', [failed({})], 0)).attempts).toBe(1);
		expect((await play('GET', [failed({})], 1)).attempts).toBe(2);
	});
});

describe('An earlier attempt', () => {
	const tooMany = failed({ httpStatus: 429 });

	test.each<[what: string, earlier: Array<Outcome<string>>, mayHaveSucceeded: boolean]>([
		['did not exist', [], false],
		['was refused as one too many', [tooMany], false],
		['met a broken connection', [broken('ECONNRESET')], true],
		['failed at the server', [failed({})], true],
		['failed at the server, and the next one was one too many', [failed({}), tooMany], true],
	])('that %s', async (_what, earlier, mayHaveSucceeded) => {
		expect((await play('GET', [...earlier, DONE])).mayHaveSucceededBefore).toBe(mayHaveSucceeded);
	});
});

describe('The error after several attempts', () => {
	test('says how many there were', () => {
		expect(addAttempts(2, inputError(node, 'It failed', 'Try again')).description).toBe('Tried 2 times. Try again');
		expect(addAttempts(2, inputError(node, 'It failed')).description).toBe('Tried 2 times.');
	});

	test('after a single one says nothing of it', () => {
		expect(addAttempts(1, inputError(node, 'It failed', 'Try again')).description).toBe('Try again');
	});
});
