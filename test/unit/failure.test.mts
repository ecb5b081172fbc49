import type { ApiFailure } from '../../nodes/shared/envelope';
import { apiError, connectionError } from '../../nodes/shared/errors';
import { causeOf, isWrongLogin, TEMPORARY } from '../../nodes/shared/failure';
import { node } from './fakes.mts';

const failureOf = (more: Partial<ApiFailure>): ApiFailure => ({ message: 'Words', nextStep: 'Do this', code: String(more.httpStatus ?? 200), httpStatus: 200, isInApisWords: true, ...more });

describe('n8n is told that the credential is wrong', () => {
	test.each<[string, Partial<ApiFailure>]>([
		['HTTP 401', { httpStatus: 401 }],
		['HTTP 403, as for a suspended project', { httpStatus: 403, code: 'PROJECT_SUSPENDED' }],
		['code 10000 with HTTP 200', { code: '10000' }],
		['code 40002 with HTTP 404', { code: '40002', httpStatus: 404 }],
		['UNAUTHORIZED with HTTP 200', { code: 'UNAUTHORIZED' }],
		['CREDENTIAL_EXPIRED with HTTP 400', { code: 'CREDENTIAL_EXPIRED', httpStatus: 400 }],
		['HTTP 401 with a Retry-After, which does not make it pass', { httpStatus: 401, retryAfterMs: 5_000 }],
	])('for %s', (_, failure) => expect(causeOf(failureOf(failure))).toEqual({ cause: 'credential-invalid' }));

	test('but a project that is suspended has the right login', () => {
		expect(isWrongLogin({ code: 'PROJECT_SUSPENDED', httpStatus: 403 })).toBe(false);
		expect(isWrongLogin({ code: '401', httpStatus: 401 })).toBe(true);
	});
});

describe('n8n is told to wait', () => {
	test.each<[string, Partial<ApiFailure>]>([['HTTP 429', { httpStatus: 429 }], ['RATE_LIMITED with HTTP 200', { code: 'RATE_LIMITED' }]])('for %s', (_, failure) => {
		expect(causeOf(failureOf(failure))).toEqual({ cause: 'rate-limited' });
		expect(causeOf(failureOf({ ...failure, retryAfterMs: 7_000 }))).toEqual({ cause: 'rate-limited', retryAfterMs: 7_000 });
	});

	test.each<[string, Partial<ApiFailure>]>([
		['HTTP 500', { httpStatus: 500 }],
		['HTTP 503', { httpStatus: 503 }],
		['a busy server, code 10105 with HTTP 200', { code: '10105' }],
		['an internal fault, code 50000 with HTTP 200', { code: '50000' }],
	])('for %s, which passes', (_, failure) => {
		expect(causeOf(failureOf(failure))).toEqual(TEMPORARY);
		expect(causeOf(failureOf({ ...failure, retryAfterMs: 0 }))).toEqual({ ...TEMPORARY, retryAfterMs: 0 });
	});
});

test('n8n is told that the settings are wrong for an address or a room that the API does not know', () => {
	expect(causeOf(failureOf({ httpStatus: 404 }))).toEqual({ cause: 'configuration-invalid' });
	expect(causeOf(failureOf({ httpStatus: 404, code: '40001' }))).toEqual({ cause: 'configuration-invalid' });
});

test.each<[string, Partial<ApiFailure>]>([
	['an unknown code with HTTP 200', { code: '10201' }],
	['HTTP 400', { httpStatus: 400 }],
	['an answer that cannot be read', { isInApisWords: false }],
])('n8n decides for itself for %s', (_, failure) => expect(causeOf(failureOf(failure))).toBeUndefined());

test('The cause is on the error that n8n gets, also of a connection that failed', () => {
	expect(apiError(node, failureOf({ httpStatus: 429, retryAfterMs: 5_000 })).failure).toEqual({ cause: 'rate-limited', retryAfterMs: 5_000 });
	expect(apiError(node, failureOf({ httpStatus: 400 })).failure).toBeUndefined();
	expect(connectionError(node, 'api.enablex.io', 'ECONNREFUSED').failure).toEqual({ cause: 'temporarily-unavailable' });
});

test('A failure that is told once is not changed by the next one', () => {
	causeOf(failureOf({ httpStatus: 503, retryAfterMs: 9_000 }));
	expect(TEMPORARY).toEqual({ cause: 'temporarily-unavailable' });
});
