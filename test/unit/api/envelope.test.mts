import { readEnvelope, type ApiFailure, type Reply } from '../../../nodes/shared/api/envelope';

function failureOf(reply: Reply): ApiFailure {
	const result = readEnvelope(reply);
	if (result.ok) throw new Error('Expected a failure, got a success');
	return result.failure;
}

describe('A reply is a success when its envelope says so', () => {
	test.each<[string, Reply]>([
		['result is the number 0, as for rooms', { statusCode: 200, body: { result: 0, room: {} } }],
		['result is the string "0", as for CDRs', { statusCode: 200, body: { result: '0', cdr: [] } }],
		['the status is 201', { statusCode: 201, body: { result: 0 } }],
		['the body is an unparsed string', { statusCode: 200, body: '{"result":0}' }],
		['the body is an unparsed buffer', { statusCode: 200, body: Buffer.from('{"result":"0"}') }],
	])('when %s', (_, reply) => {
		expect(readEnvelope(reply)).toMatchObject({ ok: true, body: { result: expect.anything() } });
	});

	test.each([undefined, null, ''])('when the dial-in route carries no result at all, but %j', (empty) => {
		const body = { settings: { sip: true }, dialin: [], result: empty, error: empty };
		expect(readEnvelope({ statusCode: 200, body }, false)).toEqual({ ok: true, body });
	});

	test('with any status from 200 to 299', () => {
		const statuses = [199, 200, 299, 300].map((statusCode) => readEnvelope({ statusCode, body: { result: 0 } }).ok);
		expect(statuses).toEqual([false, true, true, false]);
	});

	test('with the time at which the API sent it, by its own clock', () => {
		const reply = { statusCode: 200, headers: { date: 'Sun, 22 Nov 2026 09:30:00 GMT' } };
		const sentAt = Date.UTC(2026, 10, 22, 9, 30);
		expect(readEnvelope({ ...reply, body: { result: 0 } })).toEqual({ ok: true, body: { result: 0 }, sentAt });
		expect(readEnvelope({ ...reply, body: {} }, false)).toEqual({ ok: true, body: {}, sentAt });
		expect(readEnvelope({ ...reply, headers: { date: 'soon' }, body: {} }, false)).toEqual({ ok: true, body: {} });
	});
});

