const REDACTED = '[hidden]';
/** Shorter values are not redacted: replacing them would also replace parts of ordinary words and numbers. */
const MIN_SECRET_LENGTH = 6;
/** A run of characters that may be the start of a secret, when the echo was truncated. */
const POSSIBLE_PREFIX = /[\w+/-]{12,}/g;

/**
 * Removes the login of a request from a text of the server, because some servers and proxies echo the
 * request. Takes the value of the Authorization header. Redacts its base64 and the password: as they
 * are, URL-encoded, JSON-escaped, or truncated.
 */
export function redactLogin(text: string, authorization: unknown): string {
	const base64 = String(authorization ?? '').replace(/^Basic /, '');
	const secrets = [base64, base64.replace(/=+$/, ''), Buffer.from(base64, 'base64').toString().replace(/^[^:]*:/, '')];
	return secrets
		.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
		.filter(({ length }) => length >= MIN_SECRET_LENGTH)
		.reduce((redacted, secret) => redacted.replaceAll(secret, REDACTED), text)
		.replace(POSSIBLE_PREFIX, (prefix) => (secrets.some((secret) => secret.startsWith(prefix)) ? REDACTED : prefix));
}
