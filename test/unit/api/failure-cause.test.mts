import type { ApiFailure } from '../../../nodes/shared/api/envelope';
import { apiError, connectionError } from '../../../nodes/shared/api/errors';
import { failureCauseOf, isWrongLogin, TEMPORARY } from '../../../nodes/shared/api/failureCause';
import { node } from '../../lib/fakes.mts';

const failureOf = (more: Partial<ApiFailure>): ApiFailure => ({ message: 'Words', nextStep: 'Do this', code: String(more.httpStatus ?? 200), httpStatus: 200, hasApiMessage: true, ...more });

describe('n8n is told that the credential is wrong', () => {
	test.each<[string, Partial<ApiFailure>]>([
		['HTTP 403, as for a suspended project', { httpStatus: 403, code: 'PROJECT_SUSPENDED' }],
		['code 10000 with HTTP 200', { code: '10000' }],
		['code 40002 with HTTP 404', { code: '40002', httpStatus: 404 }],
		['UNAUTHORIZED with HTTP 401', { code: 'UNAUTHORIZED', httpStatus: 401 }],
		['UNAUTHORIZED with HTTP 200', { code: 'UNAUTHORIZED' }],
		['CREDENTIAL_EXPIRED with HTTP 400', { code: 'CREDENTIAL_EXPIRED', httpStatus: 400 }],
		['a wrong login with a Retry-After, which does not make it temporary', { code: '40002', httpStatus: 401, retryAfterMs: 5_000 }],
	])('for %s', (_, failure) => expect(failureCauseOf(failureOf(failure))).toEqual({ cause: 'credential-invalid' }));

	test('but the login of a suspended project is not wrong', () => {
		expect(isWrongLogin({ code: 'PROJECT_SUSPENDED', httpStatus: 403 })).toBe(false);
		expect(isWrongLogin({ code: '401', httpStatus: 401 })).toBe(true);
	});
});

describe('n8n is told to wait', () => {
	test.each<[string, Partial<ApiFailure>]>([['HTTP 429', { httpStatus: 429 }], ['RATE_LIMITED with HTTP 200', { code: 'RATE_LIMITED' }]])('for %s', (_, failure) => {
		expect(failureCauseOf(failureOf(failure))).toEqual({ cause: 'rate-limited' });
		expect(failureCauseOf(failureOf({ ...failure, retryAfterMs: 7_000 }))).toEqual({ cause: 'rate-limited', retryAfterMs: 7_000 });
	});

	test.each<[string, Partial<ApiFailure>]>([
		['HTTP 500', { httpStatus: 500 }],
		['a web page with HTTP 401', { httpStatus: 401, hasApiMessage: false }],
		['a web page with HTTP 403, as a firewall sends it', { httpStatus: 403, hasApiMessage: false }],
		['"default backend - 404" of an ingress', { httpStatus: 404, hasApiMessage: false }],
		['HTTP 404 with a message, but without a result code', { httpStatus: 404 }],
		['HTTP 503', { httpStatus: 503 }],
		['a busy server, code 10105 with HTTP 200', { code: '10105' }],
		['an internal error, code 50000 with HTTP 200', { code: '50000' }],
	])('for %s, which is temporary', (_, failure) => {
		expect(failureCauseOf(failureOf(failure))).toEqual(TEMPORARY);
		expect(failureCauseOf(failureOf({ ...failure, retryAfterMs: 0 }))).toEqual({ ...TEMPORARY, retryAfterMs: 0 });
	});
});

test('n8n is told that the settings are wrong for a room that the API does not know', () => {
	expect(failureCauseOf(failureOf({ httpStatus: 404, code: '40001' }))).toEqual({ cause: 'configuration-invalid' });
});

test.each<[string, Partial<ApiFailure>]>([
	['an unknown code with HTTP 200', { code: '10201' }],
	['HTTP 400', { httpStatus: 400 }],
	['a refusal with HTTP 499, the last status before those of servers', { httpStatus: 499 }],
	['an unreadable response', { hasApiMessage: false }],
])('n8n decides for itself for %s', (_, failure) => expect(failureCauseOf(failureOf(failure))).toBeUndefined());

test('The error that n8n receives has the cause, for failed connections too', () => {
	expect(apiError(node, failureOf({ httpStatus: 429, retryAfterMs: 5_000 })).failure).toEqual({ cause: 'rate-limited', retryAfterMs: 5_000 });
	expect(apiError(node, failureOf({ httpStatus: 400 })).failure).toBeUndefined();
	expect(connectionError(node, 'api.enablex.io', 'ECONNREFUSED').failure).toEqual({ cause: 'temporarily-unavailable' });
});

test('A reported failure is not changed by the next one', () => {
	failureCauseOf(failureOf({ httpStatus: 503, retryAfterMs: 9_000 }));
	expect(TEMPORARY).toEqual({ cause: 'temporarily-unavailable' });
});
