import type { INode, NodeApiError } from 'n8n-workflow';

import { CREDENTIAL_NAME, readCredential, type EnableXCredential } from '../../../shared/credential';
import { errorThatSays } from '../../../shared/errors';
import { isForApi, isRecordingsHost, isSafeTransport } from '../../../shared/logins';
import { nextStepFor } from '../../../shared/resultCodes';
import type { ItemContext } from '../../itemContext';
import { header, type Arrival } from './fileReply';

function problem(node: INode, statusCode: number, message: string, nextStep: string): NodeApiError {
	const httpCode = String(statusCode);
	return errorThatSays(node, { message, httpCode }, { message, description: `${nextStep}. (HTTP ${httpCode})`, httpCode });
}

/** The host answers, but there is nothing in the file so far. */
export const notReady = (node: INode, statusCode: number): NodeApiError =>
	problem(node, statusCode, 'The file is not ready yet', 'It is still being made. Try again later');

/** The transfer ended before the whole file was there. */
export function shortTransfer(node: INode, host: string): NodeApiError {
	const message = `The transfer from ${host} broke off before the whole file had arrived`;
	return errorThatSays(node, { message }, { message, description: 'Try again' });
}

/** Why the recordings login did not open the file: none set, not for this host, or wrong. */
function loginAdvice(credential: EnableXCredential, url: URL, { host, isRedirected }: Arrival): [string, string] {
	if (isRedirected) {
		return [`The host ${host}, to which ${url.host} redirects, asks for a login`, 'Redirects are followed without a login. Use the address of the file itself'];
	}
	if (isForApi(url, credential)) {
		return ['The file lies on the host of the API, which gets App ID and App Key, not the recordings login', `If your files are there, add ${host} to Recordings Hosts in the EnableX API credential, by its own name`];
	}
	if (credential.recordingsUsername === '' || credential.recordingsPassword === '') {
		return ['The file needs the recordings login', 'Set Recordings Username and Recordings Password in the EnableX API credential'];
	}
	if (!isSafeTransport(url)) {
		return ['The file needs the recordings login, which is sent over https only', 'Use the https address of the file'];
	}
	if (!isRecordingsHost(url, credential.recordingsHosts)) {
		return [`The file needs the recordings login, which is not sent to ${host}`, `Add ${host} to Recordings Hosts in the EnableX API credential, if it is your recording host`];
	}
	return ['The recordings login was refused', 'Check Recordings Username and Recordings Password in the EnableX API credential: it is another login than App ID and App Key'];
}

/**
 * The error of a reply that is not the file (api.md 8.2), or `undefined` when it is. Takes the
 * address that the user gave, and what came of it.
 * 401 and 403 both mean the recordings login, as it is unknown which of them the host uses.
 */
export async function fileError(
	context: ItemContext,
	url: URL,
	arrival: Arrival,
): Promise<NodeApiError | undefined> {
	const node = context.getNode();
	const { reply, host } = arrival;
	const { statusCode } = reply;
	if (statusCode === 401 || statusCode === 403) {
		const credential = readCredential(await context.getCredentials(CREDENTIAL_NAME));
		return problem(node, statusCode, ...loginAdvice(credential, url, arrival));
	}
	if (statusCode === 404 || statusCode === 410) {
		return problem(node, statusCode, 'The file was not found', 'Check the File URL. Recordings are kept for 90 days, and can be deleted before');
	}
	const isEmptyFile = statusCode === 200 && header(reply, 'content-length') === '0';
	if (statusCode === 202 || statusCode === 204 || statusCode === 425 || isEmptyFile) {
		return notReady(node, statusCode);
	}
	if (statusCode >= 300 && statusCode < 400) {
		return problem(node, statusCode, `The host ${host} redirects too often, or to an address that is not safe`, 'Use the address of the file itself');
	}
	if (statusCode !== 200) {
		return problem(node, statusCode, `The host ${host} answered HTTP ${statusCode} instead of the file`, nextStepFor('', statusCode));
	}
	if (/^(text\/html|application\/xhtml)/i.test(header(reply, 'content-type') ?? '')) {
		return problem(node, statusCode, `The host ${host} sent a web page instead of the file`, 'It is probably a login page. Check the File URL and the recordings login');
	}
	return undefined;
}
