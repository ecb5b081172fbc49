import { inspect } from 'node:util';
import { NodeApiError, type ICredentialTestFunctions, type IExecutePaginationFunctions, type ILoadOptionsFunctions, type JsonObject } from 'n8n-workflow';

import { testEnableXApi } from '../../nodes/shared/credentialTest';
import { perItem } from '../../nodes/EnableXVideo/exchange';
import { send } from '../../nodes/shared/ask';
import { getRooms } from '../../nodes/shared/getRooms';
import { credential, fakeExecution, node } from './fakes.mts';

const LOGIN = `Basic ${Buffer.from(`${credential.appId}:${credential.appKey}`).toString('base64')}`;
const config = () => ({ url: 'https://api.enablex.io/video/v2/rooms', headers: { Authorization: LOGIN }, auth: { password: credential.appKey } });
const failure = (message: string, more: object): Error => Object.assign(new Error(message), more);
/** The same error as n8n wraps it up for a node. */
const wrapped = (error: unknown): Error => new NodeApiError(node, error as JsonObject);

/** Errors as the hosts of requests throw them: each has the whole request hanging on it. */
const ERRORS: Array<[what: string, error: () => Error, message: string]> = [
	['a refused connection', () => failure('connect ECONNREFUSED', { code: 'ECONNREFUSED', config: config() }), 'The host api.enablex.io refused the connection'],
	['a refused connection below another error', () => new Error('outer', { cause: failure('inner', { code: 'ECONNREFUSED', config: config() }) }), 'The host api.enablex.io refused the connection'],
	['an error of n8n around a broken connection', () => wrapped(failure('socket hang up', { code: 'ECONNRESET', config: config() })), 'The host api.enablex.io broke the connection off'],
	['an error of n8n around one that is none of the connection', () => wrapped(failure('Blocked by a rule', { config: config() })), 'Blocked by a rule'],
	['an error that is none of the connection', () => failure('Blocked by a rule', { config: config() }), 'Blocked by a rule'],
	['a request and its answer on the error', () => failure('Odd', { request: config(), response: { config: config() } }), 'Odd'],
];

/** The login, the key and their header, as far as they can be read anywhere in a value. */
function secretsIn(value: unknown): string[] {
	const text = `${inspect(value, { depth: 10, showHidden: true })} ${JSON.stringify(value)}`;
	return [LOGIN, credential.appKey, 'Authorization', 'authorization'].filter((secret) => text.includes(secret));
}

const rejecting = (error: Error) => ({
	async httpRequestWithAuthentication(this: unknown, _name: string, request: { url: string }) {
		request.url = config().url;
		return await Promise.reject(error);
	},
});

/** Runs one item of an operation whose request fails with this error. */
async function runItem(error: Error, continueOnFail: boolean) {
	const { pagination } = perItem(async (context, request) => {
		await send(context, request);
		return [];
	}).operations ?? {};
	if (typeof pagination !== 'function') throw new Error('There is no function for each item');
	const context: IExecutePaginationFunctions = Object.assign(Object.create(null), fakeExecution(), {
		helpers: rejecting(error),
		getItemIndex: () => 3,
		continueOnFail: () => continueOnFail,
	});
	return await pagination.call(context, { options: { url: '/rooms' }, maxResults: 'all', preSend: [], postReceive: [] });
}

test('The search for secrets that these tests rely on finds them in what the hosts throw', () => {
	for (const [, error] of ERRORS) expect(secretsIn(error())).toEqual(expect.arrayContaining([LOGIN, 'Authorization']));
});

describe.each(ERRORS)('%s leaves nothing of the request behind', (_what, error, message) => {
	test('in the error of the node', async () => {
		const thrown: unknown = await runItem(error(), false).catch((problem: unknown) => problem);
		expect(thrown).toBeInstanceOf(NodeApiError);
		expect(thrown).toMatchObject({ message });
		expect(secretsIn(thrown)).toEqual([]);
	});

	test('in the item of Continue On Fail', async () => {
		const items = await runItem(error(), true);
		expect(items).toMatchObject([{ json: { error: message }, pairedItem: { item: 3 } }]);
		expect(secretsIn(items)).toEqual([]);
	});

	test('in the list of the Room field', async () => {
		const context: ILoadOptionsFunctions = Object.assign(Object.create(null), fakeExecution(), { helpers: rejecting(error()) });
		const thrown: unknown = await getRooms.call(context).catch((problem: unknown) => problem);
		expect(thrown).toBeInstanceOf(NodeApiError);
		expect(thrown).toMatchObject({ message });
		expect(secretsIn(thrown)).toEqual([]);
	});

	test('in what the test of the credential says', async () => {
		const context: ICredentialTestFunctions = Object.assign(Object.create(null), {
			helpers: { request: async () => await Promise.reject(error()) },
		});
		const verdict = await testEnableXApi.call(context, { id: '1', name: 'EnableX', type: 'enableXApi', data: { ...credential } });
		expect(verdict.status).toBe('Error');
		expect(verdict.message.startsWith(message)).toBe(true);
		expect(verdict.message).not.toContain('cannot be reached');
		expect(secretsIn(verdict)).toEqual([]);
	});
});
