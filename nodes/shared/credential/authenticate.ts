import type { IHttpRequestOptions } from 'n8n-workflow';

import type { EnableXCredential } from './credential';
import { isRecordingsHost, loginFor } from './logins';

/**
 * n8n calls `authenticate` with two shapes of request: the current one, and the older one of the HTTP
 * Request node, which has other names for the address (`uri`) and for the redirect and TLS options.
 */
type AnyRequest = IHttpRequestOptions & {
	uri?: string;
	followRedirect?: boolean;
	followAllRedirects?: boolean;
	rejectUnauthorized?: boolean;
};

const ABSOLUTE_URL = /^([a-z][a-z\d+.-]*:)?\/\//i;

/** Joins like axios does, so that the address that is checked is the address that is called. */
function joinUrl(base: string, path: string): string {
	return path === '' ? base : `${base.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
}

/** The absolute address of a request. A relative path is resolved against the credential's Base URL. */
function resolveTarget(request: AnyRequest, baseUrl: string): URL {
	const address = String(request.url ?? request.uri ?? '');
	return new URL(ABSOLUTE_URL.test(address) ? address : joinUrl(request.baseURL ?? baseUrl, address));
}

/**
 * Prepares a request of the node, the trigger, the HTTP Request node or the credential test: makes its
 * address absolute and adds the login for that address, if any (see `loginFor`). Changes the request
 * in place and returns it, because `send` reads the login from the object that it passed in. A request
 * with a login never follows redirects, because older n8n versions send the login to the redirect
 * target as well (n8n-host.md 1.7). Throws a TypeError if the address is not a valid URL.
 */
export function authenticateRequest(credential: EnableXCredential, options: IHttpRequestOptions): IHttpRequestOptions {
	const request: AnyRequest = options;
	const target = resolveTarget(request, credential.baseUrl);
	if (request.uri !== undefined && request.url === undefined) request.uri = target.href;
	else request.url = target.href;
	delete request.baseURL;

	const login = loginFor(target, credential);
	const isKnownHost = login !== undefined || isRecordingsHost(target, credential.recordingsHosts);
	if (isKnownHost && credential.allowUnauthorizedCerts) {
		request.skipSslCertificateValidation = true;
		request.rejectUnauthorized = false;
	}
	if (login === undefined) return request;

	const basic = Buffer.from(`${login.username}:${login.password}`).toString('base64');
	request.headers = { ...request.headers, Authorization: `Basic ${basic}` };
	request.disableFollowRedirect = true;
	request.followRedirect = false;
	request.followAllRedirects = false;
	return request;
}
