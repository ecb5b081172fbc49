import type { IHttpRequestOptions, IRequestOptions } from 'n8n-workflow';

import { useFixture } from '../../lib/engine/fixture.mts';
import { closeListeners, openListener } from '../../lib/listener.mts';

const fixture = useFixture();
afterEach(closeListeners);

const apiLogin = () => fixture().apiLogin;
const recordingsLogin = () => fixture().recordingsLogin;
const openHost = async () => await openListener((_request, response) => response.end('{}'));

/** The two request formats with which the HTTP Request node and other nodes use a credential. */
const FORMATS: Array<[format: string, send: (url: string) => Promise<unknown>]> = [
	['the current format', async (url) => await sendRequest({ url })],
	['the older format', async (uri) => await sendOldRequest({ uri })],
];

async function sendRequest(request: IHttpRequestOptions) {
	const context = fixture().engine.listSearchContext();
	const options = { ignoreHttpStatusErrors: true, returnFullResponse: true, ...request };
	return await context.helpers.httpRequestWithAuthentication.call(context, 'enableXApi', options);
}

async function sendOldRequest(request: IRequestOptions) {
	const context = fixture().engine.listSearchContext();
	const options = { method: 'GET' as const, simple: false, resolveWithFullResponse: true, followAllRedirects: true, ...request };
	return await context.helpers.requestWithAuthentication.call(context, 'enableXApi', options);
}

/** The logins that the sandbox and its file host received. */
const loginsSeen = async () => (await fixture().control.requests()).map(({ headers }) => headers.authorization);

describe.each(FORMATS)('The credential in another node, with a request in %s', (_format, send) => {
	test('sends App ID and App Key to the host of Base URL, with any path', async () => {
		await send(`${fixture().sandbox.baseUrl}/rooms`);
		await send(`${fixture().sandbox.origin}/v1/rooms`);
		expect(await loginsSeen()).toEqual([apiLogin(), apiLogin()]);
	});

	test('resolves a path below Base URL', async () => {
		await send('/rooms');
		expect((await fixture().control.requests()).map(({ path }) => path)).toEqual(['/video/v2/rooms']);
	});

	test('sends the recordings login to a recordings host, and never App Key', async () => {
		await send(`${fixture().sandbox.filesOrigin}/recordings/x.mp4`);
		expect(await loginsSeen()).toEqual([recordingsLogin()]);
	});

	test.each([
		['another port of the same machine', (origin: string) => `${origin}/video/v2/rooms`],
		['a URL that starts like the API', (origin: string) => origin.replace('http://', `http://${host()}@`)],
		['a URL with a backslash', (origin: string) => `${origin}\\@${host()}/video/v2/rooms`],
		['another name of the same machine', (origin: string) => origin.replace('127.0.0.1', 'localhost')],
	])('sends no login to %s', async (_what, address) => {
		const other = await openHost();
		await send(address(other.origin));
		expect(other.seen).toHaveLength(1);
		const authorization = other.seen[0].headers.authorization ?? '';
		expect([apiLogin(), recordingsLogin()]).not.toContain(authorization);
		expect(authorization).not.toContain(Buffer.from(fixture().sandbox.appKey).toString('base64'));
		expect(await loginsSeen()).toEqual([]);
	});

	test('sends no login to the target of an API redirect', async () => {
		const other = await openHost();
		await fixture().control.faults.add({ kind: 'redirect', location: `${other.origin}/video/v2/rooms` });
		await send(`${fixture().sandbox.baseUrl}/rooms`).catch(() => undefined);
		expect(other.seen).toEqual([]);
	});

	test('sends no recordings login to the target of a file host redirect', async () => {
		const other = await openHost();
		await fixture().control.faults.add({ kind: 'redirect', target: 'files', location: `${other.origin}/a.mp4` });
		await send(`${fixture().sandbox.filesOrigin}/recordings/x.mp4`).catch(() => undefined);
		expect(other.seen).toEqual([]);
	});
});

const host = () => new URL(fixture().sandbox.origin).host;

describe('The hosts that may receive the recordings login', () => {
	test.each([
		['its host and port', () => new URL(fixture().sandbox.filesOrigin).host, true],
		['a list that contains it', () => `portal.enablex.io , ${new URL(fixture().sandbox.filesOrigin).host}`, true],
		['its host without the port', () => '127.0.0.1', false],
		['other hosts only', () => '*.enablex.io', false],
		['nothing', () => '', false],
	])('depend on Recordings Hosts: %s', async (_what, hosts, isKnown) => {
		fixture().engine.useCredential({ recordingsHosts: hosts() });
		await sendRequest({ url: `${fixture().sandbox.filesOrigin}/recordings/x.mp4` });
		expect(await loginsSeen()).toEqual([isKnown ? recordingsLogin() : undefined]);
	});
});

test.each([
	['a room that does not exist', {}, '/rooms/000000000000000000000000', '404'],
	['a wrong key', { appKey: 'wrong' }, '/rooms', '401'],
])('another node receives the HTTP error of the API for %s', async (_what, fields, url, httpCode) => {
	fixture().engine.useCredential(fields);
	const context = fixture().engine.listSearchContext();
	const request = context.helpers.httpRequestWithAuthentication.call(context, 'enableXApi', { url });
	await expect(request).rejects.toMatchObject({ httpCode });
});
