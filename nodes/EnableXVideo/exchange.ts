import type {
	DeclarativeRestApiSettings,
	IDataObject,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	INodePropertyRouting,
	NodeApiError,
} from 'n8n-workflow';

import { CREDENTIAL_NAME } from '../shared/credential';
import { readEnvelope } from '../shared/envelope';
import { apiError, toNodeApiError } from '../shared/errors';
import { fillPath } from '../shared/paths';

type Request = DeclarativeRestApiSettings.HttpRequestOptions;

/**
 * What an operation does around its request. The request itself, method and route, stands in the
 * operation's routing in `index.ts`; `:name` in a route is filled from the input of that name.
 */
export interface Operation<Input extends object> {
	/** Reads and checks the parameters; throws a sentence before anything is sent. */
	read(context: IExecuteSingleFunctions): Input;
	/** The body to send, from the input. */
	body?(input: Input): IDataObject;
	/** The items' JSON, from the body of a successful reply. */
	output(reply: IDataObject, input: Input, context: IExecuteSingleFunctions): IDataObject[] | Promise<IDataObject[]>;
	/** An older route for the same data, tried once when the API does not know the first one. */
	fallbackRoute?(route: string): string | undefined;
	/** False for the one route whose success carries no result code (api.md 9.1). */
	hasResultCode?: boolean;
}

/** One input item's work: it gives items, or throws a NodeApiError. */
export type ItemWork = (context: IExecuteSingleFunctions, request: Request) => Promise<INodeExecutionData[]>;

/**
 * The part of an operation's routing that runs our code: the host hands us each request instead of
 * sending it (n8n.md 1.5), so that one place checks input, judges the reply, pairs the items and
 * obeys Continue On Fail. With preSend and postReceive the host would give error items without a
 * pairing, for failures of the connection and of the input.
 */
export function perItem(work: ItemWork): Pick<INodePropertyRouting, 'send' | 'operations'> {
	return {
		send: { paginate: true },
		operations: {
			async pagination(this: IExecutePaginationFunctions, { options }) {
				const item = this.getItemIndex();
				try {
					const items = await work(this, options);
					return items.map((result) => ({ ...result, pairedItem: { item } }));
				} catch (cause) {
					const error = toNodeApiError(this.getNode(), cause, options.url);
					if (!this.continueOnFail()) throw error;
					return [{ json: toErrorJson(error), pairedItem: { item } }];
				}
			},
		},
	};
}

/**
 * The JSON of an error item. Its keys are the ones by which the host knows such an item and puts the
 * input's fields beside them; with `error` on the item itself it would drop those (n8n.md 1.6).
 */
const toErrorJson = ({ message, description }: NodeApiError): IDataObject => ({
	error: message,
	...(description && { details: description }),
});

/** Sends one request with the credential and gives the whole reply, whatever its status. */
export async function send(context: IExecuteSingleFunctions, request: Request): Promise<IN8nHttpFullResponse> {
	request.returnFullResponse = true;
	return await context.helpers.httpRequestWithAuthentication.call(
		context,
		CREDENTIAL_NAME,
		request as IHttpRequestOptions,
	);
}

/** The error of the API when it knows the route but not the room (api.md 10). */
const ROOM_NOT_FOUND = '40001';

/** The routing of an operation that asks the API and reads its JSON reply. */
export function call<Input extends object>(operation: Operation<Input>): ReturnType<typeof perItem> {
	return perItem(async (context, request) => {
		const input = operation.read(context);
		const route = request.url ?? '';
		const body = operation.body?.(input);
		if (body !== undefined) request.body = body;

		const ask = async (path: string) => {
			request.url = fillPath(path, input);
			return readEnvelope(await send(context, request), operation.hasResultCode);
		};
		let verdict = await ask(route);
		const older = operation.fallbackRoute?.(route);
		if (!verdict.ok && older !== undefined) {
			const { httpStatus, code, isInApisWords } = verdict.failure;
			const second = httpStatus === 404 && code !== ROOM_NOT_FOUND ? await ask(older) : verdict;
			if (second.ok || !isInApisWords) verdict = second;
		}
		if (!verdict.ok) throw apiError(context.getNode(), verdict.failure);

		const records = await operation.output(verdict.body, input, context);
		return records.map((json) => ({ json }));
	});
}
