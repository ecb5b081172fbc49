import type { IDataObject } from 'n8n-workflow';

import type { FaultInput } from '../sandbox/index.mts';
import { testCredential } from './credential-test.mts';
import { useFixture } from './fixture.mts';
import { closedOrigin, closeListeners, openListener } from './listener.mts';

const fixture = useFixture();
afterEach(closeListeners);

/** What n8n shows when a user saves the credential with these fields; `undefined` when it is good. */
async function verdict(fields: IDataObject = {}, fault?: FaultInput) {
	fixture().engine.useCredential(fields);
	if (fault) await fixture().control.faults.add(fault);
	const { status, message } = await testCredential(fixture().engine);
	expect(message).not.toContain(fixture().sandbox.appKey);
	return status === 'OK' ? undefined : message;
}

const WRONG_KEY = 'The API refused App ID and App Key. Copy both again from the EnableX portal';
const host = () => new URL(fixture().sandbox.origin).host;

describe('The test of the credential', () => {
	test.each(['/video/v2', '/video/v2/', '/video/v1', '/v1//'])('passes with the right login below %s', async (prefix) => {
		expect(await verdict({ baseUrl: fixture().sandbox.origin + prefix })).toBeUndefined();
	});

	test('passes with the errors of either generation, and when errors come with HTTP 200', async () => {
		for (const errors of [{ resultAsString: true }, { errorsAlways200: true }]) {
			await fixture().control.settings(errors);
			expect(await verdict()).toBeUndefined();
		}
	});

	test('asks one small question only, whatever the number of rooms', async () => {
		await fixture().control.seedRooms({ count: 3 });
		await verdict();
		const requests = await fixture().control.requests();
		expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /video/v2/rooms/000000000000000000000000',
		]);
	});

	test('says that App ID or App Key is wrong, and what the API said', async () => {
		expect(await verdict({ appKey: 'wrong' })).toBe(`${WRONG_KEY} (the API says: Application not found)`);
		expect(await verdict({ appId: 'unknown' })).toBe(`${WRONG_KEY} (the API says: Application not found)`);
	});

	test.each<[string, FaultInput]>([
		['the newer envelope', { kind: 'newEnvelope', status: 401, errorCode: 'UNAUTHORIZED', message: 'Invalid credentials.' }],
		['the newer envelope with HTTP 200', { kind: 'newEnvelope', status: 200, errorCode: 'UNAUTHORIZED' }],
		['HTTP 401 without a body', { kind: 'empty', status: 401 }],
		['code 40002', { kind: 'status', status: 403, result: 40002, error: 'Unauthorized' }],
		['a text as its code', { kind: 'ok200Error', result: '10000', error: 'Application not found' }],
	])('knows a refused login by %s', async (_how, fault) => {
		expect(await verdict({}, fault)).toContain(WRONG_KEY);
	});

	test('says that a web page came, and to check Base URL', async () => {
		expect(await verdict({}, { kind: 'html' })).toMatch(
			/^A web page came back instead of an answer of the EnableX Video API\. Check Base URL in the EnableX API credential/,
		);
	});

	test('says that the path is wrong, when the host knows no such address', async () => {
		expect(await verdict({ baseUrl: `${fixture().sandbox.origin}/video/v9` })).toMatch(
			/^This address answers, but not as the EnableX Video API\. Check Base URL: it ends with the version/,
		);
	});

	test.each<[string, FaultInput]>([
		['the newer envelope says that there is no such room', { kind: 'newEnvelope', status: 404, errorCode: 'ROOM_NOT_FOUND', message: 'No such room.' }],
		['the older one says by another code that it has no such room', { kind: 'status', status: 404, result: 50003, error: 'Failed to get Room Information' }],
	])('passes with HTTP 404 when %s, since this API has let us in', async (_how, fault) => {
		expect(await verdict({}, fault)).toBeUndefined();
	});

	test.each<[string, FaultInput]>([
		['a page', { kind: 'html', status: 404 }],
		['nothing', { kind: 'empty', status: 404 }],
		['JSON without a code', { kind: 'body', status: 404, body: { message: 'no route' } }],
		['JSON with an error in words', { kind: 'body', status: 404, body: { error: 'Not Found' } }],
		['JSON with the status as its code', { kind: 'body', status: 404, body: { statusCode: 404, error: 'Not Found', message: 'Route not found' } }],
	])('does not take HTTP 404 with %s for this API', async (_what, fault) => {
		expect(await verdict({}, fault)).toMatch(/^This address answers, but not as the EnableX Video API/);
	});

	test('says that another API answers there', async () => {
		const other = await openListener((_request, response) => response.setHeader('content-type', 'application/json').end('{"ok":true}'));
		expect(await verdict({ baseUrl: other.origin })).toMatch(/^The answer lacks the result code that every answer of the EnableX Video API carries/);
	});

	test('says which host refused the connection', async () => {
		const origin = await closedOrigin();
		expect(await verdict({ baseUrl: `${origin}/video/v2` })).toBe(
			`The host ${new URL(origin).host} refused the connection. Check the address and its port, and that the server is up`,
		);
	});

	test('says which host does not exist', async () => {
		expect(await verdict({ baseUrl: 'https://no-such-host.invalid/video/v2' })).toBe(
			'The host no-such-host.invalid cannot be found on the network. Check the spelling of the address',
		);
	});

	test('says which host broke the connection, or does not speak https', async () => {
		expect(await verdict({}, { kind: 'drop' })).toBe(`The host ${host()} broke the connection off. Try again in a moment`);
		await fixture().control.faults.clear();
		expect(await verdict({ baseUrl: `https://${host()}/video/v2` })).toContain('could not set up a secure connection');
	});

	test('does not follow a redirect, and says so', async () => {
		const other = await openListener((_request, response) => response.end());
		expect(await verdict({}, { kind: 'redirect', location: other.origin })).toContain('a redirect, which is not followed. Check Base URL');
		expect(other.seen).toEqual([]);
	});

	test.each([
		['', 'Base URL is empty'],
		['api.enablex.io/video/v2', 'Base URL is not an address'],
		['ftp://api.enablex.io', 'has to start with https://'],
		['https://me:secret@api.enablex.io/video/v2', 'Base URL holds a login, a query or a fragment'],
		['https://api.enablex.io/video/v2?x=1', 'Base URL holds a login, a query or a fragment'],
	])('says what is wrong with the Base URL "%s"', async (baseUrl, message) => {
		expect(await verdict({ baseUrl })).toContain(message);
		expect(await fixture().control.requests()).toEqual([]);
	});
});
