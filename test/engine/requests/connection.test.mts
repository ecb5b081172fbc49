import type { INodeParameters } from 'n8n-workflow';

import { useFixture } from '../../lib/engine/fixture.mts';
import { closedOrigin, closeListeners, openListener } from '../../lib/listener.mts';
import { failureOf } from '../../lib/engine/refusal.mts';
import { leakedSecrets } from '../../lib/engine/secrets.mts';
import { parametersOf } from '../../lib/operations/index.mts';

const fixture = useFixture();
afterEach(closeListeners);

const host = () => new URL(fixture().sandbox.origin).host;

const fail = async (parameters: INodeParameters = parametersOf('room.getAll')) => await failureOf(fixture(), parameters);

describe('The error of a failed connection names the host, what happened and what to do', () => {
	test('if nothing listens on the port', async () => {
		const origin = await closedOrigin();
		fixture().engine.useCredential({ baseUrl: `${origin}/video/v2` });
		expect(await fail()).toMatchObject({
			message: `The host ${new URL(origin).host} refused the connection`,
			description: 'Tried 4 times. Check the address and its port, and that the server is running. (ECONNREFUSED)',
		});
	});

	test('if the host does not exist', async () => {
		fixture().engine.useCredential({ baseUrl: 'https://no-such-host.invalid/video/v2' });
		expect(await fail()).toMatchObject({
			message: 'The host no-such-host.invalid cannot be found on the network',
			description: expect.stringMatching(/^Check the spelling of the address/),
		});
	});

	test('if the connection is closed before a response', async () => {
		await fixture().control.faults.add({ kind: 'drop' });
		expect(await fail()).toMatchObject({ message: `The host ${host()} closed the connection unexpectedly`, description: expect.stringMatching(/^Tried 4 times\. Try again/) });
	});

	test('if the connection is closed in the middle of a response', async () => {
		await fixture().control.faults.add({ kind: 'drop', when: 'mid' });
		expect(await fail()).toMatchObject({ message: `The host ${host()} closed the connection unexpectedly` });
	});

	test.each(['gzip', 'br'])('if the response is labeled as %s but is not compressed', async (coding) => {
		const { origin } = await openListener((_request, response) => response.writeHead(200, { 'content-encoding': coding }).end('{"result":0,"rooms":[]}'));
		fixture().engine.useCredential({ baseUrl: `${origin}/video/v2` });
		expect(await fail()).toMatchObject({ message: `The host ${new URL(origin).host} sent a damaged response`, description: expect.stringMatching(/^Try again/) });
	});

	test('if the response takes longer than the timeout of the node', async () => {
		await fixture().control.faults.add({ kind: 'slow', delayMs: 1000 });
		expect(await fail(parametersOf('room.getAll', { requestOptions: { timeout: 150 } }))).toMatchObject({ message: `The host ${host()} did not answer in time` });
	});

	test('if Base URL uses https and the server only supports http', async () => {
		fixture().engine.useCredential({ baseUrl: `https://${host()}/video/v2` });
		expect(await fail()).toMatchObject({
			message: `The host ${host()} could not set up a secure connection`,
			description: expect.stringContaining('whether the address should start with http:// instead of https://'),
		});
	});

	test('if Base URL is not a URL', async () => {
		fixture().engine.useCredential({ baseUrl: 'api.enablex.io/video/v2' });
		expect((await fail())?.message).toMatch(/^Base URL is not a valid URL\. In the EnableX API credential, enter an address such as https:/);
	});
});

test('Stop cancels the requests in flight', async () => {
	let resolveEnded = () => {};
	const ended = new Promise<void>((resolve) => (resolveEnded = resolve));
	const silent = await openListener((_request, response) => response.on('close', resolveEnded));
	fixture().engine.useCredential({ baseUrl: silent.origin });
	const { error, items } = await fixture().run(
		parametersOf('room.getAll'),
		{ onStart: (stop) => void silent.asked.then(stop) },
	);
	expect(items).toEqual([]);
	expect(error?.message).toMatch(/^The request to the host .+ was cancelled because the execution was stopped$/);
	await ended;
});

describe('The search for secrets', () => {
	test('finds each secret, at any depth', async () => {
		const { sandbox } = fixture();
		const outcome = await fixture().run(parametersOf('room.getAll'));
		const request = { headers: { authorization: 'Basic x' }, auth: [sandbox.appKey, sandbox.recordings.password] };
		const thrown = new Error('a', { cause: new Error('b', { cause: { config: request } }) });
		expect(leakedSecrets(fixture(), { ...outcome, thrown })).toEqual(['App Key', 'recordings password', 'Authorization header']);
		expect(leakedSecrets(fixture(), outcome)).toEqual([]);
	});
});

describe('A redirect of the API', () => {
	test('is not followed, so no other host receives the login', async () => {
		const other = await openListener((_request, response) => response.end('{"result":0}'));
		await fixture().control.faults.add({ kind: 'redirect', location: `${other.origin}/video/v2/rooms` });
		expect(await fail()).toMatchObject({
			message: 'The API returned HTTP 302 (Found), a redirect, which is not followed',
			description: expect.stringContaining('Check Base URL'),
		});
		expect(other.seen).toEqual([]);
	});

	test('is not followed for requests that change rooms either', async () => {
		await fixture().control.faults.add({ kind: 'redirect', status: 307, location: '/video/v1/rooms' });
		const error = await fail(parametersOf('room.create'));
		expect(error?.message).toContain('HTTP 307');
		expect(await fixture().control.requests()).toHaveLength(1);
	});
});
