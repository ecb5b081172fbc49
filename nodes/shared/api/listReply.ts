import type { INode, NodeApiError } from 'n8n-workflow';

import { isObject } from '../utils/values';
import { readEnvelope, type ApiFailure } from './envelope';
import { createNodeApiError } from './errors';
import { ListEntries, type Collector } from './listEntries';
import { ListStream, MAX_ENTRY_BYTES, MAX_OUTSIDE_BYTES, parseJson, TooLargeError } from './listStream';
import { isStreamBody, readStream, type ReadOptions } from './replyStream';
import { requestError, requestInTime, send, type AnyRequest, type RequestContext, type SentReply } from './request';
import type { ListReader } from './responseBody';

/** The result of a list request: the result of its collector, or why it failed. `sentAt` as in ApiResult. */
export type ListResult<T> = { ok: true; value: T; sentAt?: number } | { ok: false; failure: ApiFailure };

/** Which list of a reply to read, and who takes it. */
export interface ListReading<T> extends Pick<ListReader, 'onSkippedEntries'> {
	/** The key of the list in the reply. */
	key: string;
	/** Makes a collector. It takes the records before it is known whether they count. */
	start(): Collector<T>;
}

const megabytes = (bytes: number) => `${bytes / 2 ** 20} MB`;

/** The error of a reply that is not read on, so that n8n does not run out of memory. */
function tooLarge(node: INode, key: string, { part }: TooLargeError): NodeApiError {
	const message =
		part === 'entry'
			? `The API response has an entry in "${key}" of more than ${megabytes(MAX_ENTRY_BYTES)}`
			: `The API response has more than ${megabytes(MAX_OUTSIDE_BYTES)} beside the list in "${key}"`;
	return createNodeApiError(node, { message }, {
		message,
		description: 'It was not read further, because n8n could run out of memory. Check Base URL in the EnableX API credential, or contact EnableX support',
	});
}

/**
 * What is outside the list in the text of a reply. JSON inside a JSON string counts as its content, as it does for
 * every other reply, because n8n parses those once and `readEnvelope` parses what is still text.
 */
function outsideList(stream: ListStream, key: string, entries: ListEntries<unknown>): string {
	const text = stream.text();
	const content = text.trimStart().startsWith('"') ? parseJson(text) : undefined;
	if (typeof content !== 'string') return text;
	const inner = new ListStream(key, entries);
	inner.write(Buffer.from(content));
	return inner.text();
}

/** What `readEnvelope` has to know of a reply. The entries of the list go to `entries`. */
async function readBody(node: INode, { body, url, statusCode }: SentReply, key: string, entries: ListEntries<unknown>, options: ReadOptions): Promise<unknown> {
	const stream = new ListStream(key, entries);
	try {
		if (isStreamBody(body)) await readStream(body, (chunk) => stream.write(chunk), options);
		else if (typeof body === 'string' || Buffer.isBuffer(body)) stream.write(Buffer.from(body));
		else {
			// A host may have parsed it: n8n does when it plays replies that a model has made up.
			const list = isObject(body) ? body[key] : undefined;
			if (Array.isArray(list)) entries.add(list);
			return body;
		}
		return outsideList(stream, key, entries);
	} catch (error) {
		if (!(error instanceof TooLargeError)) throw requestError(url, error);
		// A gateway may send a long page with an error. Its status says what happened.
		if (statusCode >= 200 && statusCode < 300) throw tooLarge(node, key, error);
		return undefined;
	}
}

/**
 * Sends a request and reads a list of its reply while the reply arrives, record by record. The result of the collector
 * is used only if the reply is whole and a success (`readEnvelope`). Rejects with a ConnectionFailure if the connection
 * failed, and with a NodeApiError if the list is not one, or too large.
 */
export async function requestList<T>(
	context: RequestContext,
	options: AnyRequest,
	{ key, start, onSkippedEntries }: ListReading<T>,
	abortSignal: AbortSignal | undefined,
): Promise<ListResult<T>> {
	const reply = await send(context, { ...options, encoding: 'stream', abortSignal });
	const entries = new ListEntries(start);
	const body = await readBody(context.getNode(), reply, key, entries, { timeout: options.timeout, abortSignal });
	const result = readEnvelope({ ...reply, body });
	if (!result.ok) return result;
	const { body: envelope, ...rest } = result;
	return { ...rest, value: entries.result({ getNode: () => context.getNode(), onSkippedEntries }, envelope, key) };
}

/** The same outside the declarative routing. `timeout` is for the whole reply, see `requestInTime`. */
export const requestListInTime = async <T>(context: RequestContext, url: string, reading: ListReading<T>, timeout: number): Promise<ListResult<T>> =>
	await requestInTime(context, url, timeout, async ({ abortSignal, ...options }) => await requestList(context, options, reading, abortSignal));
