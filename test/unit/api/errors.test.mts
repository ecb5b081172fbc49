import { NodeApiError, type JsonObject } from 'n8n-workflow';

import { apiError, connectionCode, connectionError, connectionSentence, ConnectionFailure, inputError, toNodeApiError } from '../../../nodes/shared/api/errors';
import { node } from '../../lib/fakes.mts';

describe('An API error', () => {
	test("has the API's text as its message, and the next step and the codes as its description", () => {
		const error = apiError(node, { message: 'Room not found', nextStep: 'Check the Room', code: '40001', httpStatus: 404, hasApiMessage: true });
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toBe('Room not found');
		expect(error.description).toBe('Check the Room. (EnableX code 40001, HTTP 404)');
		expect(error.httpCode).toBe('404');
	});

	test('shows the request ID if there is one, and the status only once', () => {
		const failure = { message: 'Down', nextStep: 'Try again', code: '503', httpStatus: 503, hasApiMessage: true, requestId: 'req_1' };
		expect(apiError(node, failure).description).toBe('Try again. (HTTP 503, request req_1)');
	});

	test.each([200, 400, 401, 403, 404, 429, 500, 503])('keeps its message with HTTP %i', (httpStatus) => {
		const failure = { message: 'Words of the API', nextStep: 'Do this', code: '10009', httpStatus, hasApiMessage: true };
		expect(apiError(node, failure).message).toBe('Words of the API');
	});
});

describe('An error about input', () => {
	test('has the sentence as its message and the next step as its description', () => {
		const error = inputError(node, 'Room is empty', 'Fill in Room');
		expect(error).toBeInstanceOf(NodeApiError);
		expect([error.message, error.description]).toEqual(['Room is empty', 'Fill in Room']);
	});

	test('has no description if there is no next step', () => {
		expect(inputError(node, 'Room is empty').description ?? '').toBe('');
	});

	test('is not a failed connection, and neither is an API error', () => {
		const failure = { message: 'Room not found', nextStep: 'Check the Room', code: '40001', httpStatus: 404, hasApiMessage: true };
		expect(connectionCode(inputError(node, 'Room is empty'))).toBeUndefined();
		expect(connectionCode(apiError(node, failure))).toBeUndefined();
	});
});

