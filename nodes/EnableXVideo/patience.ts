import { randomInt, type DeclarativeRestApiSettings, type NodeApiError } from 'n8n-workflow';

import type { ApiFailure } from '../shared/envelope';
import { connectionCode, toNodeApiError } from '../shared/errors';
import { causeOf } from '../shared/failure';
import type { ItemContext } from './itemContext';
import { readRetries } from './options';
import { rest } from './turns';

type Failure = Pick<ApiFailure, 'code' | 'httpStatus' | 'isInApisWords' | 'retryAfterMs'>;

/** What came of one attempt: a value, and why it is no success, if it is none. */
export interface Attempt<T> {
	value: T;
	failure?: Failure;
}

type Outcome<T> = Attempt<T> | { error: unknown };

/** From the first attempt to the start of the last one, requests and waiting together. */
const MAX_TOTAL_MS = 60_000;
const FIRST_WAIT_MS = 500;
/** Added to what the API asks for, so that not all requests come back in the same moment. */
const MAX_JITTER_MS = 250;

/** Result code of a busy server (api.md 10); it has not acted. */
const SERVER_BUSY = '10105';

/**
 * Whether the API itself says that it did not act. A 503 without a code of the API (then it has that of
 * HTTP) may be a gateway's, which gave up waiting for an API that has acted.
 */
export const isRefusedUnread = ({ code, httpStatus, isInApisWords }: Failure): boolean =>
	isInApisWords && (httpStatus === 429 || (httpStatus === 503 && code !== '503') || code === SERVER_BUSY || code === 'RATE_LIMITED');

/**
 * The API says what is wrong with this very request, such as a room that is not there (api.md 10). It does
 * not pass, whatever the HTTP status; and a deletion must not take its own repeat for a proof that it was done.
 */
const isSettled = ({ code, httpStatus, isInApisWords }: Failure) =>
	isInApisWords && /^[14]\d{4}$/.test(code) && code !== SERVER_BUSY && httpStatus !== 429 && httpStatus !== 503;

/** Connections that may work a moment later; a name or a certificate that is wrong stays wrong. */
const PASSING = /TIMEDOUT|ABORTED|ECONNRESET|ECONNREFUSED|EPIPE|SOCKET|EAI_AGAIN|HPE_|ERR_BAD_RESPONSE/;

/**
 * Whether asking again may help and cannot do harm. Reads, updates and deletions may be repeated
 * after any failure that passes; a creation only when the API itself said that it did not act:
 * after anything else, the room or the token may be there already.
 */
function mayRepeat(method: string | undefined, outcome: Outcome<unknown>): boolean {
	if ('error' in outcome) return method !== 'POST' && PASSING.test(connectionCode(outcome.error) ?? '');
	const { failure } = outcome;
	if (failure === undefined || isSettled(failure)) return false;
	if (method === 'POST') return isRefusedUnread(failure);
	const cause = causeOf(failure)?.cause;
	return cause === 'rate-limited' || cause === 'temporarily-unavailable';
}

/** What the API asks for, or twice as long as the time before. */
function waitAfter(attempts: number, outcome: Outcome<unknown>): number {
	const asked = 'error' in outcome ? undefined : outcome.failure?.retryAfterMs;
	if (asked !== undefined) return asked + randomInt(MAX_JITTER_MS);
	return FIRST_WAIT_MS * 2 ** (attempts - 1) * (randomInt(50, 100) / 100);
}

/** The error with a word on how often it was tried, when it was more than once. */
export function errorAfter(attempts: number, error: NodeApiError): NodeApiError {
	if (attempts > 1) error.description = `Tried ${attempts} times. ${error.description ?? ''}`.trim();
	return error;
}

/**
 * Makes an attempt, and repeats it while it fails in a way that passes: as often as Retries says, and
 * within a minute. Gives the last value and how often it tried. Rejects as the last
 * attempt does, and at once when the execution is stopped. `request` is read after each attempt.
 */
export async function patiently<T>(
	context: ItemContext,
	request: Pick<DeclarativeRestApiSettings.HttpRequestOptions, 'method' | 'url'>,
	attempt: () => Promise<Attempt<T>>,
): Promise<{ value: T; attempts: number }> {
	const maxAttempts = readRetries(context) + 1;
	const end = performance.now() + MAX_TOTAL_MS;
	for (let attempts = 1; ; attempts++) {
		const outcome: Outcome<T> = await attempt().catch((error: unknown) => ({ error }));
		const wait = attempts < maxAttempts && mayRepeat(request.method, outcome) ? waitAfter(attempts, outcome) : Infinity;
		const isOver = performance.now() + wait > end;
		if (isOver && 'value' in outcome) return { value: outcome.value, attempts };
		if (isOver && 'error' in outcome) throw errorAfter(attempts, toNodeApiError(context.getNode(), outcome.error, request.url));
		context.logger.info(`EnableX could not be asked; attempt ${attempts + 1} follows in ${Math.round(wait)} ms`);
		context.noteRetry?.();
		await rest(wait, context.getExecutionCancelSignal());
	}
}
