import { setTimeout as sleep } from 'node:timers/promises';

/** How long and how often to read. */
export interface ReadUntilOptions {
	readonly timeoutMs: number;
	readonly intervalMs: number;
	/** Aborts the wait. */
	readonly signal?: AbortSignal;
}

/** Reads a value repeatedly until it is as expected or the time is up. Returns the last value, expected or not. */
export async function readUntil<T>(read: () => Promise<T>, isExpected: (value: T) => boolean, options: ReadUntilOptions): Promise<T> {
	const { timeoutMs, intervalMs, signal } = options;
	for (const limit = Date.now() + timeoutMs; ; await sleep(intervalMs, undefined, { signal })) {
		const value = await read();
		if (isExpected(value) || Date.now() > limit) return value;
	}
}
