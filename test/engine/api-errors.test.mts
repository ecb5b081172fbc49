import { NodeApiError, type INodeParameters } from 'n8n-workflow';

import type { FaultInput } from '../sandbox/index.mts';
import { useFixture } from './fixture.mts';
import { leakedSecrets } from './secrets.mts';

const fixture = useFixture();
const GET_MANY = { resource: 'room', operation: 'getAll' };
const CHECK_BASE_URL = 'Check Base URL in the EnableX API credential';
const CHECK_LOGIN = 'Check App ID and App Key in the EnableX API credential';

/** Runs the node while every call of the API has this fault: nothing comes out, one error, no secret in it. */
async function failWith(fault: FaultInput, parameters: INodeParameters = GET_MANY) {
	// What passes by itself is tried again; without a wait, so that the test need not wait either.
	await fixture().control.faults.add({ headers: { 'retry-after': '0' }, ...fault });
	const outcome = await fixture().run(parameters);
	expect(outcome.items).toEqual([]);
	expect(outcome.thrown).toBeInstanceOf(NodeApiError);
	expect(leakedSecrets(fixture(), outcome)).toEqual([]);
	expect(outcome.error?.context).toMatchObject({ itemIndex: 0 });
	return outcome.error;
}

const newError = (status: number, errorCode: string, message: string): FaultInput => ({ kind: 'newEnvelope', status, errorCode, message });

const CASES: Array<[what: string, fault: FaultInput, message: string, nextStep: string]> = [
	['the older envelope', { kind: 'status', status: 400, result: 10009, error: 'Unrecognized Key of settings' },
		'Unrecognized Key of settings', 'The API does not know one of the room settings'],
	['a result that is a text', { kind: 'status', status: 403, result: '40002', error: 'Token denied. Unauthorized' },
		'Token denied. Unauthorized', CHECK_LOGIN],
	['more words in desc', { kind: 'status', status: 400, result: 10007, error: 'Invalid Value', desc: 'participants: 5000 is above your plan' },
		'participants: 5000 is above your plan', 'Set Participants to a number'],
	['words that n8n takes for an error of the system', { kind: 'status', status: 409, result: 50001, error: 'A preexisting room has this name' },
		'A preexisting room has this name', 'Check the fields of the room'],
	['the newer envelope', newError(401, 'UNAUTHORIZED', 'Invalid credentials.'), 'Invalid credentials.', CHECK_LOGIN],
	['a suspended project', newError(403, 'PROJECT_SUSPENDED', 'The project is suspended.'), 'The project is suspended.', 'Look into the EnableX portal'],
	['a code that nobody knows', newError(422, 'NEW_CODE', 'Something new.'), 'Something new.', 'Check the fields of this node against the message above'],
	['HTTP 200 with a result that is a number', { kind: 'ok200Error', result: 50002, error: 'Failed to fetch list of Rooms' },
		'Failed to fetch list of Rooms', 'This is a fault on the side of EnableX'],
	['HTTP 200 with a result that is a text', { kind: 'ok200Error', result: '10105', error: 'Server Busy' }, 'Server Busy', 'Try again in a moment, or lower Requests at Once'],
	['HTTP 200 with the newer envelope', newError(200, 'RATE_LIMITED', 'Slow down.'), 'Slow down.', 'Too many requests'],
	['HTTP 429', { kind: 'rateLimit', retryAfter: 0 }, 'Too many requests', 'Wait a moment, or send fewer at once'],
	['HTTP 429 of the older envelope', { kind: 'rateLimit', envelope: 'legacy', result: 10105, error: 'Server Busy' }, 'Server Busy', 'The API is busy'],
	['HTTP 500', { kind: 'status' }, 'Internal Server Error', 'This is a fault on the side of EnableX'],
	['HTTP 503', { kind: 'status', status: 503, envelope: 'new', message: 'Maintenance' }, 'Maintenance', 'This is a fault on the side of EnableX'],
	['a web page', { kind: 'html' }, 'A web page came back instead of an answer of the EnableX Video API', CHECK_BASE_URL],
	['a web page with HTTP 502', { kind: 'html', status: 502 }, 'The API answered HTTP 502 (Bad Gateway)', 'This is a fault on the side of EnableX'],
	['nothing', { kind: 'empty' }, 'The API sent an empty answer', 'Try again in a moment'],
	['nothing with HTTP 403', { kind: 'empty', status: 403 }, 'The API answered HTTP 403 (Forbidden)', 'and that the project may use this function'],
	['an answer that was cut off', { kind: 'truncated' }, 'it cannot be read as JSON, or it was cut off', 'Try again in a moment'],
	['a chunked answer that was cut off', { kind: 'truncated', chunked: true }, 'it cannot be read as JSON, or it was cut off', 'Try again in a moment'],
	['a list', { kind: 'body', body: [] }, 'is not what the EnableX Video API sends', 'Try again in a moment'],
	['a text', { kind: 'body', body: 'OK' }, 'is not what the EnableX Video API sends', 'Try again in a moment'],
	['another API', { kind: 'body', body: { ok: true, rooms: [] } }, 'lacks the result code', CHECK_BASE_URL],
	['an error without words', { kind: 'body', status: 400, body: { result: 1 } }, 'The API answered HTTP 400 (Bad Request) without saying why', 'Check the fields'],
];

