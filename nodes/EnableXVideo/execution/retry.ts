import { randomInt, type DeclarativeRestApiSettings, type NodeApiError } from 'n8n-workflow';

import type { ApiFailure } from '../../shared/api/envelope';
import { connectionCode } from '../../shared/api/errors';
import { isTransient } from '../../shared/api/failureCause';
import { isFinalCode, SERVER_BUSY } from '../../shared/api/resultCodes';
import { delay } from './concurrency';
import type { ItemContext } from './itemContext';
import { readRetries } from './options';

type Failure = Pick<ApiFailure, 'code' | 'httpStatus' | 'hasApiMessage' | 'retryAfterMs'>;
type Method = DeclarativeRestApiSettings.HttpRequestOptions['method'];

/** The outcome of one attempt: a reply, with `failure` if it was not a success, or the error of a connection. */
export type Outcome<T> = { value: T; failure?: Failure } | { error: unknown };

/** The outcome of the last attempt. */
export interface RetriedOutcome<T> {
	outcome: Outcome<T>;
	attempts: number;
	/** Whether an earlier attempt may have succeeded without our seeing the response. */
	mayHaveSucceededBefore: boolean;
}

/** From the first attempt to the start of the last one, requests and waiting together. */
const MAX_TOTAL_MS = 60_000;
const FIRST_DELAY_MS = 500;
/** Added to the time that the API asks for, so that concurrent requests do not all come back at once. */
const MAX_JITTER_MS = 250;

/**
 * Whether the request was certainly not processed. HTTP 429 means that, whoever sent it. A 503 without a
 * result code may come from a gateway that stopped waiting for an API that has processed the request; its
 * code is then the HTTP status.
 */
const wasNotProcessed = ({ code, httpStatus, hasApiMessage }: Failure): boolean =>
	httpStatus === 429 || (hasApiMessage && ((httpStatus === 503 && code !== '503') || code === SERVER_BUSY || code === 'RATE_LIMITED'));

/**
 * Whether the API names something wrong with this very request, such as a room that does not exist
 * or that is in use (enablex-api.md 10). A retry fails the same way, whatever the HTTP status; and a deletion must not
 * mistake the failure of its own retry for success.
 */
const isPermanent = ({ code, httpStatus, hasApiMessage }: Failure) =>
	hasApiMessage && isFinalCode(code) && httpStatus !== 429 && httpStatus !== 503;

/** Connection errors that may be gone a moment later. A wrong name or certificate stays wrong. */
const TRANSIENT = /TIMEDOUT|ABORTED|ECONNRESET|ECONNREFUSED|EPIPE|SOCKET|EAI_AGAIN|HPE_|ERR_BAD_RESPONSE/;

/**
 * Whether a retry may help and cannot do harm. Reads, updates and deletions are retried after any
 * transient failure. A creation is retried only if the API says that it did not process the request:
 * after any other failure, the room or the token may exist already.
 */
function shouldRetry(method: Method, outcome: Outcome<unknown>): boolean {
	if ('error' in outcome) return method !== 'POST' && TRANSIENT.test(connectionCode(outcome.error) ?? '');
	const { failure } = outcome;
	if (failure === undefined || isPermanent(failure)) return false;
	return method === 'POST' ? wasNotProcessed(failure) : isTransient(failure);
}

/** Whether the API may have processed the request of this attempt. */
const mayHaveSucceeded = (outcome: Outcome<unknown>): boolean =>
	'error' in outcome || outcome.failure === undefined || !wasNotProcessed(outcome.failure);

/** Milliseconds to wait after so many attempts: the time that the API asks for, or exponential backoff with jitter. */
function retryDelay(attempts: number, outcome: Outcome<unknown>): number {
	const retryAfterMs = 'error' in outcome ? undefined : outcome.failure?.retryAfterMs;
	if (retryAfterMs !== undefined) return retryAfterMs + randomInt(MAX_JITTER_MS);
	return FIRST_DELAY_MS * 2 ** (attempts - 1) * (randomInt(50, 100) / 100);
}

/** The error, saying how many attempts were made if it was more than one. */
export function addAttempts(attempts: number, error: NodeApiError): NodeApiError {
	if (attempts > 1) error.description = `Tried ${attempts} times. ${error.description ?? ''}`.trim();
	return error;
}

/**
 * Makes an attempt, and retries it after a transient failure: at most as often as Retries says, and
 * within a minute. Returns the outcome of the last attempt. Throws a UserError as soon as the execution
 * is cancelled.
 */
export async function withRetries<T>(
	context: ItemContext,
	method: Method,
	attempt: () => Promise<Outcome<T>>,
): Promise<RetriedOutcome<T>> {
	const maxAttempts = readRetries(context) + 1;
	const deadline = performance.now() + MAX_TOTAL_MS;
	let mayHaveSucceededBefore = false;
	for (let attempts = 1; ; attempts++) {
		const outcome = await attempt();
		const canRetry = attempts < maxAttempts && shouldRetry(method, outcome);
		const delayMs = canRetry ? retryDelay(attempts, outcome) : Infinity;
		if (performance.now() + delayMs > deadline) return { outcome, attempts, mayHaveSucceededBefore };
		mayHaveSucceededBefore ||= mayHaveSucceeded(outcome);
		context.logger.info(`Request to EnableX failed; retrying in ${Math.round(delayMs)} ms (attempt ${attempts + 1} of ${maxAttempts})`);
		context.onRetry?.();
		await delay(delayMs, context.getExecutionCancelSignal());
	}
}
