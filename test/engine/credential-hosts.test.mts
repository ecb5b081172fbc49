import type { IHttpRequestOptions, IRequestOptions } from 'n8n-workflow';

import { useFixture } from './fixture.mts';
import { closeListeners, openListener } from './listener.mts';

const fixture = useFixture();
afterEach(closeListeners);

const basic = (username: string, password: string) => `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
const apiLogin = () => basic(fixture().sandbox.appId, fixture().sandbox.appKey);
const recordingsLogin = () => basic(fixture().sandbox.recordings.username, fixture().sandbox.recordings.password);
const openHost = async () => await openListener((_request, response) => response.end('{}'));

/** The two ways in which the HTTP Request node and other nodes send a request with a credential. */
const SHAPES: Array<[shape: string, ask: (url: string) => Promise<unknown>]> = [
	['the current shape', async (url) => await askWith({ url })],
	['the older shape', async (uri) => await askOld({ uri })],
];

async function askWith(request: IHttpRequestOptions) {
	const context = fixture().engine.listSearchContext();
	const options = { ignoreHttpStatusErrors: true, returnFullResponse: true, ...request };
	return await context.helpers.httpRequestWithAuthentication.call(context, 'enableXApi', options);
}

async function askOld(request: IRequestOptions) {
	const context = fixture().engine.listSearchContext();
	const options = { method: 'GET' as const, simple: false, resolveWithFullResponse: true, followAllRedirects: true, ...request };
	return await context.helpers.requestWithAuthentication.call(context, 'enableXApi', options);
}

/** The logins that the sandbox and its file host got. */
const loginsSeen = async () => (await fixture().control.requests()).map(({ headers }) => headers.authorization);

describe.each(SHAPES)('The credential in another node, with a request of %s', (_shape, ask) => {
	test('gives App ID and App Key to the host of Base URL, below any path', async () => {
		await ask(`${fixture().sandbox.baseUrl}/rooms`);
		await ask(`${fixture().sandbox.origin}/v1/rooms`);
		expect(await loginsSeen()).toEqual([apiLogin(), apiLogin()]);
	});

	test('takes a path alone as one below Base URL', async () => {
		await ask('/rooms');
		expect((await fixture().control.requests()).map(({ path }) => path)).toEqual(['/video/v2/rooms']);
	});

	test('gives the recordings login to a recordings host, and App Key never', async () => {
		await ask(`${fixture().sandbox.filesOrigin}/recordings/x.mp4`);
		expect(await loginsSeen()).toEqual([recordingsLogin()]);
	});

	test.each([
		['another port of the same machine', (origin: string) => `${origin}/video/v2/rooms`],
		['an address that starts like the API', (origin: string) => origin.replace('http://', `http://${host()}@`)],
		['an address with a backslash', (origin: string) => `${origin}\\@${host()}/video/v2/rooms`],
		['another name of the same machine', (origin: string) => origin.replace('127.0.0.1', 'localhost')],
	])('gives no login to %s', async (_what, address) => {
		const other = await openHost();
		await ask(address(other.origin));
		expect(other.seen).toHaveLength(1);
		const authorization = other.seen[0].headers.authorization ?? '';
		expect([apiLogin(), recordingsLogin()]).not.toContain(authorization);
		expect(authorization).not.toContain(Buffer.from(fixture().sandbox.appKey).toString('base64'));
		expect(await loginsSeen()).toEqual([]);
	});

	test('hands no login on to where the API redirects to', async () => {
		const other = await openHost();
		await fixture().control.faults.add({ kind: 'redirect', location: `${other.origin}/video/v2/rooms` });
		await ask(`${fixture().sandbox.baseUrl}/rooms`).catch(() => undefined);
		expect(other.seen).toEqual([]);
	});

	test('keeps the recordings login from where the file host redirects to', async () => {
		const other = await openHost();
		await fixture().control.faults.add({ kind: 'redirect', target: 'files', location: `${other.origin}/a.mp4` });
		await ask(`${fixture().sandbox.filesOrigin}/recordings/x.mp4`).catch(() => undefined);
		expect(other.seen).toEqual([]);
	});
});

const host = () => new URL(fixture().sandbox.origin).host;

describe('The hosts that may have the recordings login', () => {
	test.each([
		['its host and port', () => new URL(fixture().sandbox.filesOrigin).host, true],
		['one of a list', () => `portal.enablex.io , ${new URL(fixture().sandbox.filesOrigin).host}`, true],
		['its host without the port', () => '127.0.0.1', false],
		['other hosts only', () => '*.enablex.io', false],
		['nothing', () => '', false],
	])('are known when Recordings Hosts has %s', async (_what, hosts, isKnown) => {
		fixture().engine.useCredential({ recordingsHosts: hosts() });
		await askWith({ url: `${fixture().sandbox.filesOrigin}/recordings/x.mp4` });
		expect(await loginsSeen()).toEqual([isKnown ? recordingsLogin() : undefined]);
	});
});

test.each([
	['a room that does not exist', {}, '/rooms/000000000000000000000000', '404'],
	['a wrong key', { appKey: 'wrong' }, '/rooms', '401'],
])('another node is told what the API answered to %s', async (_what, fields, url, httpCode) => {
	fixture().engine.useCredential(fields);
	const context = fixture().engine.listSearchContext();
	const request = context.helpers.httpRequestWithAuthentication.call(context, 'enableXApi', { url });
	await expect(request).rejects.toMatchObject({ httpCode });
});
