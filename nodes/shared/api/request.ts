import type { DeclarativeRestApiSettings, IHttpRequestOptions, IN8nHttpFullResponse, INode } from 'n8n-workflow';

import { CREDENTIAL_NAME } from '../credential/credential';
import { readEnvelope, type ApiFailure, type ApiResult, type Reply } from './envelope';
import { connectionCode, ConnectionFailure, toNodeApiError } from './errors';
import { ROOM_NOT_FOUND } from './resultCodes';
import { isObject } from '../utils/values';

/** What a request needs from n8n. The contexts of the node, of its list searches and of the trigger provide it. */
export interface RequestContext {
	getNode(): INode;
	helpers: {
		httpRequestWithAuthentication(credential: string, request: IHttpRequestOptions): Promise<IN8nHttpFullResponse>;
	};
}

/** A declared request types some options more loosely and may have a relative `url` or none (see `authenticateRequest`). */
export type AnyRequest = IHttpRequestOptions | DeclarativeRestApiSettings.HttpRequestOptions;

/** A new request for n8n's HTTP client. The caller's options stay unchanged. */
function toHttpRequest(options: AnyRequest): IHttpRequestOptions {
	const request = { ...options, returnFullResponse: true } as IHttpRequestOptions;
	if (!isObject(request.body) || Object.keys(request.body).length === 0) return request;
	// As text, because the client's copy of an object drops keys such as "constructor", which Custom Data may contain.
	const headers = { ...request.headers, 'Content-Type': 'application/json' };
	return { ...request, body: JSON.stringify(request.body), headers };
}

/** A reply, with the login and the absolute address of its request. */
export type SentReply = IN8nHttpFullResponse & Reply & { url: string };

/** The error of a request that failed, with its address if it was the connection. */
export const requestError = (url: string, error: unknown): unknown =>
	connectionCode(error) === undefined ? error : new ConnectionFailure(url, error);

/**
 * Sends one request with the credential. Returns the whole reply, whatever its HTTP status. Rejects with a
 * ConnectionFailure if the connection failed.
 */
export async function send(context: RequestContext, options: AnyRequest): Promise<SentReply> {
	// The credential adds its login and the absolute address to this object (`authenticateRequest`).
	const request = toHttpRequest(options);
	try {
		const reply = await context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL_NAME, request);
		return { ...reply, authorization: request.headers?.Authorization, url: request.url };
	} catch (error) {
		throw requestError(request.url, error);
	}
}

/**
 * Makes a GET request outside the declarative routing with `request`. `timeout` is in milliseconds, for the whole
 * reply: n8n's own timeout starts anew with every byte, so a reply that trickles in would never end. Rejects with a
 * NodeApiError if there was no complete reply.
 */
export async function requestInTime<Result>(
	context: RequestContext,
	url: string,
	timeout: number,
	request: (options: IHttpRequestOptions & { abortSignal: AbortSignal }) => Promise<Result>,
): Promise<Result> {
	const abortSignal = AbortSignal.timeout(timeout);
	try {
		return await request({ url, json: true, ignoreHttpStatusErrors: true, timeout, abortSignal });
	} catch (error) {
		const cause = abortSignal.aborted ? asTimeout(error) : error;
		throw toNodeApiError(context.getNode(), cause, url);
	}
}

/** Sends a GET request outside the declarative routing and reads the reply (see `requestInTime`). */
export const apiRequest = async (context: RequestContext, url: string, timeout: number): Promise<ApiResult> =>
	await requestInTime(context, url, timeout, async (options) => readEnvelope(await send(context, options)));

/** The error of a request that was aborted because its time was up. n8n would call it cancelled. */
function asTimeout(error: unknown): ConnectionFailure {
	const url = error instanceof ConnectionFailure ? error.url : '';
	return new ConnectionFailure(url, Object.assign(new Error('The request timed out'), { code: 'ETIMEDOUT' }));
}

/**
 * Requests a route and, if the API does not know it, an older route for the same data once. The
 * second result counts if it is a success, or if the first one had no message of the API.
 */
export async function requestWithFallback<Result extends { ok: true } | { ok: false; failure: ApiFailure }>(
	request: (route: string) => Promise<Result>,
	route: string,
	fallbackRoute: string | undefined,
): Promise<Result> {
	const first = await request(route);
	if (first.ok || fallbackRoute === undefined) return first;
	const { httpStatus, code, hasApiMessage } = first.failure;
	if (httpStatus !== 404 || code === ROOM_NOT_FOUND) return first;
	const second = await request(fallbackRoute);
	return second.ok || !hasApiMessage ? second : first;
}
