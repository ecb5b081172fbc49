import type {
	DeclarativeRestApiSettings,
	IDataObject,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	INodeExecutionData,
	INodePropertyRouting,
	NodeApiError,
} from 'n8n-workflow';

import { askEither, send } from '../shared/ask';
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
		const verdict = await askEither(ask, route, operation.fallbackRoute?.(route));
		if (!verdict.ok) throw apiError(context.getNode(), verdict.failure);

		const records = await operation.output(verdict.body, input, context);
		return records.map((json) => ({ json }));
	});
}
