import { sleep, UserError } from 'n8n-workflow';

/** Throws a UserError if the user has stopped the execution. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
	if (signal?.aborted) throw new UserError('The execution was stopped');
}

/** Cancellation check interval, because n8n's `sleep` cannot be interrupted. */
const CANCEL_CHECK_INTERVAL_MS = 200;

/** Waits for so many milliseconds. Rejects with a UserError when the execution is cancelled. */
export async function delay(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
	const end = performance.now() + milliseconds;
	for (let remaining = milliseconds; remaining > 0; remaining = end - performance.now()) {
		throwIfCancelled(signal);
		await sleep(Math.min(remaining, CANCEL_CHECK_INTERVAL_MS));
	}
	throwIfCancelled(signal);
}

/**
 * Maps values to results, `concurrency` of them at a time, and starts them in order. After a failure it
 * starts no more and waits for those in flight. Rejects with the error of the lowest index.
 */
export async function mapConcurrently<T, R>(
	values: readonly T[],
	concurrency: number,
	work: (value: T, index: number) => Promise<R>,
): Promise<R[]> {
	const results: R[] = [];
	const errors: unknown[] = [];
	let next = 0;
	const workThrough = async () => {
		while (next < values.length && errors.length === 0) {
			const index = next++;
			await work(values[index], index).then(
				(result) => (results[index] = result),
				(error: unknown) => (errors[index] = error),
			);
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, values.length) }, workThrough));
	const firstError = errors.find((error) => error !== undefined);
	if (firstError !== undefined) throw firstError;
	return results;
}

/**
 * Lets work with the same key take turns, in the order in which it asked. Work without a key does not
 * wait. A failure ends its own turn and nothing else. Keys that are not in use take no memory.
 */
export function createTurns(): <R>(key: string | undefined, work: () => Promise<R>) => Promise<R> {
	const lastTurns = new Map<string, Promise<unknown>>();
	return async (key, work) => {
		if (key === undefined) return await work();
		const turn = (lastTurns.get(key) ?? Promise.resolve()).then(work);
		const ended = turn.then(() => {}, () => {});
		lastTurns.set(key, ended);
		try {
			return await turn;
		} finally {
			if (lastTurns.get(key) === ended) lastTurns.delete(key);
		}
	};
}