describe('A failed connection', () => {
	const SPELLING = 'Check the spelling of the address';
	const AGAIN = 'Try again in a moment';
	const NETWORK = 'Check the address and the network';
	const TRUST = 'Check the address, or turn on Ignore SSL Issues in the credential if you trust this server';
	const SCHEME = 'Check the port, and whether the address should start with http:// instead of https://';
	const SLOW = 'Try again, or check the network between n8n and this host';

	test.each([
		['ENOTFOUND', 'cannot be found on the network', SPELLING],
		['EAI_AGAIN', 'cannot be found on the network', SPELLING],
		['EAI_NODATA', 'cannot be found on the network', SPELLING],
		['ECONNREFUSED', 'refused the connection', 'Check the address and its port, and that the server is running'],
		['ETIMEDOUT', 'did not answer in time', SLOW],
		['ECONNABORTED', 'did not answer in time', SLOW],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'has a certificate that is not trusted', TRUST],
		['CERT_HAS_EXPIRED', 'has a certificate that is not trusted', TRUST],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'has a certificate that is not trusted', TRUST],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'has a certificate that is not trusted', TRUST],
		['EPROTO', 'could not set up a secure connection', SCHEME],
		['ERR_SSL_WRONG_VERSION_NUMBER', 'could not set up a secure connection', SCHEME],
		['Z_DATA_ERROR', 'sent a damaged response', AGAIN],
		['ERR__ERROR_FORMAT_PADDING_1', 'sent a damaged response', AGAIN],
		['ECONNRESET', 'closed the connection unexpectedly', AGAIN],
		['EPIPE', 'closed the connection unexpectedly', AGAIN],
		['HPE_INVALID_CONSTANT', 'closed the connection unexpectedly', AGAIN],
		// The code that axios uses for a response that ends before its announced length.
		['ERR_BAD_RESPONSE', 'closed the connection unexpectedly', AGAIN],
		['EHOSTUNREACH', 'cannot be reached', NETWORK],
		['ERR_INVALID_URL', 'cannot be reached', NETWORK],
		['', 'cannot be reached', NETWORK],
	])('%s is reported in plain words', (code, words, next) => {
		const { message, nextStep } = connectionSentence('api.example.com', code);
		expect(message).toBe(`The host api.example.com ${words}`);
		expect(nextStep).toBe(next);
		expect(connectionCode(Object.assign(new Error('x'), { code }))).toBe(code === '' ? undefined : code);
	});

	test('that the user stopped says so', () => {
		expect(connectionSentence('api.example.com', 'ERR_CANCELED')).toEqual({
			message: 'The request to the host api.example.com was cancelled because the execution was stopped',
			nextStep: 'Run the workflow again',
		});
	});

	test.each(['ERR_Z_OTHER', 'ENOSPC', 'EACCES', 'NOT_ERR__ERROR_'])('is not what %s means', (code) => {
		expect(connectionCode(Object.assign(new Error('x'), { code }))).toBeUndefined();
	});

	test('is found inside the errors that n8n wraps around it', () => {
		const system = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
		expect(connectionCode(new Error('outer', { cause: new Error('inner', { cause: system }) }))).toBe('ECONNREFUSED');
		expect(connectionCode(new NodeApiError(node, { message: 'wrapped' }))).toBeUndefined();
	});

	test.each([['a string', 'ECONNREFUSED'], ['undefined', undefined], ['null', null], ['an error with a numeric code', Object.assign(new Error('x'), { code: 7 })]])(
		'is not found in %s',
		(_, value) => expect(connectionCode(value)).toBeUndefined(),
	);

	test('is found behind four other errors, and no further', () => {
		const wrap = (times: number): Error => (times === 0 ? Object.assign(new Error('inner'), { code: 'EPIPE' }) : new Error('outer', { cause: wrap(times - 1) }));
		expect([4, 5].map((times) => connectionCode(wrap(times)))).toEqual(['EPIPE', undefined]);
	});

	test('does not loop forever over circular causes', () => {
		const error = new Error('round');
		error.cause = error;
		expect(connectionCode(error)).toBeUndefined();
	});

	test('is reported as an error with a sentence and the code', () => {
		const error = connectionError(node, 'api.example.com', 'ECONNREFUSED');
		expect(error.message).toBe('The host api.example.com refused the connection');
		expect(error.description).toBe('Check the address and its port, and that the server is running. (ECONNREFUSED)');
	});
});

describe('Any error becomes one that is safe to show', () => {
	const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

	test.each<[what: string, error: unknown, url: string | undefined, message: string]>([
		['a connection with its own address', new ConnectionFailure('https://own.example.com:8443/a', refused), 'https://other.example.com', 'The host own.example.com:8443 refused the connection'],
		['a connection to a known address', refused, 'https://other.example.com/b', 'The host other.example.com refused the connection'],
		['a connection to an unknown address', refused, undefined, 'The host of the API refused the connection'],
		['a connection to an address without a host', refused, '/rooms', 'The host of the API refused the connection'],
		['another error', new Error('A full disk'), 'https://other.example.com', 'A full disk'],
		['a string', 'A word', undefined, 'A word'],
		['nothing', undefined, undefined, 'undefined'],
	])('%s', (_what, error, url, message) => {
		const shown = toNodeApiError(node, error, url);
		expect(shown).toBeInstanceOf(NodeApiError);
		expect([shown.message, shown.cause]).toEqual([message, undefined]);
	});

	test('and one of our own stays what it is', () => {
		const own = inputError(node, 'Room is empty');
		expect(toNodeApiError(node, own, undefined)).toBe(own);
	});

	test("and one of n8n's own loses its cause, which holds the request", () => {
		const request = Object.assign(new Error('Blocked by a rule'), { config: { auth: 'secret' } });
		const ofN8n = new NodeApiError(node, request as unknown as JsonObject);
		expect(ofN8n.cause).toBeDefined();
		const shown = toNodeApiError(node, ofN8n, undefined);
		expect(shown).not.toBe(ofN8n);
		expect([shown.message, shown.cause]).toEqual([ofN8n.message, undefined]);
	});

	test('and keeps its message, whatever letters are in it', () => {
		expect(inputError(node, 'The room has a preEEXISTing name ECONNREFUSED').message).toBe('The room has a preEEXISTing name ECONNREFUSED');
	});
});
