import type { DeclarativeRestApiSettings, IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { readEnvelope, type ApiFailure, type ApiResult } from '../../shared/api/envelope';
import { apiError, toNodeApiError } from '../../shared/api/errors';
import { fillPath } from '../../shared/api/paths';
import { requestWithFallback, send } from '../../shared/api/request';
import type { ItemContext } from './itemContext';
import { addAttempts, withRetries, type Outcome } from './retry';

/** A request as `routing` declares it, with the defaults of the node and the Request Options of the item. */
export type Request = DeclarativeRestApiSettings.HttpRequestOptions;

/** One operation of the node, as the table of its resource holds it. */
export interface Operation<Input extends object = object> {
	/** The requests of an operation that sends several, by name. Its menu entry then declares none. */
	requests?: Readonly<Record<string, Request>>;
	/** Reads and checks the parameters of an item. Sends nothing; throws a NodeApiError that names the parameter. */
	read(context: ItemContext): Input;
	/** Items of a run with the same text take turns, because they want the same thing. By default, none do. */
	serializeBy?(input: Input): string;
	/** Sends what the operation needs and returns the output items. Throws a NodeApiError. */
	run(context: ItemContext, input: Input, request: Request): Promise<INodeExecutionData[]>;
}

/** A resource of the node: its menu with the declared requests, its fields, and what carries each operation out. */
export interface Resource {
	description: INodeProperties[];
	operations: Readonly<Record<string, Operation>>;
}

/** The resources of the node, by the values of its Resource field. */
export type Resources = Readonly<Record<string, Resource>>;

/**
 * What an operation with one JSON request adds to that request. Method and route stand in `index.ts`
 * of the resource; `:name` in a route is replaced with the input of that name.
 */
export interface ApiOperation<Input extends object> {
	read: Operation<Input>['read'];
	/** The body to send. */
	body?(input: Input): IDataObject;
	/** The JSON of the output items, from the body of a successful reply. */
	output(reply: IDataObject, input: Input, context: ItemContext): IDataObject[] | Promise<IDataObject[]>;
	/** An older route for the same data, tried once when the API does not know the declared one. */
	fallbackRoute?(route: string): string | undefined;
	/** Whether the failure of a retry shows that an earlier attempt succeeded without our seeing the response. */
	isAlreadyDone?(failure: ApiFailure): boolean;
	/** False for the one route whose success carries no result code (enablex-api.md 9.1). */
	hasResultCode?: boolean;
}

type CountedResult = ApiResult & { attempts: number };

/** A judged reply: a success, or why the request failed. */
type Judged = { ok: true } | { ok: false; failure: ApiFailure };

/** Makes one attempt. */
async function attemptRequest<Result extends Judged>(attempt: () => Promise<Result>): Promise<Outcome<Result>> {
	try {
		const result = await attempt();
		return result.ok ? { value: result } : { value: result, failure: result.failure };
	} catch (error) {
		return { error };
	}
}

/**
 * Sends a request and judges the reply with `attempt`, and again after a transient failure. Returns the last result and
 * how many attempts it took. Throws a NodeApiError if there was no reply.
 */
export async function retryRequest<Result extends Judged>(context: ItemContext, method: Request['method'], attempt: () => Promise<Result>) {
	const { outcome, ...counts } = await withRetries(context, method, async () => await attemptRequest(attempt));
	if ('error' in outcome) throw addAttempts(counts.attempts, toNodeApiError(context.getNode(), outcome.error, undefined));
	return { result: outcome.value, ...counts };
}

/**
 * Sends a request to the API, with retries, and judges the reply. Returns the result and how many
 * attempts it took. Throws a NodeApiError if there was no reply.
 */
export async function callApi(
	context: ItemContext,
	request: Request,
	{ hasResultCode, isAlreadyDone }: Pick<ApiOperation<object>, 'hasResultCode' | 'isAlreadyDone'> = {},
): Promise<CountedResult> {
	const { result, attempts, mayHaveSucceededBefore } = await retryRequest(
		context,
		request.method,
		async () => readEnvelope(await send(context, request), hasResultCode),
	);
	const isDone = mayHaveSucceededBefore && !result.ok && isAlreadyDone?.(result.failure);
	return isDone ? { ok: true, body: {}, attempts } : { ...result, attempts };
}

/** How a declared request is carried out, besides its method and route. */
export interface CallOptions extends Pick<ApiOperation<object>, 'fallbackRoute' | 'isAlreadyDone' | 'hasResultCode'> {
	/** The body to send. */
	body?: IDataObject;
}

/**
 * Sends a declared request with `values` in its route, with retries and the older route if there is one.
 * Returns the result and how many attempts it took. Throws a NodeApiError if there was no reply.
 */
export async function callRequest(context: ItemContext, request: Request, values: object, options: CallOptions = {}): Promise<CountedResult> {
	const route = request.url ?? '';
	const { body, fallbackRoute } = options;
	return await requestWithFallback(
		async (path) => await callApi(context, { ...request, url: fillPath(path, values), ...(body && { body }) }, options),
		route,
		fallbackRoute?.(route),
	);
}

/** The body of a successful reply to a declared request (`callRequest`). Throws a NodeApiError if the request failed. */
export async function requestBody(context: ItemContext, request: Request, values: object, options: CallOptions = {}): Promise<IDataObject> {
	const result = await callRequest(context, request, values, options);
	if (!result.ok) throw addAttempts(result.attempts, apiError(context.getNode(), result.failure));
	return result.body;
}

/** An operation that sends one request and reads the JSON of its reply. */
export function apiOperation<Input extends object>(operation: ApiOperation<Input>): ApiOperation<Input> & Operation<Input> {
	return {
		...operation,
		async run(context, input, declared) {
			const { fallbackRoute, isAlreadyDone, hasResultCode } = operation;
			const options = { body: operation.body?.(input), fallbackRoute, isAlreadyDone, hasResultCode };
			const records = await operation.output(await requestBody(context, declared, input, options), input, context);
			return records.map((json) => ({ json }));
		},
	};
}
