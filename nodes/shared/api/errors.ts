import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';

import { parseUrl } from '../utils/parseUrl';
import type { ApiFailure } from './envelope';
import { failureCauseOf, TEMPORARY } from './failureCause';
import { causeOf } from './resultCodes';

/** The texts that the editor shows for an error. */
export interface Sentence {
	message: string;
	description?: string;
	httpCode?: string;
}

/**
 * Creates a NodeApiError with exactly this message. The message is assigned after construction,
 * because NodeApiError replaces any message that contains the letters of a system error, such as the
 * EEXIST in "preexisting".
 */
export function createNodeApiError(node: INode, details: JsonObject, sentence: Sentence): NodeApiError {
	const error = new NodeApiError(node, details, sentence);
	error.message = sentence.message;
	return error;
}

/**
 * An error about the user's input, thrown before any request is sent. It is a NodeApiError, because
 * n8n's RoutingNode wraps every other class and loses the original error (n8n-host.md 1.6).
 */
export function inputError(node: INode, message: string, nextStep?: string): NodeApiError {
	return createNodeApiError(node, { message }, { message, description: nextStep });
}

/** The API's words, after the cause where they name only what did not happen. */
function messageOf({ message, code, hasApiMessage }: ApiFailure): string {
	const cause = hasApiMessage ? causeOf(code) : undefined;
	return cause === undefined ? message : `${cause}: ${message}`;
}

/** An error that the API reported: its message, and below it what to do next and the codes. */
export function apiError(node: INode, failure: ApiFailure): NodeApiError {
	const { nextStep, code, httpStatus, requestId } = failure;
	const message = messageOf(failure);
	const codes = [
		code !== String(httpStatus) && `EnableX code ${code}`,
		`HTTP ${httpStatus}`,
		requestId && `request ${requestId}`,
	].filter(Boolean);
	const details: JsonObject = { message, code, httpStatus, ...(requestId && { requestId }) };
	const error = createNodeApiError(node, details, {
		message,
		description: `${nextStep}. (${codes.join(', ')})`,
		httpCode: String(httpStatus),
	});
	error.failure = failureCauseOf(failure);
	return error;
}

/** Pattern of the system's error code, what happened (`HOST` stands for the host), and what to do next. */
const CONNECTION_ERRORS: ReadonlyArray<[RegExp, string, string]> = [
	[/ENOTFOUND|EAI_AGAIN|EAI_NODATA/, 'The host HOST cannot be found on the network', 'Check the spelling of the address'],
	[/ECONNREFUSED/, 'The host HOST refused the connection', 'Check the address and its port, and that the server is running'],
	[/TIMEDOUT|ECONNABORTED/, 'The host HOST did not answer in time', 'Try again, or check the network between n8n and this host'],
	[/EPROTO|WRONG_VERSION/, 'The host HOST could not set up a secure connection', 'Check the port, and whether the address should start with http:// instead of https://'],
	[/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|SSL|TLS/, 'The host HOST has a certificate that is not trusted', 'Check the address, or turn on Ignore SSL Issues in the credential if you trust this server'],
	[/^Z_|^ERR__ERROR_/, 'The host HOST sent a damaged response', 'Try again in a moment'],
	[/ECONNRESET|EPIPE|SOCKET|HPE_|ABORTED|ERR_BAD_RESPONSE/, 'The host HOST closed the connection unexpectedly', 'Try again in a moment'],
	[/ERR_CANCELED/, 'The request to the host HOST was cancelled because the execution was stopped', 'Run the workflow again'],
	[/UNREACH|EADDRNOTAVAIL|ERR_NETWORK|ERR_INVALID_URL/, 'The host HOST cannot be reached', 'Check the address and the network'],
];

const MAX_CAUSES = 5;

const isConnectionCode = (code: unknown): code is string =>
	typeof code === 'string' && CONNECTION_ERRORS.some(([pattern]) => pattern.test(code));

/**
 * The code of a failed connection, from the error or its chain of causes. `undefined` for any other
 * error, such as a full disk below n8n's binary data.
 */
export function connectionCode(error: unknown): string | undefined {
	let current = error;
	for (let depth = 0; depth < MAX_CAUSES && typeof current === 'object' && current !== null; depth++) {
		if ('code' in current && isConnectionCode(current.code)) return current.code;
		current = 'cause' in current ? current.cause : undefined;
	}
	return undefined;
}

/** What to tell the user about a failed connection: the host, what happened, and what to do next. */
export function connectionSentence(host: string, code: string): { message: string; nextStep: string } {
	const [, message, nextStep] = CONNECTION_ERRORS.find(([pattern]) => pattern.test(code)) ?? [
		null,
		'The host HOST cannot be reached',
		'Check the address and the network',
	];
	return { message: message.replace('HOST', () => host), nextStep };
}

/**
 * An error about a failed connection. It is built from the code alone, because n8n's own error keeps
 * the whole request, login included, as its cause.
 */
export function connectionError(node: INode, host: string, code: string): NodeApiError {
	const { message, nextStep } = connectionSentence(host, code);
	const error = createNodeApiError(node, { message }, { message, description: `${nextStep}. (${code})` });
	error.failure = TEMPORARY;
	return error;
}

/** A failed connection, with the absolute address of the request. The caller may only know its relative path. */
export class ConnectionFailure extends Error {
	constructor(
		readonly url: string,
		cause: unknown,
	) {
		super('The connection failed', { cause });
	}
}

/** The host and port of an address, for an error message. */
const hostOf = (url: string | undefined) => parseUrl(url ?? '')?.host ?? 'of the API';

/**
 * Turns any error into a NodeApiError that is safe to show. Our own errors pass unchanged. A failed
 * connection becomes a sentence about its host, taken from the ConnectionFailure or else from `url`.
 * Of any other error only the message is kept, because n8n's errors carry the whole request, login
 * included, as their cause.
 */
export function toNodeApiError(node: INode, error: unknown, url: string | undefined): NodeApiError {
	const code = connectionCode(error);
	if (code !== undefined) return connectionError(node, hostOf(error instanceof ConnectionFailure ? error.url : url), code);
	if (error instanceof NodeApiError && error.cause === undefined) return error;
	return inputError(node, error instanceof Error ? error.message : String(error));
}

/** The result of some work, or the NodeApiError with which it failed. Any other error rejects, such as that of a stopped execution. */
export async function resultOrError<T>(work: Promise<T>): Promise<T | NodeApiError> {
	return await work.catch((error: unknown) => (error instanceof NodeApiError ? error : Promise.reject(error)));
}
