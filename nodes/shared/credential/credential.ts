import { UserError } from 'n8n-workflow';

import { parseUrl } from '../utils/parseUrl';

/** The name of the credential type, as saved in workflows. */
export const CREDENTIAL_NAME = 'enableXApi';

/** The normalized fields of the EnableX API credential: texts are trimmed, missing texts are empty. */
export interface EnableXCredential {
	appId: string;
	appKey: string;
	/** Base URL of the API without trailing slashes, such as `https://api.enablex.io/video/v2`. */
	baseUrl: string;
	recordingsUsername: string;
	recordingsPassword: string;
	/** Hosts that may receive the recordings login, as the user typed them. */
	recordingsHosts: string;
	/** Host of the hosted join page, such as `acme.yourvideo.live`, or empty. */
	meetingDomain: string;
	allowUnauthorizedCerts: boolean;
}

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

/**
 * Normalizes Base URL: trims it and removes trailing slashes (users have it in both forms,
 * enablex-api.md 1). Throws a UserError if it is not an http(s) URL, or if it contains a login, a query
 * or a fragment, which would become part of every request address.
 */
export function normalizeBaseUrl(value: unknown): string {
	const input = text(value);
	if (input === '') throw new UserError('Base URL is empty. Set it in the EnableX API credential.');
	const url = parseUrl(input);
	if (url === undefined) {
		throw new UserError('Base URL is not a valid URL. In the EnableX API credential, enter an address such as https://api.enablex.io/video/v2');
	}
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		throw new UserError('Base URL has to start with https:// or http://. Correct it in the EnableX API credential.');
	}
	if (url.username || url.password || /[?#]/.test(url.href)) {
		throw new UserError(
			'Base URL contains a login, a query or a fragment. Enter only the address, such as https://api.enablex.io/video/v2',
		);
	}
	return url.href.replace(/\/+$/, '');
}

/** The domain, also from a pasted URL. Throws a UserError if it is not a domain and so would break the links. */
function normalizeDomain(input: string): string {
	const domain = input.replace(/^https?:\/\//i, '').replace(/\/.*$/, '');
	if (/^([a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?)?$/i.test(domain)) return domain;
	throw new UserError('Meeting Domain is not a valid domain. Set it in the EnableX API credential to a domain such as acme.yourvideo.live.');
}

/** Reads the fields that join links are built from. Throws a UserError if Meeting Domain is invalid. */
export const readLinkFields = (data: Readonly<Record<string, unknown>>): Pick<EnableXCredential, 'appId' | 'meetingDomain'> => ({
	appId: text(data.appId),
	meetingDomain: normalizeDomain(text(data.meetingDomain)),
});

/** Reads the decrypted credential as n8n provides it. Throws a UserError if a field is invalid. */
export function readCredential(data: Readonly<Record<string, unknown>>): EnableXCredential {
	return {
		...readLinkFields(data),
		appKey: text(data.appKey),
		baseUrl: normalizeBaseUrl(data.baseUrl),
		recordingsUsername: text(data.recordingsUsername),
		// Not trimmed, because a password may end with a space.
		recordingsPassword:
			typeof data.recordingsPassword === 'string' ? data.recordingsPassword : '',
		recordingsHosts: text(data.recordingsHosts),
		allowUnauthorizedCerts: data.allowUnauthorizedCerts === true,
	};
}
