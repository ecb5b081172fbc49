import type { IDataObject } from 'n8n-workflow';

import { apiError } from '../../shared/api/errors';
import type { Collector } from '../../shared/api/listEntries';
import { requestList } from '../../shared/api/listReply';
import { fillPath } from '../../shared/api/paths';
import { requestWithFallback } from '../../shared/api/request';
import type { ItemContext } from './itemContext';
import { newestRecords, type Selection } from './newestRecords';
import { retryRequest, type ApiOperation, type Operation, type Request } from './operation';
import { addAttempts } from './retry';

/**
 * Sends a declared request with `values` in its route, and reads the list at `key` of the reply record by record, with
 * retries and the older route if there is one. The memory it takes does not depend on the length of the list, only on
 * what the collector keeps. `start` makes a collector for each attempt, because a retry begins again. Resolves to the
 * result of the collector that has had the whole list of a successful reply. Throws a NodeApiError.
 *
 * For any operation that reads a list, such as one that wants the names of all users in it:
 *
 *     const names = await requestRecords(context, request, { roomId }, 'cdr', () => {
 *         const found = new Set<string>();
 *         return { add: ({ user }) => void found.add(String(toObject(user).name)), result: () => found };
 *     });
 */
export async function requestRecords<T>(
	context: ItemContext,
	request: Request,
	values: object,
	key: string,
	start: () => Collector<T>,
	{ fallbackRoute }: Pick<ApiOperation<object>, 'fallbackRoute'> = {},
): Promise<T> {
	const route = request.url ?? '';
	const signal = context.getExecutionCancelSignal();
	const reading = { key, start, onSkippedEntries: (count: number) => context.onSkippedEntries?.(count) };
	const result = await requestWithFallback(
		async (path) => {
			const filled = { ...request, url: fillPath(path, values) };
			const { result, attempts } = await retryRequest(context, request.method, async () => await requestList(context, filled, reading, signal));
			return { ...result, attempts };
		},
		route,
		fallbackRoute?.(route),
	);
	if (!result.ok) throw addAttempts(result.attempts, apiError(context.getNode(), result.failure));
	return result.value;
}

/** What an operation that outputs the newest records of a list adds to its declared request. */
export interface ListOperation<Input extends object> extends Pick<ApiOperation<Input>, 'read' | 'fallbackRoute'> {
	/** The key of the list in the reply. */
	key: string;
	/** What to output. Called before the request is sent. */
	select(input: Input, context: ItemContext): Selection | Promise<Selection>;
}

/** An operation that sends one request and outputs the newest records of the list in its reply. */
export function listOperation<Input extends object>({ read, key, fallbackRoute, select }: ListOperation<Input>): Operation<Input> {
	return {
		read,
		async run(context, input, declared) {
			const selection = await select(input, context);
			const items: IDataObject[] = await requestRecords(context, declared, input, key, () => newestRecords(selection), { fallbackRoute });
			return items.map((json) => ({ json }));
		},
	};
}
