/**
 * An address, or `undefined` when the text is none; `base` is for texts without a host. Not by
 * `URL.canParse`: in Node 20 it takes addresses with letters such as "ü" for wrong once it has been called often.
 */
export function parseAddress(text: string, base?: string): URL | undefined {
	try {
		return new URL(text, base);
	} catch {
		return undefined;
	}
}
