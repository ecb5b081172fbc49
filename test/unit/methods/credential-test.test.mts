import type { IHttpRequestOptions } from 'n8n-workflow';

import { findCredentialError, type SendRequest } from '../../../nodes/shared/methods/credentialTest';
import { credential } from '../../lib/fakes.mts';

const answering = (statusCode: number, body: unknown, statusMessage = ''): SendRequest => async () => ({
	statusCode,
	statusMessage,
	headers: {},
	body,
});
const failing = (code: string): SendRequest => async () => {
	throw Object.assign(new Error('connect failed'), { code });
};
const problemOf = (send: SendRequest) => findCredentialError(credential, send);

describe('The credential test passes', () => {
	test.each([
		['when the API reports that the room does not exist, as expected', answering(404, { result: 40001, error: '[Reason] Room not found', desc: '' })],
		['when it does so with HTTP 200 and a string code', answering(200, { result: '40001', error: 'Room not found' })],
		['when it does so in the newer envelope', answering(404, { status: 'error', error_code: 'ROOM_NOT_FOUND', message: 'No such room', request_id: 'req_1' })],
		['when it does so with another code', answering(404, { result: 50003, error: 'Failed to get Room Information' })],
		['when the room exists after all', answering(200, { result: 0, room: {} })],
	])('%s', async (_, send) => {
		expect(await problemOf(send)).toBeUndefined();
	});
});

describe('The credential test fails with a clear message', () => {
	test.each([
		['HTTP 401 without a body', answering(401, '', 'Unauthorized'), 'HTTP 401'],
		['HTTP 401 of the newer envelope', answering(401, { status: 'error', error_code: 'UNAUTHORIZED', message: 'Bad key' }), 'the API says: Bad key'],
		['an expired key', answering(403, { status: 'error', error_code: 'CREDENTIAL_EXPIRED', message: 'Expired' }), 'the API says: Expired'],
		['an unknown application', answering(200, { result: 10000, error: 'Application not found' }), 'the API says: Application not found'],
		['a refusal with HTTP 403', answering(403, { result: '40002', error: 'Unauthorized' }), 'the API says: Unauthorized'],
	])('about the key for %s', async (_, send, cause) => {
		expect(await problemOf(send)).toBe(`The API rejected App ID and App Key. Copy both again from the EnableX portal (${cause})`);
	});

	test.each([
		['a web page', answering(200, '<html><body>Welcome</body></html>'), /^The server returned a web page instead of .* Check Base URL/],
		['a web page with HTTP 404', answering(404, '<html>', 'Not Found'), /^A server responds at this address, but it is not the EnableX Video API\. Check Base URL/],
		['JSON from another service', answering(200, { hello: 'world' }), /lacks the result code .* Check Base URL/],
		['JSON from another service with HTTP 404', answering(404, { message: 'no route' }), /^A server responds at this address, but it is not the EnableX Video API\. Check Base URL/],
		['a redirect', answering(301, '', 'Moved Permanently'), /a redirect, which is not followed\. Check Base URL/],
		['an empty response', answering(200, ''), /empty response/],
		['a server error of the API', answering(500, { result: 50000, error: 'Internal Server Error' }), /^Internal Server Error\. This is an EnableX server error/],
		['too many requests', answering(429, { status: 'error', error_code: 'RATE_LIMITED', message: 'Slow down' }), /^Slow down\. Too many requests/],
		['a suspended project', answering(403, { status: 'error', error_code: 'PROJECT_SUSPENDED', message: 'Suspended' }), /^Suspended\. The project is suspended/],
	])('for %s', async (_, send, sentence) => {
		expect(await problemOf(send)).toMatch(sentence);
	});

	test.each([
		['ENOTFOUND', 'The host api.enablex.io cannot be found on the network. Check the spelling of the address'],
		['ECONNREFUSED', 'The host api.enablex.io refused the connection. Check the address and its port, and that the server is running'],
		['ECONNABORTED', 'The host api.enablex.io did not answer in time. Try again, or check the network between n8n and this host'],
	])('for a connection that fails with %s', async (code, sentence) => {
		expect(await problemOf(failing(code))).toBe(sentence);
	});

	test.each([
		['a bug in the code', new TypeError('sendRequest is not a function')],
		['a rule of this n8n instance', new Error('The request was blocked by SSRF protection')],
		['an error whose code is not a connection code', Object.assign(new Error('Disk full'), { code: 'ENOSPC' })],
	])("with the error's own message if it is not a connection error: %s", async (_what, error) => {
		const sentence = await problemOf(async () => await Promise.reject(error));
		expect(sentence).toBe(error.message);
		expect(sentence).not.toContain('cannot be reached');
	});

	test('that contains no secret', async () => {
		const echo: SendRequest = async (options) => {
			throw Object.assign(new Error(JSON.stringify(options)), { code: 'ECONNRESET', config: options });
		};
		const sentence = await problemOf(echo);
		expect(sentence).not.toContain(credential.appKey);
		expect(sentence).not.toMatch(/Basic/);
	});
});

test('The credential test requests one room that no project has, with the login, without following redirects, and with a timeout', async () => {
	const requests: IHttpRequestOptions[] = [];
	await findCredentialError(credential, async (options) => {
		requests.push(options);
		return { statusCode: 404, headers: {}, body: { result: 40001 } };
	});
	expect(requests).toHaveLength(1);
	expect(requests[0]).toMatchObject({
		url: 'https://api.enablex.io/video/v2/rooms/000000000000000000000000',
		headers: { Authorization: expect.stringMatching(/^Basic /) },
		disableFollowRedirect: true,
		timeout: 20_000,
	});
	expect(requests[0].method ?? 'GET').toBe('GET');
});
