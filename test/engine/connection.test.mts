import { NodeApiError, type INodeParameters } from 'n8n-workflow';

import { useFixture } from './fixture.mts';
import { closedOrigin, closeListeners, openListener } from './listener.mts';
import { leakedSecrets } from './secrets.mts';

const fixture = useFixture();
afterEach(closeListeners);

const host = () => new URL(fixture().sandbox.origin).host;

/** Runs the node where it has to fail: nothing comes out, one error, no secret in it. */
async function fail(parameters: INodeParameters = {}) {
	const outcome = await fixture().run({ resource: 'room', operation: 'getAll', ...parameters });
	expect(outcome.items).toEqual([]);
	expect(outcome.thrown).toBeInstanceOf(NodeApiError);
	expect(leakedSecrets(fixture(), outcome)).toEqual([]);
	expect(outcome.error?.context).toMatchObject({ itemIndex: 0 });
	return outcome.error;
}

describe('A connection that fails says which host, what happened and what to do', () => {
	test('when nothing listens there', async () => {
		const origin = await closedOrigin();
		fixture().engine.useCredential({ baseUrl: `${origin}/video/v2` });
		expect(await fail()).toMatchObject({
			message: `The host ${new URL(origin).host} refused the connection`,
			description: 'Tried 4 times. Check the address and its port, and that the server is up. (ECONNREFUSED)',
		});
	});

	test('when there is no such host', async () => {
		fixture().engine.useCredential({ baseUrl: 'https://no-such-host.invalid/video/v2' });
		expect(await fail()).toMatchObject({
			message: 'The host no-such-host.invalid cannot be found on the network',
			description: expect.stringMatching(/^Check the spelling of the address/),
		});
	});

	test('when the connection breaks before an answer', async () => {
		await fixture().control.faults.add({ kind: 'drop' });
		expect(await fail()).toMatchObject({ message: `The host ${host()} broke the connection off`, description: expect.stringMatching(/^Tried 4 times\. Try again/) });
	});

	test('when the connection breaks in the middle of an answer', async () => {
		await fixture().control.faults.add({ kind: 'drop', when: 'mid' });
		expect(await fail()).toMatchObject({ message: `The host ${host()} broke the connection off` });
	});

	test.each(['gzip', 'br'])('when the answer is called %s, and is none', async (coding) => {
		const { origin } = await openListener((_request, response) => response.writeHead(200, { 'content-encoding': coding }).end('{"result":0,"rooms":[]}'));
		fixture().engine.useCredential({ baseUrl: `${origin}/video/v2` });
		expect(await fail()).toMatchObject({ message: `The host ${new URL(origin).host} sent an answer that cannot be unpacked`, description: expect.stringMatching(/^Try again/) });
	});

	test('when the answer takes longer than the timeout of the node', async () => {
		await fixture().control.faults.add({ kind: 'slow', delayMs: 1000 });
		expect(await fail({ requestOptions: { timeout: 150 } })).toMatchObject({ message: `The host ${host()} did not answer in time` });
	});

	test('when https is asked of a server that speaks http', async () => {
		fixture().engine.useCredential({ baseUrl: `https://${host()}/video/v2` });
		expect(await fail()).toMatchObject({
			message: `The host ${host()} could not set up a secure connection`,
			description: expect.stringContaining('whether the address starts with http:// instead of https://'),
		});
	});

	test('when Base URL is no address', async () => {
		fixture().engine.useCredential({ baseUrl: 'api.enablex.io/video/v2' });
		expect((await fail())?.message).toMatch(/^Base URL is not an address\. It starts with https:/);
	});
});

test('Stop gives up the requests that are under way', async () => {
	let hearOfEnd = () => {};
	const ended = new Promise<void>((resolve) => (hearOfEnd = resolve));
	const silent = await openListener((_request, response) => response.on('close', hearOfEnd));
	fixture().engine.useCredential({ baseUrl: silent.origin });
	const { error, items } = await fixture().run(
		{ resource: 'room', operation: 'getAll' },
		{ onStart: (stop) => void silent.asked.then(stop) },
	);
	expect(items).toEqual([]);
	expect(error?.message).toMatch(/ was not waited for, because the execution was stopped$/);
	await ended;
});

describe('The search for secrets that these tests rely on', () => {
	test('finds each of them, however deep it is', async () => {
		const { sandbox } = fixture();
		const outcome = await fixture().run({ resource: 'room', operation: 'getAll' });
		const request = { headers: { authorization: 'Basic x' }, auth: [sandbox.appKey, sandbox.recordings.password] };
		const thrown = new Error('a', { cause: new Error('b', { cause: { config: request } }) });
		expect(leakedSecrets(fixture(), { ...outcome, thrown })).toEqual(['App Key', 'recordings password', 'Authorization header']);
		expect(leakedSecrets(fixture(), outcome)).toEqual([]);
	});
});

describe('A redirect of the API', () => {
	test('is not followed, so that no other host gets the login', async () => {
		const other = await openListener((_request, response) => response.end('{"result":0}'));
		await fixture().control.faults.add({ kind: 'redirect', location: `${other.origin}/video/v2/rooms` });
		expect(await fail()).toMatchObject({
			message: 'The API answered HTTP 302 (Found), a redirect, which is not followed',
			description: expect.stringContaining('Check Base URL'),
		});
		expect(other.seen).toEqual([]);
	});

	test('is not followed either for what changes rooms', async () => {
		await fixture().control.faults.add({ kind: 'redirect', status: 307, location: '/video/v1/rooms' });
		const error = await fail({ operation: 'create', name: 'Weekly', ownerRef: 'deal-1' });
		expect(error?.message).toContain('HTTP 307');
		expect(await fixture().control.requests()).toHaveLength(1);
	});
});