describe('A reply is a failure', () => {
	test.each<[string, Reply, string, string]>([
		[
			'with HTTP 200 and a numeric result',
			{ statusCode: 200, body: { result: 10114, error: '[Reason] Token Denied. Room is full.', desc: '' } },
			'Token Denied. Room is full.',
			'10114',
		],
		[
			'with HTTP 200 and a string result',
			{ statusCode: 200, body: { result: '50001', error: '[Reason] Failed to create Room', desc: '' } },
			'Failed to create Room',
			'50001',
		],
		['with (Reason) in parentheses', { statusCode: 400, body: { result: 10201, error: '(Reason) URL Parameter Missing' } }, 'URL Parameter Missing', '10201'],
		['with desc, which takes precedence over error', { statusCode: 404, body: { result: 40001, error: 'short', desc: 'Room not found' } }, 'Room not found', '40001'],
		['with a reason inside error', { statusCode: 400, body: { result: 10002, error: { reason: 'Name missing' } } }, 'Name missing', '10002'],
		['with a message inside error', { statusCode: 400, body: { result: 10002, error: { message: 'No name' } } }, 'No name', '10002'],
		['with words beside an error that is an object', { statusCode: 400, body: { result: 1, error: { reason: 'inner' }, message: 'outer' } }, 'outer', '1'],
		['with error, which wins over message', { statusCode: 400, body: { result: 1, error: 'first', message: 'second' } }, 'first', '1'],
		['with an error code that is a number', { statusCode: 400, body: { error_code: 4711, result: 10009, message: 'no' } }, 'no', '4711'],
		['with an error code that is an empty text', { statusCode: 400, body: { error_code: '', result: 10009, message: 'no' } }, 'no', '10009'],
		['with an error, where dial-in has no result', { statusCode: 200, body: { error: 'Not allowed' } }, 'Not allowed', '200'],
		['with HTTP 500 although result is 0', { statusCode: 500, body: { result: 0, error: 'oops' } }, 'oops', '500'],
		['with a non-numeric result', { statusCode: 200, body: { result: 'failed', error: 'no' } }, 'no', '200'],
		['with a result that is false', { statusCode: 200, body: { result: false } }, 'The API returned HTTP 200 without an error message', '200'],
		['with a result that is an empty list', { statusCode: 200, body: { result: [] } }, 'The API returned HTTP 200 without an error message', '200'],
		['with a blank result', { statusCode: 200, body: { result: ' ', error: 'blank' } }, 'blank', '200'],
		['without a result code, which every route except dial-in returns', { statusCode: 200, body: { rooms: [] } }, 'The response lacks the result code that every EnableX Video API response has', '200'],
		['without a message, described by its status', { statusCode: 503, statusMessage: 'Service Unavailable', body: {} }, 'The API returned HTTP 503 (Service Unavailable) without an error message', '503'],
	])('%s', (_, reply, message, code) => {
		expect(failureOf(reply)).toMatchObject({ message, code, httpStatus: reply.statusCode });
	});

	test('with a result that JavaScript cannot convert to a number', () => {
		const reply = { statusCode: 200, body: '{"result":{"toString":"","valueOf":""},"error":"odd"}' };
		expect(failureOf(reply)).toMatchObject({ message: 'odd', code: '200' });
	});

	test('in the newer envelope, with its code, message and request ID', () => {
		const body = { status: 'error', error_code: 'RATE_LIMITED', message: 'Slow down', request_id: 'req_7f3a' };
		expect(failureOf({ statusCode: 429, body })).toEqual({
			message: 'Slow down',
			code: 'RATE_LIMITED',
			httpStatus: 429,
			hasApiMessage: true,
			requestId: 'req_7f3a',
			nextStep: 'Too many requests in a short time. Wait a moment, or send fewer at once',
		});
	});

	test('in the newer envelope even with HTTP 200 and a zero result', () => {
		const body = { status: 'error', message: 'no', result: 0 };
		expect(failureOf({ statusCode: 200, body }).message).toBe('no');
		expect(readEnvelope({ statusCode: 200, body: { status: 'error' } }, false).ok).toBe(false);
	});

	test('on the dial-in route too, when it carries a result that is not zero', () => {
		const reply = { statusCode: 200, body: { result: 50000, error: 'Internal Server Error' } };
		expect(readEnvelope(reply, false)).toMatchObject({ ok: false, failure: { code: '50000' } });
	});

	test('whose words are brought onto one line and cut at 500 characters', () => {
		const messageOf = (error: string) => failureOf({ statusCode: 400, body: { result: 1, error } }).message;
		expect(messageOf(` a\r\n\u0000b ${'x'.repeat(600)}`)).toBe(`a b ${'x'.repeat(496)}…`);
		expect(messageOf('x'.repeat(500))).toBe('x'.repeat(500));
		expect(messageOf('x'.repeat(501))).toBe(`${'x'.repeat(500)}…`);
	});

	test('whose words lose their prefix only at their beginning', () => {
		const messageOf = (error: string) => failureOf({ statusCode: 400, body: { result: 1, error } }).message;
		expect(messageOf(' [REASON]  Room not found')).toBe('Room not found');
		expect(messageOf('No [Reason] was sent')).toBe('No [Reason] was sent');
	});

	test('with the time after which the API wants to be asked again', () => {
		const headers = { 'retry-after': '7' };
		expect(failureOf({ statusCode: 429, headers, body: { result: 1, error: 'busy' } }).retryAfterMs).toBe(7_000);
		expect(failureOf({ statusCode: 503, headers, body: '<html>' }).retryAfterMs).toBe(7_000);
		expect(failureOf({ statusCode: 503, headers: {}, body: '<html>' })).not.toHaveProperty('retryAfterMs');
	});

	test('which says whether its words are those of the API', () => {
		expect(failureOf({ statusCode: 400, body: { result: 1, error: 'no' } }).hasApiMessage).toBe(true);
		const ownWords = [{ statusCode: 400, body: { result: 1 } }, { statusCode: 200, body: {} }, { statusCode: 200, body: '' }].map(failureOf);
		expect(ownWords.map(({ hasApiMessage }) => hasApiMessage)).toEqual([false, false, false]);
	});
});

