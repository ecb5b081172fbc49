import { inspect } from 'node:util';
import { NodeApiError, type ICredentialTestFunctions, type IExecutePaginationFunctions, type ILoadOptionsFunctions, type JsonObject } from 'n8n-workflow';

import { basicAuth } from '../../lib/basic-auth.mts';
import { testEnableXApi } from '../../../nodes/shared/methods/credentialTest';
import { prepareItem } from '../../../nodes/EnableXVideo/execution/item';
import { apiOperation } from '../../../nodes/EnableXVideo/execution/operation';
import { searchRooms } from '../../../nodes/shared/methods/listSearch';
import { credential, fakeExecution, node } from '../../lib/fakes.mts';

const LOGIN = basicAuth(credential.appId, credential.appKey);
const config = () => ({ url: 'https://api.enablex.io/video/v2/rooms', headers: { Authorization: LOGIN }, auth: { password: credential.appKey } });
const failure = (message: string, more: object): Error => Object.assign(new Error(message), more);
/** The same error as n8n wraps it for a node. */
const wrapped = (error: unknown): Error => new NodeApiError(node, error as JsonObject);

/** Errors as n8n's request helpers throw them, each with the whole request attached. */
const ERRORS: Array<[what: string, error: () => Error, message: string]> = [
	['a refused connection', () => failure('connect ECONNREFUSED', { code: 'ECONNREFUSED', config: config() }), 'The host api.enablex.io refused the connection'],
	['a refused connection inside another error', () => new Error('outer', { cause: failure('inner', { code: 'ECONNREFUSED', config: config() }) }), 'The host api.enablex.io refused the connection'],
	['an n8n error around a broken connection', () => wrapped(failure('socket hang up', { code: 'ECONNRESET', config: config() })), 'The host api.enablex.io closed the connection unexpectedly'],
	['an n8n error around one that is not a connection error', () => wrapped(failure('Blocked by a rule', { config: config() })), 'Blocked by a rule'],
	['an error that is not a connection error', () => failure('Blocked by a rule', { config: config() }), 'Blocked by a rule'],
	['an error with the request and its response', () => failure('Odd', { request: config(), response: { config: config() } }), 'Odd'],
];

/** Which of the login, the key and their header can be read anywhere in a value. */
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
	const operation = apiOperation({ read: () => ({}), output: () => [] });
	const context: IExecutePaginationFunctions = Object.assign(Object.create(null), fakeExecution(), {
		helpers: rejecting(error),
		getItemIndex: () => 3,
		continueOnFail: () => continueOnFail,
	});
	const item = await prepareItem(context, operation, { method: 'POST', url: '/rooms' });
	return await item.run();
}

test('The search for secrets finds them in the original errors', () => {
	for (const [, error] of ERRORS) expect(secretsIn(error())).toEqual(expect.arrayContaining([LOGIN, 'Authorization']));
});

describe.each(ERRORS)('%s leaves no part of the request', (_what, error, message) => {
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
		const thrown: unknown = await searchRooms.call(context).catch((problem: unknown) => problem);
		expect(thrown).toBeInstanceOf(NodeApiError);
		expect(thrown).toMatchObject({ message });
		expect(secretsIn(thrown)).toEqual([]);
	});

	test('in the result of the credential test', async () => {
		const context: ICredentialTestFunctions = Object.assign(Object.create(null), {
			helpers: { request: async () => await Promise.reject(error()) },
		});
		const result = await testEnableXApi.call(context, { id: '1', name: 'EnableX', type: 'enableXApi', data: { ...credential } });
		expect(result.status).toBe('Error');
		expect(result.message.startsWith(message)).toBe(true);
		expect(result.message).not.toContain('cannot be reached');
		expect(secretsIn(result)).toEqual([]);
	});
});
