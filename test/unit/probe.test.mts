import type { IHttpRequestOptions } from 'n8n-workflow';

import { findProblem, type SendRequest } from '../../nodes/shared/probe';
import { credential } from './fakes.mts';

const answering = (statusCode: number, body: unknown, statusMessage = ''): SendRequest => async () => ({
	statusCode,
	statusMessage,
	headers: {},
	body,
});
const failing = (code: string): SendRequest => async () => {
	throw Object.assign(new Error('connect failed'), { code });
};
const problemOf = (send: SendRequest) => findProblem(credential, send);

describe('The test of a credential passes', () => {
	test.each([
		['when the API says that there is no such room, as expected', answering(404, { result: 40001, error: '[Reason] Room not found', desc: '' })],
		['when it says so with HTTP 200 and a text', answering(200, { result: '40001', error: 'Room not found' })],
		['when the newer envelope says so', answering(404, { status: 'error', error_code: 'ROOM_NOT_FOUND', message: 'No such room', request_id: 'req_1' })],
		['when it has no such room by another code', answering(404, { result: 50003, error: 'Failed to get Room Information' })],
		['when the room is there after all', answering(200, { result: 0, room: {} })],
	])('%s', async (_, send) => {
		expect(await problemOf(send)).toBeUndefined();
	});
});

describe('The test of a credential fails with a sentence', () => {
	test.each([
		['HTTP 401 without a body', answering(401, '', 'Unauthorized')],
		['HTTP 401 of the newer envelope', answering(401, { status: 'error', error_code: 'UNAUTHORIZED', message: 'Bad key' })],
		['an expired key', answering(403, { status: 'error', error_code: 'CREDENTIAL_EXPIRED', message: 'Expired' })],
		['an unknown application', answering(200, { result: 10000, error: 'Application not found' })],
		['a refusal with HTTP 403', answering(403, { result: '40002', error: 'Unauthorized' })],
	])('about the key for %s', async (_, send) => {
		expect(await problemOf(send)).toMatch(/^The API refused App ID and App Key\. Copy both again from the EnableX portal \(the API says: .+\)$/);
	});

	test.each([
		['a web page', answering(200, '<html><body>Welcome</body></html>'), /^A web page came back instead of an answer .* Check Base URL/],
		['a web page that says not found', answering(404, '<html>', 'Not Found'), /^This address answers, but not as the EnableX Video API\. Check Base URL/],
		['JSON of another service', answering(200, { hello: 'world' }), /lacks the result code .* Check Base URL/],
		['JSON of another service that says not found', answering(404, { message: 'no route' }), /^This address answers, but not as the EnableX Video API\. Check Base URL/],
		['a redirect', answering(301, '', 'Moved Permanently'), /a redirect, which is not followed\. Check Base URL/],
		['an empty answer', answering(200, ''), /empty answer/],
		['a fault of the API', answering(500, { result: 50000, error: 'Internal Server Error' }), /^Internal Server Error\. This is a fault on the side of EnableX/],
		['too many requests', answering(429, { status: 'error', error_code: 'RATE_LIMITED', message: 'Slow down' }), /^Slow down\. Too many requests/],
		['a suspended project', answering(403, { status: 'error', error_code: 'PROJECT_SUSPENDED', message: 'Suspended' }), /^Suspended\. The project is suspended/],
	])('for %s', async (_, send, sentence) => {
		expect(await problemOf(send)).toMatch(sentence);
	});

	test.each([
		['ENOTFOUND', 'The host api.enablex.io cannot be found on the network. Check the spelling of the address'],
		['ECONNREFUSED', 'The host api.enablex.io refused the connection. Check the address and its port, and that the server is up'],
		['ECONNABORTED', 'The host api.enablex.io did not answer in time. Try again, or check the network between n8n and this host'],
	])('for a connection that fails with %s', async (code, sentence) => {
		expect(await problemOf(failing(code))).toBe(sentence);
	});

	test.each([
		['a fault in the code', new TypeError('sendRequest is not a function')],
		['a rule of this n8n', new Error('The request was blocked by SSRF protection')],
		['an error with a code that is none of a connection', Object.assign(new Error('Disk full'), { code: 'ENOSPC' })],
	])('in the words of what is no failed connection: %s', async (_what, error) => {
		const sentence = await problemOf(async () => await Promise.reject(error));
		expect(sentence).toBe(error.message);
		expect(sentence).not.toContain('cannot be reached');
	});

	test('that holds no secret', async () => {
		const echo: SendRequest = async (options) => {
			throw Object.assign(new Error(JSON.stringify(options)), { code: 'ECONNRESET', config: options });
		};
		const sentence = await problemOf(echo);
		expect(sentence).not.toContain(credential.appKey);
		expect(sentence).not.toMatch(/Basic/);
	});
});

test('The test asks for one room that no project has, with the login, without following redirects, and not for ever', async () => {
	const asked: IHttpRequestOptions[] = [];
	await findProblem(credential, async (options) => {
		asked.push(options);
		return { statusCode: 404, headers: {}, body: { result: 40001 } };
	});
	expect(asked).toHaveLength(1);
	expect(asked[0]).toMatchObject({
		url: 'https://api.enablex.io/video/v2/rooms/000000000000000000000000',
		headers: { Authorization: expect.stringMatching(/^Basic /) },
		disableFollowRedirect: true,
		timeout: 20_000,
	});
	expect(asked[0].method ?? 'GET').toBe('GET');
});
