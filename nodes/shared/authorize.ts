import type { IHttpRequestOptions } from 'n8n-workflow';

import type { EnableXCredential } from './credential';
import { isRecordingsHost, loginFor } from './logins';

/**
 * n8n calls `authenticate` with two shapes of request: the current one, and the older one of the
 * HTTP Request node, which names its address `uri` and switches redirects and TLS by other names.
 */
type AnyRequest = IHttpRequestOptions & {
	uri?: string;
	followRedirect?: boolean;
	followAllRedirects?: boolean;
	rejectUnauthorized?: boolean;
};

const ABSOLUTE_URL = /^([a-z][a-z\d+.-]*:)?\/\//i;

/** Joins the way axios does, so that the address judged is the address called. */
function joinUrl(base: string, path: string): string {
	return path === '' ? base : `${base.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
}

/** The full address of a request; a path alone is meant below the credential's Base URL. */
function resolveTarget(request: AnyRequest, baseUrl: string): URL {
	const address = String(request.url ?? request.uri ?? '');
	return new URL(ABSOLUTE_URL.test(address) ? address : joinUrl(request.baseURL ?? baseUrl, address));
}

/**
 * Prepares a request of the node, the trigger, the HTTP Request node or the credential test: makes
 * its address absolute and adds the login that belongs to that address, or none (see `loginFor`).
 * A request that carries a login never follows redirects, because older n8n versions hand the login
 * on to the redirect's target (n8n.md 1.7). Throws a TypeError of URL for an unusable address.
 */
export function authorize(credential: EnableXCredential, options: IHttpRequestOptions): IHttpRequestOptions {
	const request: AnyRequest = options;
	const target = resolveTarget(request, credential.baseUrl);
	if (request.uri !== undefined && request.url === undefined) request.uri = target.href;
	else request.url = target.href;
	delete request.baseURL;

	const login = loginFor(target, credential);
	const isOurs = login !== undefined || isRecordingsHost(target, credential.recordingsHosts);
	if (isOurs && credential.allowUnauthorizedCerts) {
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
