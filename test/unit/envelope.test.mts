import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { readEnvelope, type ApiFailure, type Reply } from '../../nodes/shared/envelope';
import { json } from './arbitraries.mts';

function failureOf(reply: Reply): ApiFailure {
	const verdict = readEnvelope(reply);
	if (verdict.ok) throw new Error('It counts as a success');
	return verdict.failure;
}

describe('A reply is a success when its envelope says so', () => {
	test.each<[string, Reply]>([
		['result is the number 0, as for rooms', { statusCode: 200, body: { result: 0, room: {} } }],
		['result is the text "0", as for CDRs', { statusCode: 200, body: { result: '0', cdr: [] } }],
		['the status is 201', { statusCode: 201, body: { result: 0 } }],
		['the host left the JSON as text', { statusCode: 200, body: '{"result":0}' }],
		['the host left the JSON as bytes', { statusCode: 200, body: Buffer.from('{"result":"0"}') }],
	])('when %s', (_, reply) => {
		expect(readEnvelope(reply)).toMatchObject({ ok: true, body: { result: expect.anything() } });
	});

	test('when the dial-in route carries no result at all', () => {
		const body = { settings: { sip: true }, dialin: [] };
		expect(readEnvelope({ statusCode: 200, body }, false)).toEqual({ ok: true, body });
	});
});

