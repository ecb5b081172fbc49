import type { DeclarativeRestApiSettings, IHttpRequestOptions, IN8nHttpFullResponse, INode } from 'n8n-workflow';

import { CREDENTIAL_NAME } from './credential';
import { readEnvelope, type Reply, type Verdict } from './envelope';
import { toNodeApiError } from './errors';
import { isObject } from './values';

/** What asking the API needs of n8n; the contexts of the node, of its lists and of the trigger have it. */
export interface RequestContext {
	getNode(): INode;
	helpers: {
		httpRequestWithAuthentication(credential: string, request: IHttpRequestOptions): Promise<IN8nHttpFullResponse>;
	};
}

/** The routing's own type leaves the address open; the credential completes it (`authorize`). */
type AnyRequest = IHttpRequestOptions | DeclarativeRestApiSettings.HttpRequestOptions;

/** Sends one request with the credential and gives the whole reply, whatever its status, with the login it was asked with. */
export async function send(context: RequestContext, request: AnyRequest): Promise<IN8nHttpFullResponse & Reply> {
	request.returnFullResponse = true;
	if (isObject(request.body) && Object.keys(request.body).length > 0) {
		// As text: the client's copy of an object lacks keys such as "constructor", which Custom Data may have.
		request.body = JSON.stringify(request.body);
		request.headers = { ...request.headers, 'Content-Type': 'application/json' };
	}
	const reply: IN8nHttpFullResponse = await context.helpers.httpRequestWithAuthentication.call(
		context,
		CREDENTIAL_NAME,
		request as IHttpRequestOptions,
	);
	// The credential adds its login to this very request.
	return { ...reply, authorization: request.headers?.Authorization };
}

/**
 * Asks a route of the API outside of the declarative routing and judges the reply. `timeout` is in
 * milliseconds. Throws a NodeApiError when no reply came.
 */
export async function ask(context: RequestContext, url: string, timeout?: number): Promise<Verdict> {
	const request: IHttpRequestOptions = { url, json: true, ignoreHttpStatusErrors: true, ...(timeout && { timeout }) };
	try {
		return readEnvelope(await send(context, request));
	} catch (error) {
		throw toNodeApiError(context.getNode(), error, request.url);
	}
}

/** The error of the API when it knows the route but not the room (api.md 10). */
export const ROOM_NOT_FOUND = '40001';

/**
 * Asks a route and, when the API does not know it, the older route for the same data once. The
 * second answer counts if it is a success, or if the first was not in the API's own words.
 */
export async function askEither(
	ask: (route: string) => Promise<Verdict>,
	route: string,
	olderRoute: string | undefined,
): Promise<Verdict> {
	const first = await ask(route);
	if (first.ok || olderRoute === undefined) return first;
	const { httpStatus, code, isInApisWords } = first.failure;
	if (httpStatus !== 404 || code === ROOM_NOT_FOUND) return first;
	const second = await ask(olderRoute);
	return second.ok || !isInApisWords ? second : first;
}
