import { sleep, UserError } from 'n8n-workflow';

/** Throws when the user has stopped the execution. */
export function checkStopped(signal: AbortSignal | undefined): void {
	if (signal?.aborted) throw new UserError('The execution was stopped');
}

/** How soon a wait hears that the user has stopped the execution; n8n's `sleep` cannot be ended. */
const LOOK_UP_EVERY_MS = 200;

/** Waits so many milliseconds; rejects when the execution is stopped meanwhile. */
export async function rest(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
	const end = performance.now() + milliseconds;
	for (let left = milliseconds; left > 0; left = end - performance.now()) {
		checkStopped(signal);
		await sleep(Math.min(left, LOOK_UP_EVERY_MS));
	}
	checkStopped(signal);
}

/**
 * Does the work for each index below `count`, in their order and `atOnce` of them at a time. Once
 * one has failed no further ones start, and those under way are waited for. Rejects with the error
 * of the lowest index that failed.
 */
export async function takeTurns(count: number, atOnce: number, work: (index: number) => Promise<void>): Promise<void> {
	const errors: unknown[] = [];
	let next = 0;
	const takeNext = async () => {
		while (next < count && errors.length === 0) {
			const index = next++;
			await work(index).catch((error: unknown) => (errors[index] = error));
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, count) }, takeNext));
	const first = errors.find((error) => error !== undefined);
	if (first !== undefined) throw first;
}
