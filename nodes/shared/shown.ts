const MAX_LENGTH = 60;

/** A value as an error message may quote it: one line of at most 60 characters, objects as JSON. */
export function shown(value: unknown): string {
	const text = typeof value === 'string' ? value : toJson(value);
	const oneLine = text.replace(/[\s\p{C}]+/gu, ' ').trim();
	return oneLine.length > MAX_LENGTH ? `${oneLine.slice(0, MAX_LENGTH)}…` : oneLine;
}

function toJson(value: unknown): string {
	try {
		return JSON.stringify(value) ?? typeof value;
	} catch {
		// Circular, or a BigInt: the kind of value is all that can be said.
		return typeof value;
	}
}
