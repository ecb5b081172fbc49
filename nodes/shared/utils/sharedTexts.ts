/** How many texts are remembered. More of them would take more memory than sharing saves. */
const MAX_TEXTS = 1_000;

/** Returns a text, or the equal text that it was given before. `null` stays `null`. */
export type ShareText = (text: string | null) => string | null;

/**
 * A function that makes equal texts the same string in memory. Each record of a list repeats the names and IDs of its
 * room and session, and each is parsed by itself, so the list would hold every one of them again.
 */
export function shareTexts(): ShareText {
	const texts = new Map<string, string>();
	return (text) => {
		if (text === null) return null;
		const known = texts.get(text);
		if (known !== undefined) return known;
		if (texts.size >= MAX_TEXTS) texts.clear();
		texts.set(text, text);
		return text;
	};
}
