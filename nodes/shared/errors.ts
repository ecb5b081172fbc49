import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';

import { parseAddress } from './addresses';
import type { ApiFailure } from './envelope';
import { causeOf, TEMPORARY } from './failure';

export interface Sentence {
	message: string;
	description?: string;
	httpCode?: string;
}

/**
 * A NodeApiError that says exactly this. The host puts a sentence of its own in the place of any
 * message with the letters of a system error in it, such as the EEXIST in "preexisting".
 */
export function errorThatSays(node: INode, details: JsonObject, sentence: Sentence): NodeApiError {
	const error = new NodeApiError(node, details, sentence);
	error.message = sentence.message;
	return error;
}

/**
 * An error about what the user typed, raised before anything is sent. It is a NodeApiError, because
 * the host's routing wraps every other class into one and loses the original (n8n.md 1.6).
 */
export function inputError(node: INode, message: string, nextStep?: string): NodeApiError {
	return errorThatSays(node, { message }, { message, description: nextStep });
}

/** An error of the API: its own words as the message, what to do next and its codes below. */
export function apiError(node: INode, failure: ApiFailure): NodeApiError {
	const { message, nextStep, code, httpStatus, requestId } = failure;
	const codes = [
		code !== String(httpStatus) && `EnableX code ${code}`,
		`HTTP ${httpStatus}`,
		requestId && `request ${requestId}`,
	].filter(Boolean);
	const details: JsonObject = { message, code, httpStatus, ...(requestId && { requestId }) };
	const error = errorThatSays(node, details, {
		message,
		description: `${nextStep}. (${codes.join(', ')})`,
		httpCode: String(httpStatus),
	});
	error.failure = causeOf(failure);
	return error;
}

/** What is wrong with a connection, by the system's error code. */
const CONNECTION_PROBLEMS: ReadonlyArray<[RegExp, string, string]> = [
	[/ENOTFOUND|EAI_AGAIN|EAI_NODATA/, 'cannot be found on the network', 'Check the spelling of the address'],
	[/ECONNREFUSED/, 'refused the connection', 'Check the address and its port, and that the server is up'],
	[/TIMEDOUT|ECONNABORTED/, 'did not answer in time', 'Try again, or check the network between n8n and this host'],
	[/EPROTO|WRONG_VERSION/, 'could not set up a secure connection', 'Check the port, and whether the address starts with http:// instead of https://'],
	[/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|SSL|TLS/, 'has a certificate that is not trusted', 'Check the address, or switch on Ignore SSL Issues in the credential if you trust this server'],
	[/^Z_|^ERR__ERROR_/, 'sent an answer that cannot be unpacked', 'Try again in a moment'],
	[/ECONNRESET|EPIPE|SOCKET|HPE_|ABORTED|ERR_BAD_RESPONSE/, 'broke the connection off', 'Try again in a moment'],
	[/ERR_CANCELED/, 'was not waited for, because the execution was stopped', 'Run the workflow again'],
	[/UNREACH|EADDRNOTAVAIL|ERR_NETWORK|ERR_INVALID_URL/, 'cannot be reached', 'Check the address and the network'],
];

const MAX_CAUSES = 4;

const isConnectionCode = (code: unknown): code is string =>
	typeof code === 'string' && CONNECTION_PROBLEMS.some(([pattern]) => pattern.test(code));

/**
 * The code of a connection that failed, looked for in the chain of causes. Codes of anything else,
 * such as a full disk under n8n's binary data, are none.
 */
export function connectionCode(error: unknown): string | undefined {
	let current = error;
	for (let depth = 0; depth < MAX_CAUSES && typeof current === 'object' && current !== null; depth++) {
		if ('code' in current && isConnectionCode(current.code)) return current.code;
		current = 'cause' in current ? current.cause : undefined;
	}
	return undefined;
}

/** A sentence about a connection that failed: which host, what happened, what to do. */
export function connectionSentence(host: string, code: string): { message: string; nextStep: string } {
	const [, what, nextStep] = CONNECTION_PROBLEMS.find(([pattern]) => pattern.test(code)) ?? [
		null,
		'cannot be reached',
		'Check the address and the network',
	];
	return { message: `The host ${host} ${what}`, nextStep };
}

/**
 * An error of the connection. The host's own error keeps the whole request, login included, as its
 * cause; this one is built from the code alone, so that no secret travels with it.
 */
export function connectionError(node: INode, host: string, code: string): NodeApiError {
	const { message, nextStep } = connectionSentence(host, code);
	const error = errorThatSays(node, { message }, { message, description: `${nextStep}. (${code})` });
	error.failure = TEMPORARY;
	return error;
}

/** The host and port of an address, for a sentence. */
const hostOf = (url: string | undefined) => parseAddress(url ?? '')?.host ?? 'of the API';

/**
 * Any error as one NodeApiError of ours. Our own pass; a failed connection becomes a sentence about
 * the host of `url`. Of any other error only the message is kept, because the host's own carry the
 * whole request, login included, as their cause.
 */
export function toNodeApiError(node: INode, cause: unknown, url: string | undefined): NodeApiError {
	const code = connectionCode(cause);
	if (code !== undefined) return connectionError(node, hostOf(url), code);
	if (cause instanceof NodeApiError && cause.cause === undefined) return cause;
	return inputError(node, cause instanceof Error ? cause.message : String(cause));
}
