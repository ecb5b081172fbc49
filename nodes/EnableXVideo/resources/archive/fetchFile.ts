import type { IN8nHttpFullResponse } from 'n8n-workflow';

import { toNodeApiError } from '../../../shared/api/errors';
import { discard } from '../../../shared/api/replyStream';
import { send } from '../../../shared/api/request';
import { parseRetryAfter } from '../../../shared/api/retryAfter';
import { parseUrl } from '../../../shared/utils/parseUrl';
import type { ItemContext } from '../../execution/itemContext';
import type { Request } from '../../execution/operation';
import { addAttempts, withRetries, type Outcome } from '../../execution/retry';
import { fileHeaders, header, type FileReply } from './fileReply';

/** The last reply of a download, and where it came from. */
export interface DownloadResponse {
	reply: FileReply;
	/** The URL that sent the reply, after redirects. */
	url: URL;
	isRedirected: boolean;
	/** How many attempts the last request took. */
	attempts: number;
}

const MAX_REDIRECTS = 5;

const isRedirect = ({ statusCode }: FileReply) => statusCode >= 300 && statusCode < 400 && statusCode !== 304;

/** Every name and address of this machine, in the form that URL returns them. */
const THIS_MACHINE = /^(.+\.)?localhost\.?$|^127\.|^0\.0\.0\.0$|^\[::1?\]$|^\[::ffff:(7f[0-9a-f]{2}|0):[0-9a-f]{1,4}\]$/;

const reachesThisMachine = ({ hostname }: URL) => THIS_MACHINE.test(hostname);

/**
 * Whether a redirect may be followed: never from https to http, and never from another host to this
 * machine, where services listen that trust local requests.
 */
export function mayFollow(from: URL, next: URL): boolean {
	const isKnownScheme = next.protocol === 'https:' || (next.protocol === 'http:' && from.protocol === 'http:');
	return isKnownScheme && (!reachesThisMachine(next) || reachesThisMachine(from));
}

function nextUrl(from: URL, reply: FileReply): URL | undefined {
	if (!isRedirect(reply)) return undefined;
	const location = header(reply, 'location');
	const next = location === undefined ? undefined : parseUrl(location, from.href);
	return next && mayFollow(from, next) ? next : undefined;
}

/** A reply of a busy host counts as a failed attempt. What it sent instead of the file is not read. */
function toOutcome(reply: FileReply): Outcome<FileReply> {
	const { statusCode: httpStatus } = reply;
	if (httpStatus !== 429 && httpStatus < 500) return { value: reply };
	discard(reply.body);
	const retryAfterMs = parseRetryAfter(header(reply, 'retry-after'), Date.now());
	return { value: reply, failure: { code: String(httpStatus), httpStatus, hasApiMessage: false, retryAfterMs } };
}

/** Requests one URL, with retries. Throws a NodeApiError if there was no reply. */
async function requestUrl(context: ItemContext, url: URL, request: () => Promise<IN8nHttpFullResponse>): Promise<DownloadResponse> {
	const { outcome, attempts } = await withRetries<FileReply>(context, 'GET', async () => {
		try {
			return toOutcome(await request());
		} catch (error) {
			return { error };
		}
	});
	if ('error' in outcome) throw addAttempts(attempts, toNodeApiError(context.getNode(), outcome.error, url.href));
	return { reply: outcome.value, url, isRedirected: false, attempts };
}

/**
 * Requests a file with the login that belongs to its host, and follows redirects without any login: the
 * recordings login is for the host that the user named, and storage hosts refuse requests with one. Takes
 * the declared request, whose proxy, timeout and TLS apply to every host. Throws a NodeApiError.
 */
export async function fetchFile(context: ItemContext, start: URL, request: Request): Promise<DownloadResponse> {
	const { proxy, timeout, skipSslCertificateValidation } = request;
	let response = await requestUrl(context, start, async () =>
		await send(context, { ...request, url: start.href }),
	);
	for (let redirects = 0; redirects < MAX_REDIRECTS; redirects++) {
		const next = nextUrl(response.url, response.reply);
		if (next === undefined) break;
		discard(response.reply.body);
		const redirected = await requestUrl(context, next, async () =>
			await context.helpers.httpRequest({
				proxy,
				timeout,
				skipSslCertificateValidation: skipSslCertificateValidation === true,
				url: next.href,
				headers: { ...fileHeaders },
				encoding: 'stream',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				abortSignal: context.getExecutionCancelSignal(),
			}),
		);
		response = { ...redirected, isRedirected: true };
	}
	return response;
}
