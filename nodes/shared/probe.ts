import type { IHttpRequestOptions } from 'n8n-workflow';

import { authorize } from './authorize';
import type { EnableXCredential } from './credential';
import { readEnvelope, type ApiFailure, type Reply } from './envelope';
import { connectionCode, connectionSentence } from './errors';
import { isWrongLogin } from './failure';

/** Sends a request as it is, and gives the reply whatever its status. Rejects when no reply came. */
export type SendRequest = (request: IHttpRequestOptions) => Promise<Reply>;

/** A room that no project has: the answer is one line, where the list of rooms may have thousands. */
const NO_SUCH_ROOM = '/rooms/000000000000000000000000';
const ROOM_NOT_FOUND = '40001';
const PROBE_TIMEOUT_MS = 20_000;

function sentenceFor(failure: ApiFailure): string | undefined {
	const { code, httpStatus, message, nextStep } = failure;
	if (code === ROOM_NOT_FOUND) return undefined;
	if (isWrongLogin(failure)) {
		return `The API refused App ID and App Key. Copy both again from the EnableX portal (the API says: ${message})`;
	}
	// A 404 with a code of its own is this API too, which has let us in: its code may be another one.
	if (httpStatus === 404 && code !== String(httpStatus)) return undefined;
	if (httpStatus === 404) {
		return 'This address answers, but not as the EnableX Video API. Check Base URL: it ends with the version, such as https://api.enablex.io/video/v2';
	}
	return `${message.replace(/\.$/, '')}. ${nextStep}`;
}

/**
 * Asks the API one small question, to tell a wrong key, an address that is not this API and a host
 * that cannot be reached apart. Gives a sentence about what is wrong, or `undefined` when all is well.
 */
export async function findProblem(credential: EnableXCredential, send: SendRequest): Promise<string | undefined> {
	const request = authorize(credential, { url: NO_SUCH_ROOM, json: true, timeout: PROBE_TIMEOUT_MS });
	try {
		const verdict = readEnvelope({ ...(await send(request)), authorization: request.headers?.Authorization });
		return verdict.ok ? undefined : sentenceFor(verdict.failure);
	} catch (error) {
		const code = connectionCode(error);
		if (code === undefined) return error instanceof Error ? error.message : String(error);
		const { message, nextStep } = connectionSentence(new URL(request.url).host, code);
		return `${message}. ${nextStep}`;
	}
}
