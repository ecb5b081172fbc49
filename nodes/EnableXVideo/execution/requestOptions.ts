import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { parseUrl } from '../../shared/utils/parseUrl';
import { inputError } from '../../shared/api/errors';
import type { ParameterContext } from '../../shared/parameters/parameters';
import { formatForError } from '../../shared/utils/formatForError';
import { toNumber, toObject } from '../../shared/utils/values';
import { delay } from './concurrency';

/** How a request is sent: proxy, timeout in milliseconds, and TLS. */
export type Transport = Pick<IHttpRequestOptions, 'proxy' | 'timeout' | 'skipSslCertificateValidation'>;

/** The timeout that n8n gives the requests of declarative nodes (n8n-host.md 1.2). */
const DEFAULT_TIMEOUT_MS = 300_000;
/** Longer timers overflow and fire immediately. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** A part of a URL without its escapes; `undefined` if an escape is invalid. */
function decode(part = ''): string | undefined {
	try {
		return decodeURIComponent(part);
	} catch {
		return undefined;
	}
}

function readProxy(context: ParameterContext, value: unknown): IHttpRequestOptions['proxy'] {
	const url = parseUrl(String(value));
	const username = decode(url?.username);
	const password = decode(url?.password);
	if (!url?.hostname || username === undefined || password === undefined) {
		throw inputError(context.getNode(), 'Proxy is not a valid URL', 'Use a form such as http://myproxy:3128 or http://user:password@myproxy:3128, with %25 for a % in the password');
	}
	const port = url.port || (url.protocol === 'https:' ? 443 : 80);
	return { host: url.hostname, port: Number(port), protocol: url.protocol.replace(':', ''), ...(username && { auth: { username, password } }) };
}

/** Reads Timeout in milliseconds; n8n takes 0 and an empty field for its default. */
function readTimeout(context: ParameterContext, value: unknown): number {
	const isEmpty = value === undefined || value === null || value === '';
	const timeout = isEmpty ? 0 : toNumber(value);
	if (timeout === null || timeout < 0) {
		throw inputError(context.getNode(), 'Timeout has to be a number of milliseconds of at least 0', `It is ${formatForError(value)}. Correct it in the Request Options`);
	}
	return Math.min(Math.ceil(timeout || DEFAULT_TIMEOUT_MS), MAX_TIMEOUT_MS);
}

/** Reads Proxy, Timeout and Ignore SSL Issues of the Request Options, which n8n adds to the node. Throws a NodeApiError. */
export function readTransport(context: ParameterContext, { proxy, timeout, allowUnauthorizedCerts }: IDataObject): Transport {
	return {
		timeout: readTimeout(context, timeout),
		...(proxy ? { proxy: readProxy(context, proxy) } : {}),
		...(allowUnauthorizedCerts === true && { skipSslCertificateValidation: true }),
	};
}

/**
 * Batching of the Request Options. Returns a function that waits until the item with this index may start:
 * each batch but the first begins with a pause. Call it with rising indices.
 */
export function createBatchGate({ batching }: IDataObject, signal: AbortSignal | undefined): (index: number) => Promise<void> {
	const { batchSize, batchInterval } = toObject(toObject(batching).batch);
	const size = Math.max(1, toNumber(batchSize) ?? 1);
	const pause = toNumber(batchInterval) ?? 0;
	let gate = Promise.resolve();
	return async (index) => {
		const isNextBatch = index > 0 && pause > 0 && index % size === 0;
		if (isNextBatch) gate = gate.then(async () => await delay(pause, signal));
		await gate;
	};
}
