import { UserError, type IHttpRequestHelper } from 'n8n-workflow';

import { authorize } from './authorize';
import type { EnableXCredential } from './credential';
import { readEnvelope, type ApiFailure } from './envelope';
import { connectionCode, connectionSentence } from './errors';

type HttpRequest = IHttpRequestHelper['helpers']['httpRequest'];

/** A room that no project has: the answer is one line, where the list of rooms may have thousands. */
const NO_SUCH_ROOM = '/rooms/000000000000000000000000';
const ROOM_NOT_FOUND = '40001';
/** No code of a wrong login is documented, so all plausible ones count (api.md 10, last part). */
const WRONG_LOGIN_CODES = ['10000', '40002', 'UNAUTHORIZED', 'CREDENTIAL_EXPIRED'];
const PROBE_TIMEOUT_MS = 20_000;

function sentenceFor({ code, httpStatus, message, nextStep }: ApiFailure): string | undefined {
	if (code === ROOM_NOT_FOUND) return undefined;
	if (httpStatus === 401 || WRONG_LOGIN_CODES.includes(code)) {
		return `The API refused App ID and App Key. Copy both again from the EnableX portal (the API says: ${message})`;
	}
	return `${message}. ${nextStep}`;
}

/** The probe's reply judged: a sentence about what is wrong, or `undefined` when all is well. */
async function findProblem(credential: EnableXCredential, httpRequest: HttpRequest): Promise<string | undefined> {
	const request = authorize(credential, {
		url: NO_SUCH_ROOM,
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		timeout: PROBE_TIMEOUT_MS,
	});
	try {
		const verdict = readEnvelope(await httpRequest(request));
		return verdict.ok ? undefined : sentenceFor(verdict.failure);
	} catch (error) {
		const { message, nextStep } = connectionSentence(new URL(request.url).host, connectionCode(error) ?? '');
		return `${message}. ${nextStep}`;
	}
}

/**
 * Asks the API one small question, to tell a wrong key, an address that is not this API and a host
 * that cannot be reached apart. Throws a `UserError` with a sentence; gives nothing when all is well.
 */
export async function probe(credential: EnableXCredential, httpRequest: HttpRequest): Promise<void> {
	const problem = await findProblem(credential, httpRequest);
	if (problem !== undefined) throw new UserError(problem);
}