describe('A reply is a failure', () => {
	test.each<[string, Reply, string, string]>([
		[
			'with 200 and a number as result',
			{ statusCode: 200, body: { result: 10114, error: '[Reason] Token Denied. Room is full.', desc: '' } },
			'Token Denied. Room is full.',
			'10114',
		],
		[
			'with 200 and a text as result',
			{ statusCode: 200, body: { result: '50001', error: '[Reason] Failed to create Room', desc: '' } },
			'Failed to create Room',
			'50001',
		],
		['with (Reason) in other brackets', { statusCode: 400, body: { result: 10201, error: '(Reason) URL Parameter Missing' } }, 'URL Parameter Missing', '10201'],
		['with desc, which wins over error', { statusCode: 404, body: { result: 40001, error: 'short', desc: 'Room not found' } }, 'Room not found', '40001'],
		['with a reason inside error', { statusCode: 400, body: { result: 10002, error: { reason: 'Name missing' } } }, 'Name missing', '10002'],
		['with HTTP 500 although result is 0', { statusCode: 500, body: { result: 0, error: 'oops' } }, 'oops', '500'],
		['with a result that is no number', { statusCode: 200, body: { result: 'failed', error: 'no' } }, 'no', '200'],
		['with a result that is false', { statusCode: 200, body: { result: false } }, 'The API answered HTTP 200 without saying why', '200'],
		['with a result that is an empty list', { statusCode: 200, body: { result: [] } }, 'The API answered HTTP 200 without saying why', '200'],
		['with a blank result', { statusCode: 200, body: { result: ' ', error: 'blank' } }, 'blank', '200'],
		['without result, which every route but dial-in carries', { statusCode: 200, body: { rooms: [] } }, 'The answer lacks the result code that every answer of the EnableX Video API carries', '200'],
		['without a word, told by the status', { statusCode: 503, statusMessage: 'Service Unavailable', body: {} }, 'The API answered HTTP 503 (Service Unavailable) without saying why', '503'],
	])('%s', (_, reply, message, code) => {
		expect(failureOf(reply)).toMatchObject({ message, code, httpStatus: reply.statusCode });
	});

	test('with a result that JavaScript cannot turn into a number', () => {
		const reply = { statusCode: 200, body: '{"result":{"toString":"","valueOf":""},"error":"odd"}' };
		expect(failureOf(reply)).toMatchObject({ message: 'odd', code: '200' });
	});

	test('in the newer envelope, with its code, its words and its request id', () => {
		const body = { status: 'error', error_code: 'RATE_LIMITED', message: 'Slow down', request_id: 'req_7f3a' };
		expect(failureOf({ statusCode: 429, body })).toEqual({
			message: 'Slow down',
			code: 'RATE_LIMITED',
			httpStatus: 429,
			isInApisWords: true,
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
		const { message } = failureOf({ statusCode: 400, body: { result: 1, error: `a\r\n\u0000b ${'x'.repeat(600)}` } });
		expect(message).toMatch(/^a b x+…$/);
		expect(message).toHaveLength(501);
	});
});

describe('A reply that is no JSON object is a failure with a sentence', () => {
	test.each<[string, Reply, RegExp, RegExp]>([
		['a web page', { statusCode: 200, body: '<!DOCTYPE html><html></html>' }, /web page/, /Base URL/],
		['a web page with HTTP 502', { statusCode: 502, statusMessage: 'Bad Gateway', body: '<html>' }, /HTTP 502 \(Bad Gateway\)/, /Try again/],
		['an empty text', { statusCode: 200, body: '' }, /empty answer/, /Try again/],
		['no body at all', { statusCode: 204, body: undefined }, /empty answer/, /Try again/],
		['JSON that was cut off', { statusCode: 200, body: '{"result":0,"room":{"na' }, /cannot be read as JSON, or it was cut off/, /Base URL/],
		['a list', { statusCode: 200, body: [{ result: 0 }] }, /cannot be read as JSON/, /Base URL/],
		['a list as text', { statusCode: 200, body: '[]' }, /cannot be read as JSON/, /Base URL/],
		['a number', { statusCode: 200, body: 0 }, /cannot be read as JSON/, /Base URL/],
		['a redirect', { statusCode: 302, statusMessage: 'Found', body: '' }, /HTTP 302 \(Found\), a redirect/, /Base URL/],
		['HTTP 401 without a body', { statusCode: 401, body: '' }, /HTTP 401/, /App ID and App Key/],
	])('%s', (_, reply, message, nextStep) => {
		const failure = failureOf(reply);
		expect(failure.message).toMatch(message);
		expect(failure.nextStep).toMatch(nextStep);
		expect(failure.code).toBe(String(reply.statusCode));
	});
});

const part = fc.oneof(json, fc.constantFrom(0, '0', 10114, '10114', 'error', '[Reason] no'));
const envelope = fc.record(
	{ result: part, error: part, desc: part, status: part, error_code: part, message: part, request_id: part },
	{ requiredKeys: [] },
);
const body = fc.oneof(
	envelope,
	json,
	fc.string(),
	envelope.map((value) => JSON.stringify(value)),
	fc.tuple(envelope, fc.nat(60)).map(([value, end]) => JSON.stringify(value).slice(0, end)),
	fc.uint8Array().map((bytes) => Buffer.from(bytes)),
);
const anyReply = fc.record({
	statusCode: fc.oneof(fc.constant(200), fc.integer({ min: 100, max: 599 })),
	statusMessage: fc.option(fc.string(), { nil: undefined }),
	body,
});

const isZero = (result: unknown) =>
	result === 0 || (typeof result === 'string' && result.trim() !== '' && Number(result) === 0);

describe('Whatever comes back', () => {
	test('it never throws, and only a 2xx whose result is zero counts as a success', () => {
		fc.assert(
			fc.property(anyReply, (reply) => {
				const verdict = readEnvelope(reply);
				if (!verdict.ok) return;
				const { result, status }: IDataObject = verdict.body;
				expect(isZero(result)).toBe(true);
				expect(status).not.toBe('error');
				expect(Math.floor(reply.statusCode / 100)).toBe(2);
			}),
			{ numRuns: 1000 },
		);
	});

	test('on the dial-in route only a missing or empty result counts as well', () => {
		fc.assert(
			fc.property(anyReply, (reply) => {
				const verdict = readEnvelope(reply, false);
				if (verdict.ok) expect([undefined, null, '', 'zero']).toContain(isZero(verdict.body.result) ? 'zero' : verdict.body.result);
			}),
			{ numRuns: 1000 },
		);
	});

	test('a failure always has one line of words, a next step and a code', () => {
		fc.assert(
			fc.property(anyReply, (reply) => {
				const verdict = readEnvelope(reply);
				if (verdict.ok) return;
				expect(verdict.failure.message).toMatch(/^[^\n\r]{1,501}$/);
				expect(verdict.failure.nextStep).toEqual(expect.stringMatching(/./));
				expect(verdict.failure.code).toEqual(expect.stringMatching(/./));
			}),
			{ numRuns: 1000 },
		);
	});
});
