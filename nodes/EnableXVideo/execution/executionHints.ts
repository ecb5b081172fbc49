import type { ItemObserver } from './itemContext';

/** More different sentences are counted instead of shown. */
const MAX_SENTENCES = 5;

/** Collects what a run should say in the output pane: counts, and each sentence once, however many items say it. */
export function createHints(): { observer: Required<ItemObserver>; messages(): string[] } {
	let retries = 0;
	let skipped = 0;
	const sentences = new Set<string>();
	return {
		observer: {
			onRetry: () => void retries++,
			onSkippedEntries: (count) => void (skipped += count),
			addHint: (sentence) => void sentences.add(sentence),
		},
		messages() {
			const messages = [...sentences].slice(0, MAX_SENTENCES);
			if (sentences.size > MAX_SENTENCES) messages.push(`More hints not shown: ${sentences.size - MAX_SENTENCES}`);
			if (retries > 0) messages.push(`EnableX was busy or could not be reached for a moment. Requests retried: ${retries}`);
			if (skipped > 0) messages.push(`EnableX listed entries that are not records. Entries skipped: ${skipped}`);
			return messages;
		},
	};
}
