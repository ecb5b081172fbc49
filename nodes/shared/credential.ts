import { UserError } from 'n8n-workflow';

import { parseAddress } from './addresses';

/** The name of the credential type, as saved in workflows. */
export const CREDENTIAL_NAME = 'enableXApi';

/** The fields of the EnableX API credential, cleaned: texts trimmed, missing ones empty. */
export interface EnableXCredential {
	appId: string;
	appKey: string;
	/** Base URL of the API without a slash at its end, such as `https://api.enablex.io/video/v2`. */
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
 * Cleans a Base URL: no spaces around it, no slashes at its end (api.md 1: both forms are seen).
 * Takes what the user typed; throws a sentence when it is no http(s) address, or holds more than
 * an address (a login, a query), because such parts would end up in places they do not belong.
 */
export function normalizeBaseUrl(value: unknown): string {
	const typed = text(value);
	if (typed === '') throw new UserError('Base URL is empty. Set it in the EnableX API credential.');
	const url = parseAddress(typed);
	if (url === undefined) {
		throw new UserError('Base URL is not an address. It starts with https://, such as https://api.enablex.io/video/v2');
	}
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		throw new UserError('Base URL has to start with https://');
	}
	if (url.username || url.password || /[?#]/.test(url.href)) {
		throw new UserError(
			'Base URL holds a login, a query or a fragment. Leave only the address, such as https://api.enablex.io/video/v2',
		);
	}
	return url.href.replace(/\/+$/, '');
}

/** The domain alone, also of a pasted address. Throws a sentence when it would make broken links. */
function normalizeDomain(typed: string): string {
	const domain = typed.replace(/^https?:\/\//i, '').replace(/\/.*$/, '');
	if (/^([a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?)?$/i.test(domain)) return domain;
	throw new UserError('Meeting Domain is not a domain. It looks like acme.yourvideo.live. Correct it in the EnableX API credential.');
}

/** The fields that make the join links of rooms. Throws a sentence when one is unusable. */
export const readLinkFields = (data: Readonly<Record<string, unknown>>): Pick<EnableXCredential, 'appId' | 'meetingDomain'> => ({
	appId: text(data.appId),
	meetingDomain: normalizeDomain(text(data.meetingDomain)),
});

/** Reads the decrypted credential as n8n hands it over. Throws a sentence when a field is unusable. */
export function readCredential(data: Readonly<Record<string, unknown>>): EnableXCredential {
	return {
		...readLinkFields(data),
		appKey: text(data.appKey),
		baseUrl: normalizeBaseUrl(data.baseUrl),
		recordingsUsername: text(data.recordingsUsername),
		// Not trimmed: a password may end with a space.
		recordingsPassword:
			typeof data.recordingsPassword === 'string' ? data.recordingsPassword : '',
		recordingsHosts: text(data.recordingsHosts),
		allowUnauthorizedCerts: data.allowUnauthorizedCerts === true,
	};
}
