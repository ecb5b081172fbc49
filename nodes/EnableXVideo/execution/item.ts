import { ExpressionError, type IDataObject, type INodeExecutionData } from 'n8n-workflow';

import { toNodeApiError } from '../../shared/api/errors';
import { toObject } from '../../shared/utils/values';
import type { ItemContext } from './itemContext';
import type { Operation, Request } from './operation';
import { readConcurrency } from './options';
import { readTransport } from './requestOptions';
import { checkRoomLink } from './roomLink';

/** What an item says about the whole run; n8n takes it from the first item. */
export interface RunSettings {
	concurrency: number;
	/** The Request Options that n8n adds to the node. */
	requestOptions: IDataObject;
}

/** An item whose input has been checked, ready to be sent. */
export interface PreparedItem {
	/** Missing for an item that failed its checks; `run` then returns its error item. */
	settings?: RunSettings;
	/** Items with the same key take turns. */
	turnKey?: string;
	run: () => Promise<INodeExecutionData[]>;
}

/**
 * The JSON of an error item. n8n recognizes such an item by these keys and adds the fields of the input
 * to it; with `error` on the item itself it would drop them (n8n-host.md 1.6).
 */
const toErrorJson = ({ message, description }: Pick<ExpressionError, 'message' | 'description'>): IDataObject => ({
	error: message,
	// n8n 1.x recognizes `error` alone, or `error` with `message`, and nothing else.
	...(description && { message: description }),
});

/**
 * The error item of a failed item if the node continues on fail. Throws the error otherwise: a
 * NodeApiError, or n8n's own ExpressionError, which the editor shows at its field.
 */
function handleFailure(context: ItemContext, cause: unknown): INodeExecutionData[] {
	const error = cause instanceof ExpressionError ? cause : toNodeApiError(context.getNode(), cause, undefined);
	if (!context.continueOnFail()) throw error;
	return [{ json: toErrorJson(error), pairedItem: { item: context.getItemIndex() } }];
}

/**
 * Checks everything that an item says, and sends nothing. Takes the declared request. Throws the
 * error of an item that fails its checks, unless the node continues on fail.
 */
export async function prepareItem(context: ItemContext, operation: Operation, declared: Request): Promise<PreparedItem> {
	try {
		await checkRoomLink(context);
		const requestOptions = toObject(context.getNodeParameter('requestOptions', {}));
		const settings = { concurrency: readConcurrency(context), requestOptions };
		const request: Request = { ...declared, ...readTransport(context, requestOptions) };
		const input = operation.read(context);
		const run = async () => await runItem(context, async () => await operation.run(context, input, request));
		return { settings, turnKey: operation.serializeBy?.(input), run };
	} catch (error) {
		const items = handleFailure(context, error);
		return { run: async () => await Promise.resolve(items) };
	}
}

/** Runs the work of an item and pairs its output with it. */
async function runItem(context: ItemContext, work: () => Promise<INodeExecutionData[]>): Promise<INodeExecutionData[]> {
	try {
		const items = await work();
		const pairedItem = { item: context.getItemIndex() };
		// Written out, because a spread of 100,000 items takes twice the memory.
		return items.map(({ json, binary }) => (binary ? { json, binary, pairedItem } : { json, pairedItem }));
	} catch (error) {
		return handleFailure(context, error);
	}
}
