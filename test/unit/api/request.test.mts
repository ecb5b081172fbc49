import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { ConnectionFailure } from '../../../nodes/shared/api/errors';
import { apiRequest, requestWithFallback, send, type RequestContext } from '../../../nodes/shared/api/request';
import type { ApiFailure, ApiResult } from '../../../nodes/shared/api/envelope';
import { node } from '../../lib/fakes.mts';

type Answer = (request: IHttpRequestOptions) => Promise<IN8nHttpFullResponse>;

const REPLY: IN8nHttpFullResponse = { statusCode: 200, headers: {}, body: { result: 0 } };

/** A host that answers so. It adds a login and the absolute address to each request, as the credential does. */
function hostOf(answer: Answer) {
	const requests: IHttpRequestOptions[] = [];
	const names: string[] = [];
	const context: RequestContext = {
		getNode: () => node,
		helpers: {
			httpRequestWithAuthentication: async (name, request) => {
				names.push(name);
				requests.push({ ...request });
				request.url = `https://api.example.com${request.url}`;
				request.headers = { ...request.headers, Authorization: 'Basic abc' };
				return await answer(request);
			},
		},
	};
	return { context, requests, names };
}

const answering = () => hostOf(async () => await Promise.resolve(REPLY));

describe('A request', () => {
	test('is sent with the credential, and its whole reply is returned with the login and the address', async () => {
		const { context, requests, names } = answering();
		expect(await send(context, { url: '/rooms', json: true })).toEqual({ ...REPLY, authorization: 'Basic abc', url: 'https://api.example.com/rooms' });
		expect(requests).toEqual([{ url: '/rooms', json: true, returnFullResponse: true }]);
		expect(names).toEqual(['enableXApi']);
	});

	test('sends its body as JSON text, with every key', async () => {
		const { context, requests } = answering();
		await send(context, { url: '/rooms', method: 'POST', headers: { Accept: 'a' }, body: { data: { constructor: 1 } } });
		expect(requests).toMatchObject([{ body: '{"data":{"constructor":1}}', headers: { Accept: 'a', 'Content-Type': 'application/json' } }]);
	});

	test.each([[undefined], [{}], ['text'], [['a']]])('leaves the body %j as it is', async (body) => {
		const { context, requests } = answering();
		await send(context, { url: '/rooms', body });
		expect(requests).toEqual([{ url: '/rooms', body, returnFullResponse: true }]);
	});

	test('leaves the options of its caller unchanged', async () => {
		const options = Object.freeze({ url: '/rooms', body: Object.freeze({ name: 'Ann' }) });
		await send(answering().context, options);
		expect(options).toEqual({ url: '/rooms', body: { name: 'Ann' } });
	});

	test('whose connection fails says at which address', async () => {
		const { context } = hostOf(async () => await Promise.reject(Object.assign(new Error('no'), { code: 'ECONNREFUSED' })));
		const error: unknown = await send(context, { url: '/rooms' }).catch((reason: unknown) => reason);
		expect(error).toBeInstanceOf(ConnectionFailure);
		expect(error).toMatchObject({ url: 'https://api.example.com/rooms', message: 'The connection failed', cause: { code: 'ECONNREFUSED' } });
	});

	test('that fails otherwise passes the error on', async () => {
		const problem = new Error('A full disk');
		await expect(send(hostOf(async () => await Promise.reject(problem)).context, { url: '/rooms' })).rejects.toBe(problem);
	});
});

describe('A request with a limit of its time', () => {
	test('reads errors from any HTTP status, and limits the whole reply', async () => {
		const { context, requests } = answering();
		expect(await apiRequest(context, '/rooms', 5_000)).toEqual({ ok: true, body: { result: 0 } });
		expect(requests).toEqual([
			{ url: '/rooms', json: true, ignoreHttpStatusErrors: true, timeout: 5_000, abortSignal: expect.any(AbortSignal), returnFullResponse: true },
		]);
	});

	test.each<[what: string, error: object]>([
		['cancelled', { code: 'ERR_CANCELED' }],
		['something else', {}],
	])('did not get its answer in time when the limit has passed, whatever n8n calls it: %s', async (_what, error) => {
		const { context } = hostOf(async ({ abortSignal }) => {
			await new Promise((resolve) => (abortSignal as AbortSignal).addEventListener('abort', resolve, { once: true }));
			return await Promise.reject(Object.assign(new Error('no'), error));
		});
		// The host of an error that is not about the connection is not known.
		const host = 'code' in error ? 'api.example.com' : 'of the API';
		await expect(apiRequest(context, '/rooms', 10)).rejects.toMatchObject({ message: `The host ${host} did not answer in time` });
	});

	test('keeps the error of a connection that fails before', async () => {
		const { context } = hostOf(async () => await Promise.reject(Object.assign(new Error('no'), { code: 'ECONNRESET' })));
		await expect(apiRequest(context, '/rooms', 60_000)).rejects.toMatchObject({ message: 'The host api.example.com closed the connection unexpectedly' });
	});
});

const ROUTE = '/cdr/room-period/r/2026-11-20/2026-11-21';
const OLDER = '/cdr/room/r/2026-11-20/2026-11-21';
const success: ApiResult = { ok: true, body: { result: '0', cdr: [] } };
const failure = (message: string, more: Partial<ApiFailure> = {}): ApiResult => ({
	ok: false,
	failure: { message, nextStep: 'Do this', code: '404', httpStatus: 404, hasApiMessage: false, ...more },
});

/** Sends a request that gets one of these replies for each route. Returns the requested routes and the result. */
async function requestBoth(first: ApiResult, second: ApiResult = success, older: string | undefined = OLDER) {
	const requested: string[] = [];
	const result = await requestWithFallback(async (route) => (requested.push(route) === 1 ? first : second), ROUTE, older);
	return { requested, result };
}

describe('The older route is requested', () => {
	test('once, if the API does not know the newer one, and its result is used', async () => {
		expect(await requestBoth(failure('Not found'))).toEqual({ requested: [ROUTE, OLDER], result: success });
		expect(await requestBoth(failure('Route not found', { hasApiMessage: true }))).toEqual({ requested: [ROUTE, OLDER], result: success });
	});

	test.each<[string, ApiResult]>([
		['the newer one succeeds', success],
		['the API knows the newer one, but not the room', failure('Room not found', { code: '40001', hasApiMessage: true })],
		['the login is wrong', failure('Unauthorized', { httpStatus: 401 })],
		['the API is down', failure('Down', { httpStatus: 503 })],
		['the API rejects the request with HTTP 200', failure('Refused', { httpStatus: 200, code: '10201' })],
	])('not when %s', async (_, first) => {
		expect(await requestBoth(first)).toEqual({ requested: [ROUTE], result: first });
	});

	test('not if there is no older route', async () => {
		const first = failure('Not found');
		expect(await requestWithFallback(async () => first, ROUTE, undefined)).toBe(first);
	});
});

describe('When both routes fail', () => {
	const second = failure('Second', { httpStatus: 500 });

	test('the first result is used if it has a message from the API', async () => {
		const first = failure('First', { hasApiMessage: true });
		expect((await requestBoth(first, second)).result).toBe(first);
	});

	test('the second result is used if the first did not come from the API', async () => {
		expect((await requestBoth(failure('First'), second)).result).toBe(second);
	});
});
