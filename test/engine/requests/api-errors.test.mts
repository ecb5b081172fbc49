import type { INodeParameters } from 'n8n-workflow';

import type { FaultInput } from '../../sandbox/index.mts';
import { useFixture } from '../../lib/engine/fixture.mts';
import { CONCURRENCY } from '../../lib/fields/common.mts';
import { failureOf } from '../../lib/engine/refusal.mts';
import { API_OPERATION_IDS, parametersOf } from '../../lib/operations/index.mts';

const fixture = useFixture();
const GET_MANY = parametersOf('room.getAll');
const CHECK_BASE_URL = 'Check Base URL in the EnableX API credential';
const CHECK_LOGIN = 'Check App ID and App Key in the EnableX API credential';

/** Runs the node while every API request has this fault. */
async function failWith(fault: FaultInput, parameters: INodeParameters = GET_MANY) {
	// Transient failures are retried. Without a delay, so that the test does not wait.
	await fixture().control.faults.add({ headers: { 'retry-after': '0' }, ...fault });
	return await failureOf(fixture(), parameters);
}

const newError = (status: number, errorCode: string, message: string): FaultInput => ({ kind: 'newEnvelope', status, errorCode, message });

const CASES: Array<[what: string, fault: FaultInput, message: string, nextStep: string]> = [
	['the older envelope', { kind: 'status', status: 400, result: 10009, error: 'Unrecognized Key of settings' },
		'Unrecognized Key of settings', 'The API does not recognize one of the room settings'],
	['a result that is a string', { kind: 'status', status: 403, result: '40002', error: 'Token denied. Unauthorized' },
		'Token denied. Unauthorized', CHECK_LOGIN],
	['a longer message in desc', { kind: 'status', status: 400, result: 10007, error: 'Invalid Value', desc: 'participants: 5000 is above your plan' },
		'participants: 5000 is above your plan', 'Set Participants to a number'],
	['a message that n8n mistakes for a system error', { kind: 'status', status: 409, result: 50001, error: 'A preexisting room has this name' },
		'A preexisting room has this name', 'Check the fields of the room'],
	['the newer envelope', newError(401, 'UNAUTHORIZED', 'Invalid credentials.'), 'Invalid credentials.', CHECK_LOGIN],
	['a suspended project', newError(403, 'PROJECT_SUSPENDED', 'The project is suspended.'), 'The project is suspended.', 'Check the EnableX portal'],
	['an unknown code', newError(422, 'NEW_CODE', 'Something new.'), 'Something new.', 'Check the fields of this node against the message above'],
	['HTTP 200 with a numeric result', { kind: 'ok200Error', result: 50002, error: 'Failed to fetch list of Rooms' },
		'Failed to fetch list of Rooms', 'This is an EnableX server error'],
	['HTTP 200 with a string result', { kind: 'ok200Error', result: '10105', error: 'Server Busy' }, 'Server Busy', `Try again in a moment, or lower ${CONCURRENCY.displayName}`],
	['HTTP 200 with the newer envelope', newError(200, 'RATE_LIMITED', 'Slow down.'), 'Slow down.', 'Too many requests'],
	['HTTP 429', { kind: 'rateLimit', retryAfter: 0 }, 'Too many requests', 'Wait a moment, or send fewer at once'],
	['HTTP 429 of the older envelope', { kind: 'rateLimit', envelope: 'legacy', result: 10105, error: 'Server Busy' }, 'Server Busy', 'The API is busy'],
	['HTTP 500', { kind: 'status' }, 'Internal Server Error', 'This is an EnableX server error'],
	['HTTP 503', { kind: 'status', status: 503, envelope: 'new', message: 'Maintenance' }, 'Maintenance', 'This is an EnableX server error'],
	['a web page', { kind: 'html' }, 'The server returned a web page instead of an EnableX Video API response', CHECK_BASE_URL],
	['a web page with HTTP 502', { kind: 'html', status: 502 }, 'The API returned HTTP 502 (Bad Gateway)', 'This is an EnableX server error'],
	['an empty response', { kind: 'empty' }, 'The API returned an empty response', 'Try again in a moment'],
	['an empty response with HTTP 403', { kind: 'empty', status: 403 }, 'The API returned HTTP 403 (Forbidden)', 'and whether the project may use this feature'],
	['a truncated response', { kind: 'truncated' }, 'is not a JSON object, or it was cut off', 'Try again in a moment'],
	['a truncated chunked response', { kind: 'truncated', chunked: true }, 'is not a JSON object, or it was cut off', 'Try again in a moment'],
	['a list', { kind: 'body', body: [] }, 'The API response is not a JSON object, or it was cut off', 'Try again in a moment'],
	['a string', { kind: 'body', body: 'OK' }, 'The API response is not a JSON object, or it was cut off', 'Try again in a moment'],
	['another API', { kind: 'body', body: { ok: true, rooms: [] } }, 'lacks the result code', CHECK_BASE_URL],
	['an error without a message', { kind: 'body', status: 400, body: { result: 1 } }, 'The API returned HTTP 400 (Bad Request) without an error message', 'Check the fields'],
];

describe("The API's message is shown, with the next step", () => {
	test.each(CASES)('for %s', async (_what, fault, message, nextStep) => {
		const error = await failWith(fault);
		expect(error?.message).toContain(message);
		expect(error?.message).not.toMatch(/\[Reason\]|undefined|\[object/);
		expect(error?.description).toContain(nextStep);
	});

	test('with the code, the HTTP status and the request ID, for EnableX support', async () => {
		const error = await failWith(newError(409, 'CONFLICT', 'No.'));
		expect(error).toMatchObject({ httpCode: '409' });
		expect(error?.description).toMatch(/\(EnableX code CONFLICT, HTTP 409, request req_\w+\)$/);
	});

	test.each(API_OPERATION_IDS)('for %s', async (id) => {
		const error = await failWith({ kind: 'ok200Error', result: '50000', error: 'Not today' }, parametersOf(id));
		expect(error?.message).toBe('Not today');
	});

	test('for a wrong App Key, which is not in the error', async () => {
		fixture().engine.useCredential({ appKey: 'another-key-that-is-wrong' });
		const { error, run } = await fixture().run(GET_MANY);
		expect(error).toMatchObject({ message: 'Application not found', description: expect.stringContaining(CHECK_LOGIN), httpCode: '401' });
		expect(JSON.stringify(run.data.resultData)).not.toContain('another-key-that-is-wrong');
	});

	test('on one line of limited length', async () => {
		const error = await failWith({ kind: 'status', error: `Line\nbreak ${'x'.repeat(2000)}` });
		expect(error?.message).toMatch(/^Line break x+…$/);
		expect(error?.message.length).toBeLessThan(510);
	});
});
