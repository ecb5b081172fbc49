import type { INode, NodeApiError } from 'n8n-workflow';

import { CREDENTIAL_NAME, readCredential, type EnableXCredential } from '../../../shared/credential/credential';
import { createNodeApiError } from '../../../shared/api/errors';
import { isForApi, isRecordingsHost, isSafeTransport } from '../../../shared/credential/logins';
import { nextStepFor } from '../../../shared/api/resultCodes';
import type { ItemContext } from '../../execution/itemContext';
import type { DownloadResponse } from './fetchFile';
import { header } from './fileReply';

function fileErrorOf(node: INode, statusCode: number, message: string, nextStep: string): NodeApiError {
	const httpCode = String(statusCode);
	return createNodeApiError(node, { message, httpCode }, { message, description: `${nextStep}. (HTTP ${httpCode})`, httpCode });
}

/** The host answered, but the file is still empty. */
export const notReady = (node: INode, statusCode: number): NodeApiError =>
	fileErrorOf(node, statusCode, 'The file is not ready yet', 'EnableX is still creating it. Try again later');

/** The transfer ended before the whole file had arrived. */
export function incompleteFile(node: INode, host: string): NodeApiError {
	const message = `The transfer from ${host} ended before the whole file had arrived`;
	return createNodeApiError(node, { message }, { message, description: 'Try again' });
}

const HTTPS_ONLY: [string, string] = ['The file needs the recordings login, which is sent over https only', 'Use the https URL of the file'];

/** Why the recordings login did not open the file: it is missing, not for this host, or wrong. Returns message and next step. */
function loginAdvice(credential: EnableXCredential, url: URL, { url: { host, hostname, protocol }, isRedirected }: DownloadResponse): [string, string] {
	// The URLs in the samples of notifications are plain http (enablex-api.md 13). A host may redirect those to https.
	if (url.protocol === 'http:' && protocol === 'https:' && hostname === url.hostname) return HTTPS_ONLY;
	if (isRedirected) {
		return [`The host ${host}, to which ${url.host} redirects, asks for a login`, 'Redirects are followed without a login. Use the URL of the file itself'];
	}
	if (isForApi(url, credential)) {
		return ['The file is on the host of the API, which receives App ID and App Key, not the recordings login', `If your files are there, add ${host} to Recordings Hosts in the EnableX API credential, without a wildcard`];
	}
	if (credential.recordingsUsername === '' || credential.recordingsPassword === '') {
		return ['The file needs the recordings login', 'Set Recordings Username and Recordings Password in the EnableX API credential'];
	}
	if (!isSafeTransport(url)) {
		return HTTPS_ONLY;
	}
	if (!isRecordingsHost(url, credential.recordingsHosts)) {
		return [`The file needs the recordings login, which is not sent to ${host}`, `Add ${host} to Recordings Hosts in the EnableX API credential, if it is your recording host`];
	}
	return ['The recordings login was refused', 'Check Recordings Username and Recordings Password in the EnableX API credential. They are not the same as App ID and App Key'];
}

/**
 * The error of a reply that is not the file (enablex-api.md 8.2), or `undefined` if it is the file. Takes
 * the URL that the user entered and the response. 401 and 403 both mean the recordings login, because it is
 * unknown which one the host uses.
 */
export async function fileError(
	context: ItemContext,
	url: URL,
	response: DownloadResponse,
): Promise<NodeApiError | undefined> {
	const node = context.getNode();
	const { reply, url: { host } } = response;
	const { statusCode } = reply;
	if (statusCode === 401 || statusCode === 403) {
		const credential = readCredential(await context.getCredentials(CREDENTIAL_NAME));
		return fileErrorOf(node, statusCode, ...loginAdvice(credential, url, response));
	}
	if (statusCode === 404 || statusCode === 410) {
		return fileErrorOf(node, statusCode, 'The file was not found', 'Check the URL of the file. EnableX keeps recordings for 90 days, and they can be deleted earlier');
	}
	const isEmptyFile = statusCode === 200 && header(reply, 'content-length') === '0';
	if (statusCode === 202 || statusCode === 204 || statusCode === 425 || isEmptyFile) {
		return notReady(node, statusCode);
	}
	if (statusCode >= 300 && statusCode < 400) {
		return fileErrorOf(node, statusCode, `The host ${host} redirects too often, or to a URL that is not safe`, 'Use the URL of the file itself');
	}
	if (statusCode !== 200) {
		return fileErrorOf(node, statusCode, `The host ${host} answered HTTP ${statusCode} instead of sending the file`, nextStepFor('', statusCode));
	}
	if (/^(text\/html|application\/xhtml)/i.test(header(reply, 'content-type') ?? '')) {
		return fileErrorOf(node, statusCode, `The host ${host} sent a web page instead of the file`, 'It is probably a login page. Check the URL of the file and the recordings login');
	}
	return undefined;
}