describe('A reply that is no JSON object is a failure with a sentence', () => {
	const CHECK_BASE_URL = 'Check Base URL in the EnableX API credential: it ends with the version, such as https://api.enablex.io/video/v2';
	const CHECK_BASE_URL_TOO = `Try again in a moment. If the error persists, c${CHECK_BASE_URL.slice(1)}`;
	const SERVER_ERROR = 'This is an EnableX server error. Try again in a moment';
	const CHECK_FIELDS = 'Check the fields of this node against the message above';
	const PAGE = 'The server returned a web page instead of an EnableX Video API response';
	const EMPTY = 'The API returned an empty response';
	const NO_OBJECT = 'The API response is not a JSON object, or it was cut off';

	test.each<[string, Reply, string, string]>([
		['a web page', { statusCode: 200, body: '<!DOCTYPE html><html></html>' }, PAGE, CHECK_BASE_URL],
		['a web page after white space', { statusCode: 200, body: ' \r\n\t<html></html>' }, PAGE, CHECK_BASE_URL],
		['a web page in bytes', { statusCode: 200, body: Buffer.from('\n<html></html>') }, PAGE, CHECK_BASE_URL],
		['a web page with HTTP 502', { statusCode: 502, statusMessage: 'Bad Gateway', body: '<html>' }, 'The API returned HTTP 502 (Bad Gateway)', SERVER_ERROR],
		['an empty text', { statusCode: 200, body: '' }, EMPTY, 'Try again in a moment'],
		['no bytes', { statusCode: 200, body: Buffer.from('') }, EMPTY, 'Try again in a moment'],
		['no body at all', { statusCode: 204, body: undefined }, EMPTY, 'Try again in a moment'],
		['null', { statusCode: 200, body: null }, EMPTY, 'Try again in a moment'],
		['nothing but white space', { statusCode: 200, body: ' \n' }, NO_OBJECT, CHECK_BASE_URL_TOO],
		['JSON that was cut off', { statusCode: 200, body: '{"result":0,"room":{"na' }, NO_OBJECT, CHECK_BASE_URL_TOO],
		['a list', { statusCode: 200, body: [{ result: 0 }] }, NO_OBJECT, CHECK_BASE_URL_TOO],
		['a list as text', { statusCode: 200, body: '[]' }, NO_OBJECT, CHECK_BASE_URL_TOO],
		['null as text', { statusCode: 200, body: 'null' }, NO_OBJECT, CHECK_BASE_URL_TOO],
		['a number', { statusCode: 200, body: 0 }, NO_OBJECT, CHECK_BASE_URL_TOO],
		['a text that ends like a web page', { statusCode: 200, body: 'a <' }, NO_OBJECT, CHECK_BASE_URL_TOO],
		['HTTP 299', { statusCode: 299, body: 'ok' }, NO_OBJECT, CHECK_BASE_URL_TOO],
		['HTTP 300, the first redirect', { statusCode: 300, body: 'a choice' }, 'The API returned HTTP 300, a redirect, which is not followed', CHECK_BASE_URL],
		['a redirect', { statusCode: 302, statusMessage: 'Found', body: '' }, 'The API returned HTTP 302 (Found), a redirect, which is not followed', CHECK_BASE_URL],
		['HTTP 399, the last redirect', { statusCode: 399, body: '<html>' }, 'The API returned HTTP 399, a redirect, which is not followed', CHECK_BASE_URL],
		['HTTP 400, the first error', { statusCode: 400, body: 'Bad Request' }, 'The API returned HTTP 400', CHECK_FIELDS],
		['HTTP 401 without a body', { statusCode: 401, body: '' }, 'The API returned HTTP 401', 'Check App ID and App Key in the EnableX API credential'],
	])('%s', (_, reply, message, nextStep) => {
		const httpStatus = reply.statusCode;
		expect(failureOf(reply)).toEqual({ message, nextStep, code: String(httpStatus), httpStatus, hasApiMessage: false });
	});
});
