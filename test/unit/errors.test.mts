import { NodeApiError } from 'n8n-workflow';

import { apiError, connectionCode, connectionError, connectionSentence, inputError } from '../../nodes/shared/errors';
import { node } from './fakes.mts';

describe('An error of the API', () => {
	test('has the words of the API as its message, and what to do and the codes below', () => {
		const error = apiError(node, { message: 'Room not found', nextStep: 'Check the Room', code: '40001', httpStatus: 404, isInApisWords: true });
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toBe('Room not found');
		expect(error.description).toBe('Check the Room. (EnableX code 40001, HTTP 404)');
		expect(error.httpCode).toBe('404');
	});

	test('names the request id when there is one, and the status only once', () => {
		const failure = { message: 'Down', nextStep: 'Try again', code: '503', httpStatus: 503, isInApisWords: true, requestId: 'req_1' };
		expect(apiError(node, failure).description).toBe('Try again. (HTTP 503, request req_1)');
	});

	test.each([200, 400, 401, 403, 404, 429, 500, 503])('keeps its words with HTTP %i', (httpStatus) => {
		const failure = { message: 'Words of the API', nextStep: 'Do this', code: '10009', httpStatus, isInApisWords: true };
		expect(apiError(node, failure).message).toBe('Words of the API');
	});
});

describe('An error about input', () => {
	test('has the sentence as its message and the next step as its description', () => {
		const error = inputError(node, 'Room is empty', 'Fill in Room');
		expect(error).toBeInstanceOf(NodeApiError);
		expect([error.message, error.description]).toEqual(['Room is empty', 'Fill in Room']);
	});

	test('goes without a description when there is nothing to add', () => {
		expect(inputError(node, 'Room is empty').description ?? '').toBe('');
	});

	test('is no failed connection, and neither is an error of the API', () => {
		const failure = { message: 'Room not found', nextStep: 'Check the Room', code: '40001', httpStatus: 404, isInApisWords: true };
		expect(connectionCode(inputError(node, 'Room is empty'))).toBeUndefined();
		expect(connectionCode(apiError(node, failure))).toBeUndefined();
	});
});

describe('A failed connection', () => {
	test.each([
		['ENOTFOUND', 'cannot be found on the network'],
		['EAI_AGAIN', 'cannot be found on the network'],
		['ECONNREFUSED', 'refused the connection'],
		['ETIMEDOUT', 'did not answer in time'],
		['ECONNABORTED', 'did not answer in time'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'has a certificate that is not trusted'],
		['CERT_HAS_EXPIRED', 'has a certificate that is not trusted'],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'has a certificate that is not trusted'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'has a certificate that is not trusted'],
		['EPROTO', 'could not set up a secure connection'],
		['ERR_SSL_WRONG_VERSION_NUMBER', 'could not set up a secure connection'],
		['ECONNRESET', 'broke the connection off'],
		// What axios calls an answer that ends before its announced length.
		['ERR_BAD_RESPONSE', 'broke the connection off'],
		['EHOSTUNREACH', 'cannot be reached'],
		['', 'cannot be reached'],
	])('%s is put into words', (code, words) => {
		const { message, nextStep } = connectionSentence('api.example.com', code);
		expect(message).toBe(`The host api.example.com ${words}`);
		expect(nextStep).toMatch(/^(Check|Try)/);
	});

	test('is recognised below the errors that n8n wraps around it', () => {
		const system = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
		expect(connectionCode(new Error('outer', { cause: new Error('inner', { cause: system }) }))).toBe('ECONNREFUSED');
		expect(connectionCode(new NodeApiError(node, { message: 'wrapped' }))).toBeUndefined();
	});

	test.each([['a text', 'ECONNREFUSED'], ['nothing', undefined], ['null', null], ['an error with a number', Object.assign(new Error('x'), { code: 7 })]])(
		'is not seen in %s',
		(_, value) => expect(connectionCode(value)).toBeUndefined(),
	);

	test('does not look forever in causes that go round', () => {
		const error = new Error('round');
		error.cause = error;
		expect(connectionCode(error)).toBeUndefined();
	});

	test('becomes an error with the sentence and the code', () => {
		const error = connectionError(node, 'api.example.com', 'ECONNREFUSED');
		expect(error.message).toBe('The host api.example.com refused the connection');
		expect(error.description).toBe('Check the address and its port, and that the server is up. (ECONNREFUSED)');
	});
});
