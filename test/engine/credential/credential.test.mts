import type { IDataObject } from 'n8n-workflow';

import type { FaultInput } from '../../sandbox/index.mts';
import { testCredential } from '../../lib/engine/credential-test.mts';
import { useFixture } from '../../lib/engine/fixture.mts';
import { closedOrigin, closeListeners, openListener } from '../../lib/listener.mts';

const fixture = useFixture();
afterEach(closeListeners);

/** The error that n8n shows if a user saves the credential with these fields; `undefined` if the test passes. */
async function problemOf(fields: IDataObject = {}, fault?: FaultInput) {
	fixture().engine.useCredential(fields);
	if (fault) await fixture().control.faults.add(fault);
	const { status, message } = await testCredential(fixture().engine);
	expect(message).not.toContain(fixture().sandbox.appKey);
	return status === 'OK' ? undefined : message;
}

const WRONG_KEY = 'The API rejected App ID and App Key. Copy both again from the EnableX portal';
const host = () => new URL(fixture().sandbox.origin).host;

describe('The credential test', () => {
	test.each(['/video/v2', '/video/v2/', '/video/v1', '/v1//'])('passes with the right login below %s', async (prefix) => {
		expect(await problemOf({ baseUrl: fixture().sandbox.origin + prefix })).toBeUndefined();
	});

	test('passes with the errors of either generation, also with HTTP 200', async () => {
		for (const errors of [{ resultAsString: true }, { errorsAlways200: true }]) {
			await fixture().control.settings(errors);
			expect(await problemOf()).toBeUndefined();
		}
	});

	test('sends only one small request, whatever the number of rooms', async () => {
		await fixture().control.seedRooms({ count: 3 });
		await problemOf();
		const requests = await fixture().control.requests();
		expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /video/v2/rooms/000000000000000000000000',
		]);
	});

	test('reports that App ID or App Key is wrong, with the message of the API', async () => {
		expect(await problemOf({ appKey: 'wrong' })).toBe(`${WRONG_KEY} (the API says: Application not found)`);
		expect(await problemOf({ appId: 'unknown' })).toBe(`${WRONG_KEY} (the API says: Application not found)`);
	});

	test.each<[string, FaultInput]>([
		['the newer envelope', { kind: 'newEnvelope', status: 401, errorCode: 'UNAUTHORIZED', message: 'Invalid credentials.' }],
		['the newer envelope with HTTP 200', { kind: 'newEnvelope', status: 200, errorCode: 'UNAUTHORIZED' }],
		['HTTP 401 without a body', { kind: 'empty', status: 401 }],
		['code 40002', { kind: 'status', status: 403, result: 40002, error: 'Unauthorized' }],
		['a string as its code', { kind: 'ok200Error', result: '10000', error: 'Application not found' }],
	])('recognizes a rejected login by %s', async (_how, fault) => {
		expect(await problemOf({}, fault)).toContain(WRONG_KEY);
	});

	test('reports a web page, and asks to check Base URL', async () => {
		expect(await problemOf({}, { kind: 'html' })).toMatch(
			/^The server returned a web page instead of an EnableX Video API response\. Check Base URL in the EnableX API credential/,
		);
	});

	test('reports a wrong path if the host does not know the URL', async () => {
		expect(await problemOf({ baseUrl: `${fixture().sandbox.origin}/video/v9` })).toMatch(
			/^A server responds at this address, but it is not the EnableX Video API\. Check Base URL: it ends with the version/,
		);
	});

	test.each<[string, FaultInput]>([
		['the newer envelope says that the room does not exist', { kind: 'newEnvelope', status: 404, errorCode: 'ROOM_NOT_FOUND', message: 'No such room.' }],
		['the older one says so with another code', { kind: 'status', status: 404, result: 50003, error: 'Failed to get Room Information' }],
	])('passes with HTTP 404 if %s, because the API has accepted the login', async (_how, fault) => {
		expect(await problemOf({}, fault)).toBeUndefined();
	});

	test.each<[string, FaultInput]>([
		['a web page', { kind: 'html', status: 404 }],
		['an empty body', { kind: 'empty', status: 404 }],
		['JSON without a code', { kind: 'body', status: 404, body: { message: 'no route' } }],
		['JSON with an error message', { kind: 'body', status: 404, body: { error: 'Not Found' } }],
		['JSON with the status as its code', { kind: 'body', status: 404, body: { statusCode: 404, error: 'Not Found', message: 'Route not found' } }],
	])('does not accept HTTP 404 with %s as a reply of this API', async (_what, fault) => {
		expect(await problemOf({}, fault)).toMatch(/^A server responds at this address, but it is not the EnableX Video API/);
	});

	test('reports another API at this URL', async () => {
		const other = await openListener((_request, response) => response.setHeader('content-type', 'application/json').end('{"ok":true}'));
		expect(await problemOf({ baseUrl: other.origin })).toMatch(/^The response lacks the result code that every EnableX Video API response has/);
	});

	test('reports which host refused the connection', async () => {
		const origin = await closedOrigin();
		expect(await problemOf({ baseUrl: `${origin}/video/v2` })).toBe(
			`The host ${new URL(origin).host} refused the connection. Check the address and its port, and that the server is running`,
		);
	});

	test('reports which host does not exist', async () => {
		expect(await problemOf({ baseUrl: 'https://no-such-host.invalid/video/v2' })).toBe(
			'The host no-such-host.invalid cannot be found on the network. Check the spelling of the address',
		);
	});

	test('reports which host closed the connection or does not support https', async () => {
		expect(await problemOf({}, { kind: 'drop' })).toBe(`The host ${host()} closed the connection unexpectedly. Try again in a moment`);
		await fixture().control.faults.clear();
		expect(await problemOf({ baseUrl: `https://${host()}/video/v2` })).toContain('could not set up a secure connection');
	});

	test('does not follow a redirect, and reports it', async () => {
		const other = await openListener((_request, response) => response.end());
		expect(await problemOf({}, { kind: 'redirect', location: other.origin })).toContain('a redirect, which is not followed. Check Base URL');
		expect(other.seen).toEqual([]);
	});

	test.each([
		['', 'Base URL is empty'],
		['api.enablex.io/video/v2', 'Base URL is not a valid URL'],
		['ftp://api.enablex.io', 'has to start with https://'],
		['https://me:secret@api.enablex.io/video/v2', 'Base URL contains a login, a query or a fragment'],
		['https://api.enablex.io/video/v2?x=1', 'Base URL contains a login, a query or a fragment'],
	])('reports what is wrong with the Base URL "%s"', async (baseUrl, message) => {
		expect(await problemOf({ baseUrl })).toContain(message);
		expect(await fixture().control.requests()).toEqual([]);
	});
});
