import type {
	DeclarativeRestApiSettings,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
} from 'n8n-workflow';

import { CREDENTIAL_NAME } from './credential';
import { readEnvelope, type Verdict } from './envelope';
import { toNodeApiError } from './errors';
import { isObject } from './values';

type RequestContext = IExecuteSingleFunctions | ILoadOptionsFunctions | IPollFunctions;
/** The routing's own type leaves the address open; the credential completes it (`authorize`). */
type AnyRequest = IHttpRequestOptions | DeclarativeRestApiSettings.HttpRequestOptions;

/** Sends one request with the credential and gives the whole reply, whatever its status. */
export async function send(context: RequestContext, request: AnyRequest): Promise<IN8nHttpFullResponse> {
	request.returnFullResponse = true;
	if (isObject(request.body) && Object.keys(request.body).length > 0) {
		// As text: the client's copy of an object lacks keys such as "constructor", which Custom Data may have.
		request.body = JSON.stringify(request.body);
		request.headers = { ...request.headers, 'Content-Type': 'application/json' };
	}
	return await context.helpers.httpRequestWithAuthentication.call(
		context,
		CREDENTIAL_NAME,
		request as IHttpRequestOptions,
	);
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
const ROOM_NOT_FOUND = '40001';

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
