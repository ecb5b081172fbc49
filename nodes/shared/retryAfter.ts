/** Longer waits than a day are taken for a day: no header may switch a trigger off. */
const LONGEST_WAIT_MS = 86_400_000;

/**
 * Reads a Retry-After header: seconds, or an HTTP date. Gives milliseconds from `now` (milliseconds
 * since 1970), or `undefined` when there is none that can be read. Clients of the API have met the
 * header, its documents do not name it (api.md 2.3).
 */
export function readRetryAfter(header: unknown, now: number): number | undefined {
	const text = typeof header === 'string' || typeof header === 'number' ? String(header).trim() : '';
	if (text === '') return undefined;
	const wait = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
	return Number.isNaN(wait) ? undefined : Math.min(Math.max(0, Math.round(wait)), LONGEST_WAIT_MS);
}