describe('The words of the API reach the user, with what to do next', () => {
	test.each(CASES)('for %s', async (_what, fault, message, nextStep) => {
		const error = await failWith(fault);
		expect(error?.message).toContain(message);
		expect(error?.message).not.toMatch(/\[Reason\]|undefined|\[object/);
		expect(error?.description).toContain(nextStep);
	});

	test('with the code, the HTTP status and the request id, for the support of EnableX', async () => {
		const error = await failWith(newError(409, 'CONFLICT', 'No.'));
		expect(error).toMatchObject({ httpCode: '409' });
		expect(error?.description).toMatch(/\(EnableX code CONFLICT, HTTP 409, request req_\w+\)$/);
	});

	test('for every operation that asks the API', async () => {
		const room = { roomId: 'r1' };
		for (const parameters of [
			{ resource: 'room', operation: 'create', name: 'a', ownerRef: 'b' },
			{ resource: 'room', operation: 'get', ...room },
			{ resource: 'room', operation: 'update', ...room, updateFields: { name: 'a' } },
			{ resource: 'room', operation: 'delete', ...room },
			{ resource: 'token', operation: 'create', ...room, name: 'a', userRef: 'b' },
			{ resource: 'user', operation: 'getAll', ...room },
			{ resource: 'cdr', operation: 'getAll', findBy: 'room', ...room },
			{ resource: 'archive', operation: 'getAll', findBy: 'room', ...room },
			{ resource: 'dialIn', operation: 'getAll' },
		]) {
			const error = await failWith({ kind: 'ok200Error', result: '50000', error: 'Not today' }, parameters);
			expect(error?.message).toBe('Not today');
		}
	});

	test('for a wrong App Key, which is nowhere in the error', async () => {
		fixture().engine.useCredential({ appKey: 'another-key-that-is-wrong' });
		const { error, run } = await fixture().run(GET_MANY);
		expect(error).toMatchObject({ message: 'Application not found', description: expect.stringContaining(CHECK_LOGIN), httpCode: '401' });
		expect(JSON.stringify(run.data.resultData)).not.toContain('another-key-that-is-wrong');
	});

	test('as one line, and not without end', async () => {
		const error = await failWith({ kind: 'status', error: `Line\nbreak ${'x'.repeat(2000)}` });
		expect(error?.message).toMatch(/^Line break x+…$/);
		expect(error?.message.length).toBeLessThan(510);
	});
});
