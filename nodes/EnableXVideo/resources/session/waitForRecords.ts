import type { IDataObject } from 'n8n-workflow';

import { delay } from '../../execution/concurrency';

const FIRST_PAUSE_MS = 2_000;
const MAX_PAUSE_MS = 30_000;
/** EnableX logs the people of a session one by one. A list that has not grown for this long counts as whole. */
const SETTLED_MS = 10_000;

/**
 * Asks with growing pauses until `list` returns records and has stopped growing, for at most so many milliseconds.
 * Resolves to the longest list. Rejects when the execution is cancelled, and when `list` does.
 */
export async function waitForRecords(list: () => Promise<IDataObject[]>, waitMs: number, signal: AbortSignal | undefined): Promise<IDataObject[]> {
	const end = performance.now() + waitMs;
	let records = await list();
	let grownAt = performance.now();
	for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, MAX_PAUSE_MS)) {
		const settled = records.length > 0 ? grownAt + SETTLED_MS : Infinity;
		const remaining = Math.min(end, settled) - performance.now();
		if (remaining <= 0) return records;
		await delay(Math.min(pause, remaining), signal);
		const listed = await list();
		// A server that is behind may list fewer than another one did.
		if (listed.length <= records.length) continue;
		grownAt = performance.now();
		records = listed;
	}
}
