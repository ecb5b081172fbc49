import {
	ExpressionError,
	type DeclarativeRestApiSettings,
	type IDataObject,
	type IExecutePaginationFunctions,
	type INodeExecutionData,
	type INodePropertyRouting,
} from 'n8n-workflow';

import { askEither, send } from '../shared/ask';
import { readEnvelope, type ApiFailure, type Verdict } from '../shared/envelope';
import { apiError, toNodeApiError } from '../shared/errors';
import { fillPath } from '../shared/paths';
import type { ItemContext } from './itemContext';
import { errorAfter, isRefusedUnread, patiently } from './patience';

export type Request = DeclarativeRestApiSettings.HttpRequestOptions;

/**
 * What an operation does around its request. The request itself, method and route, stands in the
 * operation's routing in `index.ts`; `:name` in a route is filled from the input of that name.
 */
export interface Operation<Input extends object> {
	/** Reads and checks the parameters; throws a sentence before anything is sent. */
	read(context: ItemContext): Input;
	/** The body to send, from the input. */
	body?(input: Input): IDataObject;
	/** The items' JSON, from the body of a successful reply. */
	output(reply: IDataObject, input: Input, context: ItemContext): IDataObject[] | Promise<IDataObject[]>;
	/** An older route for the same data, tried once when the API does not know the first one. */
	fallbackRoute?(route: string): string | undefined;
	/** Whether a failure of a repeated attempt says that an earlier one has succeeded, its answer lost. */
	isDoneBefore?(failure: ApiFailure): boolean;
	/** False for the one route whose success carries no result code (api.md 9.1). */
	hasResultCode?: boolean;
}

/** One input item's work: it gives items, or throws a NodeApiError. */
export type ItemWork = (context: ItemContext, request: Request) => Promise<INodeExecutionData[]>;

/** The work behind each hook in a routing. */
const works = new WeakMap<object, ItemWork>();

/** The work of an operation, from its routing. */
export function workOf(routing: INodePropertyRouting | undefined): ItemWork | undefined {
	const hook = routing?.operations?.pagination;
	return typeof hook === 'function' ? works.get(hook) : undefined;
}

/**
 * The part of an operation's routing that runs our code. Where n8n's RoutingNode carries the node, it
 * hands us each request instead of sending it (n8n.md 1.5); `runner.ts` takes the work from here. So
 * one place checks input, judges the reply, pairs the items and obeys Continue On Fail. With preSend
 * and postReceive the host would give error items without a pairing.
 */
export function perItem(work: ItemWork): Pick<INodePropertyRouting, 'send' | 'operations'> {
	async function pagination(this: IExecutePaginationFunctions, { options }: DeclarativeRestApiSettings.ResultOptions) {
		return await doItem(this, options, work);
	}
	works.set(pagination, work);
	return { send: { paginate: true }, operations: { pagination } };
}

/**
 * Does the work of one item and gives its items, paired with it; or one error item when it fails and
 * the node continues on fail. Throws a NodeApiError otherwise, or n8n's own error of an expression,
 * which the editor shows at its field.
 */
export async function doItem(context: ItemContext, request: Request, work: ItemWork): Promise<INodeExecutionData[]> {
	const pairedItem = { item: context.getItemIndex() };
	try {
		const items = await work(context, request);
		return items.map((result) => ({ ...result, pairedItem }));
	} catch (cause) {
		const error = cause instanceof ExpressionError ? cause : toNodeApiError(context.getNode(), cause, request.url);
		if (!context.continueOnFail()) throw error;
		return [{ json: toErrorJson(error), pairedItem }];
	}
}

/**
 * The JSON of an error item. Its keys are the ones by which the host knows such an item and puts the
 * input's fields beside them; with `error` on the item itself it would drop those (n8n.md 1.6).
 */
const toErrorJson = ({ message, description }: Pick<ExpressionError, 'message' | 'description'>): IDataObject => ({
	error: message,
	// n8n 1.x knows an error item by `error` alone, or by `error` and `message`, and by nothing else.
	...(description && { message: description }),
});

/** The routing of an operation that asks the API and reads its JSON reply. */
export function call<Input extends object>(operation: Operation<Input>): ReturnType<typeof perItem> {
	return perItem(async (context, request) => {
		const input = operation.read(context);
		const route = request.url ?? '';
		const body = operation.body?.(input);
		if (body !== undefined) request.body = body;

		let tried = 1;
		/** Whether an earlier attempt, or this one, may have acted, its answer lost. */
		let mayHaveActed = false;
		let hadActed = false;
		const ask = async (path: string): Promise<Verdict> => {
			const { value, attempts } = await patiently(context, request, async () => {
				request.url = fillPath(path, input);
				hadActed = mayHaveActed;
				mayHaveActed = true;
				const verdict = readEnvelope(await send(context, request), operation.hasResultCode);
				mayHaveActed = hadActed || verdict.ok || !isRefusedUnread(verdict.failure);
				return { value: verdict, ...(!verdict.ok && { failure: verdict.failure }) };
			});
			tried = attempts;
			const isDone = hadActed && !value.ok && operation.isDoneBefore?.(value.failure);
			return isDone ? { ok: true, body: {} } : value;
		};
		const verdict = await askEither(ask, route, operation.fallbackRoute?.(route));
		if (!verdict.ok) throw errorAfter(tried, apiError(context.getNode(), verdict.failure));

		const records = await operation.output(verdict.body, input, context);
		return records.map((json) => ({ json }));
	});
}
