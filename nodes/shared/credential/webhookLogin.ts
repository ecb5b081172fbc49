import { UserError } from 'n8n-workflow';

import type { Login } from './logins';

/** What the credential says about the notifications of its project. */
export interface WebhookCredential {
	appId: string;
	/** The login that EnableX sends with its notifications, or `undefined` if none is set. */
	login?: Login;
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** The name of the empty field if only one of the two is filled in, or else `undefined`. */
function findMissing(username: string, password: string): string | undefined {
	if ((username === '') === (password === '')) return undefined;
	return username === '' ? 'Webhook Username' : 'Webhook Password';
}

/**
 * Reads the fields that verify a notification (enablex-api.md 13) from the decrypted credential. Throws
 * a UserError if only one field of the login is filled in: whoever fills in one of them does not
 * mean to accept requests without a login.
 */
export function readWebhookCredential(data: Readonly<Record<string, unknown>>): WebhookCredential {
	const username = text(data.webhookUsername).trim();
	// Not trimmed, because a password may end with a space.
	const password = text(data.webhookPassword);
	const missing = findMissing(username, password);
	if (missing !== undefined) {
		throw new UserError(`${missing} is empty. In the EnableX API credential, fill in both Webhook Username and Webhook Password, or clear both.`);
	}
	const appId = text(data.appId).trim();
	return username === '' ? { appId } : { appId, login: { username, password } };
}
