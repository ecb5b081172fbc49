/**
 * Parses a URL, relative to `base` if given. Returns `undefined` if the URL is invalid. It does not use
 * `URL.canParse`, which in Node 20 rejects valid URLs with letters such as "ü" after many calls.
 */
export function parseUrl(text: string, base?: string): URL | undefined {
	try {
		return new URL(text, base);
	} catch {
		return undefined;
	}
}
