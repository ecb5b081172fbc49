import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { parseAddress } from '../shared/addresses';
import { inputError } from '../shared/errors';
import type { ParameterContext } from '../shared/parameters';
import { toNumber, toObject } from '../shared/values';
import { rest } from './turns';

/** How requests travel. */
export type Transport = Pick<IHttpRequestOptions, 'proxy' | 'timeout' | 'skipSslCertificateValidation'>;

/** The timeout that n8n gives the requests of declarative nodes (n8n.md 1.2). */
const DEFAULT_TIMEOUT_MS = 300_000;
/** Longer than that, timers end at once. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** A part of an address in plain text; `undefined` when its escapes are none. */
function decode(part = ''): string | undefined {
	try {
		return decodeURIComponent(part);
	} catch {
		return undefined;
	}
}

function readProxy(context: ParameterContext, address: unknown): IHttpRequestOptions['proxy'] {
	const url = parseAddress(String(address));
	const username = decode(url?.username);
	const password = decode(url?.password);
	if (!url?.hostname || username === undefined || password === undefined) {
		throw inputError(context.getNode(), 'Proxy is not an address', 'It looks like http://myproxy:3128, or http://user:password@myproxy:3128, with %25 for a % in the password');
	}
	const port = url.port || (url.protocol === 'https:' ? 443 : 80);
	return { host: url.hostname, port: Number(port), protocol: url.protocol.replace(':', ''), ...(username && { auth: { username, password } }) };
}

/** Proxy, Timeout and Ignore SSL Issues of the Request Options, which n8n adds to the node. */
export function readTransport(context: ParameterContext, { proxy, timeout, allowUnauthorizedCerts }: IDataObject): Transport {
	return {
		timeout: Math.min(Math.ceil(toNumber(timeout) || DEFAULT_TIMEOUT_MS), LONGEST_TIMEOUT_MS),
		...(proxy ? { proxy: readProxy(context, proxy) } : {}),
		...(allowUnauthorizedCerts === true && { skipSslCertificateValidation: true }),
	};
}

/**
 * Batching of the Request Options: gives a function that waits until the item of an index may start.
 * Before each batch but the first there is a pause. The indices have to come in their order.
 */
export function spaceOut({ batching }: IDataObject, signal: AbortSignal | undefined): (index: number) => Promise<void> {
	const { batchSize, batchInterval } = toObject(toObject(batching).batch);
	const size = Math.max(1, toNumber(batchSize) ?? 1);
	const pause = toNumber(batchInterval) ?? 0;
	let gate = Promise.resolve();
	return async (index) => {
		const isNextBatch = index > 0 && pause > 0 && index % size === 0;
		if (isNextBatch) gate = gate.then(async () => await rest(pause, signal));
		await gate;
	};
}
