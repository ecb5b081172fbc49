import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { readEnvelope } from '../../../nodes/shared/api/envelope';
import { json } from '../../lib/arbitraries.mts';

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

describe('Any reply', () => {
	test('never throws, and is a success only with HTTP 2xx and a result of zero', () => {
		fc.assert(
			fc.property(anyReply, (reply) => {
				const answer = readEnvelope(reply);
				if (!answer.ok) return;
				const { result, status }: IDataObject = answer.body;
				expect(isZero(result)).toBe(true);
				expect(status).not.toBe('error');
				expect(Math.floor(reply.statusCode / 100)).toBe(2);
			}),
			{ numRuns: 1000 },
		);
	});

	test('is a success on the dial-in route only if its result is zero, missing or empty', () => {
		fc.assert(
			fc.property(anyReply, (reply) => {
				const result = readEnvelope(reply, false);
				if (result.ok) expect([undefined, null, '', 'zero']).toContain(isZero(result.body.result) ? 'zero' : result.body.result);
			}),
			{ numRuns: 1000 },
		);
	});

	test('has a one-line message, a next step and a code if it is a failure', () => {
		fc.assert(
			fc.property(anyReply, (reply) => {
				const result = readEnvelope(reply);
				if (result.ok) return;
				expect(result.failure.message).toMatch(/^[^\n\r]{1,501}$/);
				// The error adds the final period and the codes.
				expect(result.failure.nextStep).toMatch(/^[A-Z]\P{C}+[^.\s]$/u);
				expect(result.failure.code).toMatch(/^\P{C}+$/u);
			}),
			{ numRuns: 1000 },
		);
	});
});
