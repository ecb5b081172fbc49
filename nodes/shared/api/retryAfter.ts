/** Longer waits are capped at a day, so that no header can stop a trigger for good. */
const MAX_RETRY_AFTER_MS = 86_400_000;

/**
 * Reads a Retry-After header, which holds seconds or an HTTP date. Returns milliseconds from `now`
 * (milliseconds since 1970), or `undefined` if the header is missing or unreadable. The API's
 * documentation does not mention the header, but one client reads it (enablex-api.md 2.3).
 */
export function parseRetryAfter(header: unknown, now: number): number | undefined {
	const text = typeof header === 'string' || typeof header === 'number' ? String(header).trim() : '';
	if (text === '') return undefined;
	const wait = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
	return Number.isNaN(wait) ? undefined : Math.min(Math.max(0, Math.round(wait)), MAX_RETRY_AFTER_MS);
}
