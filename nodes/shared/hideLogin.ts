const HIDDEN = '[hidden]';
/** A shorter secret is none, and to cut it out would cut ordinary words and numbers apart. */
const SHORTEST = 6;
/** Letters and digits in a row that may be the beginning of a secret, as in an echo that was cut off. */
const RUN = /[\w+/-]{12,}/g;

/**
 * A text of a server without the login of the request that it answers: some servers and proxies
 * echo the request. Takes the value of the Authorization header; cuts out its base64 and the
 * password, also URL-encoded, with the escapes of JSON, or the beginning alone.
 */
export function hideLogin(text: string, authorization: unknown): string {
	const base64 = String(authorization ?? '').replace(/^Basic /, '');
	const secrets = [base64, base64.replace(/=+$/, ''), Buffer.from(base64, 'base64').toString().replace(/^[^:]*:/, '')];
	return secrets
		.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
		.filter(({ length }) => length >= SHORTEST)
		.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text)
		.replace(RUN, (run) => (secrets.some((secret) => secret.startsWith(run)) ? HIDDEN : run));
}
