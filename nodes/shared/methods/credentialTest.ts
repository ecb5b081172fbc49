import type { ICredentialsDecrypted, ICredentialTestFunctions, IHttpRequestOptions, INodeCredentialTestResult } from 'n8n-workflow';

import { readEnvelope, type ApiFailure, type Reply } from '../api/envelope';
import { connectionCode, connectionSentence } from '../api/errors';
import { isWrongLogin } from '../api/failureCause';
import { ROOM_NOT_FOUND } from '../api/resultCodes';
import { authenticateRequest } from '../credential/authenticate';
import { readCredential, type EnableXCredential } from '../credential/credential';

/** Sends a request as it is and returns the reply, whatever its HTTP status. Rejects if there was no reply. */
export type SendRequest = (request: IHttpRequestOptions) => Promise<Reply>;

/** A room that no project has. Its error is one line, while the list of rooms may have thousands of entries. */
const PROBE_ROUTE = '/rooms/000000000000000000000000';
const PROBE_TIMEOUT_MS = 20_000;

function sentenceFor(failure: ApiFailure): string | undefined {
	const { code, httpStatus, message, nextStep, hasApiMessage } = failure;
	if (code === ROOM_NOT_FOUND) return undefined;
	if (isWrongLogin(failure)) {
		const cause = hasApiMessage ? `the API says: ${message}` : `HTTP ${httpStatus}`;
		return `The API rejected App ID and App Key. Copy both again from the EnableX portal (${cause})`;
	}
	// A 404 with another code is also this API, and it accepted the login: its code for a missing room may differ.
	if (httpStatus === 404 && code !== String(httpStatus)) return undefined;
	if (httpStatus === 404) {
		return 'A server responds at this address, but it is not the EnableX Video API. Check Base URL: it ends with the version, such as https://api.enablex.io/video/v2';
	}
	return `${message.replace(/\.$/, '')}. ${nextStep}`;
}

/**
 * Sends one small request to the API with the credential. Returns `undefined` if the credential works.
 * Otherwise returns a sentence that says whether the key, the address or the connection is the problem.
 */
export async function findCredentialError(credential: EnableXCredential, send: SendRequest): Promise<string | undefined> {
	const request = authenticateRequest(credential, { url: PROBE_ROUTE, json: true, timeout: PROBE_TIMEOUT_MS });
	try {
		const result = readEnvelope({ ...(await send(request)), authorization: request.headers?.Authorization });
		return result.ok ? undefined : sentenceFor(result.failure);
	} catch (error) {
		const code = connectionCode(error);
		if (code === undefined) return error instanceof Error ? error.message : String(error);
		const { message, nextStep } = connectionSentence(new URL(request.url).host, code);
		return `${message}. ${nextStep}`;
	}
}

/**
 * Tests the EnableX API credential. It is a function and not the credential's own `test` request,
 * because for a failed connection n8n would then show only its code, such as ECONNREFUSED.
 */
export async function testEnableXApi(
	this: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	// The only way to send a request that n8n offers to a credential test.
	const { request: sendRequest } = this.helpers;
	try {
		const message = await findCredentialError(
			readCredential({ ...data }),
			async (request) => await sendRequest({ ...request, resolveWithFullResponse: true, simple: false }),
		);
		return message === undefined ? { status: 'OK', message: 'Connection successful!' } : { status: 'Error', message };
	} catch (error) {
		return { status: 'Error', message: error instanceof Error ? error.message : String(error) };
	}
}
