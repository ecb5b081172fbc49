import type { IN8nHttpFullResponse } from 'n8n-workflow';

import { parseAddress } from '../../../shared/addresses';
import type { ItemContext } from '../../itemContext';
import type { Transport } from '../../requestOptions';

/** A reply whose body is still on its way. */
export type FileReply = Pick<IN8nHttpFullResponse, 'body' | 'headers' | 'statusCode' | 'statusMessage'>;

type FileBody = Parameters<ItemContext['helpers']['prepareBinaryData']>[0];

const MAX_REDIRECTS = 5;

/** Any kind of file, byte for byte as the host keeps it: media gain nothing from compression on the way. */
export const fileHeaders = { Accept: '*/*', 'Accept-Encoding': 'identity' };

/** Whether a body is a stream or bytes, so that it can become a file. */
export function isFileBody(body: unknown): body is FileBody {
	return Buffer.isBuffer(body) || (typeof body === 'object' && body !== null && 'pipe' in body);
}

/** Ends a body that nobody will read, so that its connection does not stay open. */
export function discard(body: unknown): void {
	if (typeof body !== 'object' || body === null) return;
	if ('destroy' in body && typeof body.destroy === 'function') body.destroy();
}

/**
 * Rejects when nothing of a body has come for `timeout` milliseconds, or up to twice as long. The
 * host's own timeout ends with the head of a reply whose body is a stream, so that a server that falls
 * silent would never end the execution. A listener would set the body going before its reader is there,
 * so its events are only looked at.
 */
export async function whenSilent(body: FileBody, timeout = 0): Promise<never> {
	return await new Promise((_resolve, reject) => {
		if (Buffer.isBuffer(body) || timeout <= 0) return;
		let isComing = true;
		const { emit } = body;
		body.emit = (event: string | symbol, ...args: unknown[]) => {
			isComing = true;
			return emit.call(body, event, ...args);
		};
		const look = () => {
			// All of it is here; what takes its time now is the storage.
			if ('readableEnded' in body && body.readableEnded) return;
			if (!isComing) {
				discard(body);
				return reject(Object.assign(new Error('The file stopped coming'), { code: 'ETIMEDOUT' }));
			}
			isComing = false;
			AbortSignal.timeout(timeout).addEventListener('abort', look);
		};
		look();
	});
}

/** One header's value, by its name in lower case. */
export function header(reply: FileReply, name: string): string | undefined {
	const value = reply.headers[name];
	return typeof value === 'string' ? value : undefined;
}

/** The file name in Content-Disposition: the encoded form first, then the plain one. */
export function nameInHeader(reply: FileReply): string | undefined {
	const disposition = header(reply, 'content-disposition') ?? '';
	const encoded = /filename\*\s*=\s*utf-8''([^;]+)/i.exec(disposition)?.[1];
	if (encoded !== undefined) {
		try {
			return decodeURIComponent(encoded.trim());
		} catch {
			// A name that cannot be decoded is no reason to lose the file: the plain one follows.
		}
	}
	const plain = /filename\s*=\s*(?:"([^"]*)"|([^;]*))/i.exec(disposition);
	return (plain?.[1] ?? plain?.[2])?.trim();
}

const isRedirect = ({ statusCode }: FileReply) => statusCode >= 300 && statusCode < 400 && statusCode !== 304;

/** Every name and address under which this machine answers itself, in the form that URL gives them. */
const THIS_MACHINE = /^(.+\.)?localhost\.?$|^127\.|^0\.0\.0\.0$|^\[::1?\]$|^\[::ffff:(7f[0-9a-f]{2}|0):[0-9a-f]{1,4}\]$/;

const reachesThisMachine = ({ hostname }: URL) => THIS_MACHINE.test(hostname);

/**
 * Whether a redirect may be followed: never from an encrypted host to an open one, and never from
 * elsewhere to this very machine, where services listen that only trust local requests.
 */
export function mayFollow(from: URL, next: URL): boolean {
	const isKnownScheme = next.protocol === 'https:' || (next.protocol === 'http:' && from.protocol === 'http:');
	return isKnownScheme && (!reachesThisMachine(next) || reachesThisMachine(from));
}

function nextAddress(from: URL, reply: FileReply): URL | undefined {
	const location = header(reply, 'location');
	const next = location === undefined ? undefined : parseAddress(location, from.href);
	return next && mayFollow(from, next) ? next : undefined;
}

/** The last reply, and where it came from. */
export interface Arrival {
	reply: FileReply;
	host: string;
	isRedirected: boolean;
}

/**
 * Follows redirects without any login: the recordings login is for the address that the user named,
 * and storage hosts refuse requests that carry one. `onNext` hears of each address before it is asked.
 */
export async function followRedirects(
	context: ItemContext,
	start: URL,
	first: FileReply,
	transport: Transport,
	onNext: (url: URL) => void,
): Promise<Arrival> {
	let url = start;
	let reply = first;
	let hops = 0;
	for (; hops < MAX_REDIRECTS && isRedirect(reply); hops++) {
		const next = nextAddress(url, reply);
		if (next === undefined) break;
		discard(reply.body);
		url = next;
		onNext(url);
		reply = await context.helpers.httpRequest({
			...transport,
			url: url.href,
			headers: { ...fileHeaders },
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			abortSignal: context.getExecutionCancelSignal(),
		});
	}
	return { reply, host: url.host, isRedirected: hops > 0 };
}
