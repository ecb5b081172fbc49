const MAX_LENGTH = 60;

/** Formats a value for an error message: one line of at most 60 characters, objects as JSON. */
export function formatForError(value: unknown): string {
	const text = typeof value === 'string' ? value : toJson(value);
	const oneLine = text.replace(/[\s\p{C}]+/gu, ' ').trim();
	return oneLine.length > MAX_LENGTH ? `${oneLine.slice(0, MAX_LENGTH)}…` : oneLine;
}

function toJson(value: unknown): string {
	try {
		return JSON.stringify(value) ?? typeof value;
	} catch {
		// JSON cannot represent circular objects and BigInts, so only the type is named.
		return typeof value;
	}
}
