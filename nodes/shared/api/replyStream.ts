import type { IExecuteSingleFunctions } from 'n8n-workflow';

/** A body as bytes or as a stream, as n8n stores it. */
export type FileBody = Parameters<IExecuteSingleFunctions['helpers']['prepareBinaryData']>[0];
/** A body that is still arriving. n8n's client has undone its compression (n8n-host.md 1.12). */
export type StreamBody = Exclude<FileBody, Buffer>;

/** Whether a body is still arriving. */
export const isStreamBody = (body: unknown): body is StreamBody =>
	typeof body === 'object' && body !== null && !Buffer.isBuffer(body) && 'pipe' in body;

/** Closes a body that will not be read, so that its connection does not stay open. */
export function discard(body: unknown): void {
	if (typeof body !== 'object' || body === null) return;
	if ('destroy' in body && typeof body.destroy === 'function') body.destroy();
}

const errorWithCode = (message: string, code: string) => Object.assign(new Error(message), { code });

/** Resolves as soon as nothing of a body has arrived for `timeout` milliseconds. */
async function untilStalled(body: StreamBody, timeout: number): Promise<void> {
	await new Promise<void>((resolve) => {
		let hasArrived = true;
		let timer: AbortSignal | undefined;
		const { emit } = body;
		body.emit = (event: string | symbol, ...args: unknown[]) => {
			hasArrived = true;
			return emit.call(body, event, ...args);
		};
		const check = () => {
			// Fully received; storage is still writing.
			if (body.readableEnded) return;
			if (!hasArrived) return resolve();
			hasArrived = false;
			timer = AbortSignal.timeout(timeout);
			timer.addEventListener('abort', check);
		};
		// A timer cannot be stopped. Without its listener, it does not keep the body in memory until it fires.
		body.once('close', () => timer?.removeEventListener('abort', check));
		check();
	});
}

/**
 * Rejects, and closes the body, if nothing of it arrives for `timeout` milliseconds (up to twice as long, because it
 * checks once per timeout). n8n's own timeout ends when the headers of a streamed reply are there (n8n-host.md 1.12),
 * so a server that goes silent afterwards would block the execution forever. It wraps `emit` instead of adding a
 * listener, because a `data` listener would start the stream before its reader is attached.
 */
export async function rejectOnStall(body: FileBody, timeout = 0): Promise<never> {
	if (Buffer.isBuffer(body) || timeout <= 0) return await new Promise<never>(() => {});
	await untilStalled(body, timeout);
	discard(body);
	throw errorWithCode('The reply stalled', 'ETIMEDOUT');
}

/** How long a silent body is waited for, in milliseconds, and what ends the reading at once. */
export interface ReadOptions {
	timeout?: number;
	abortSignal?: AbortSignal;
}

/**
 * Reads a body to its end. Rejects with a connection error if it breaks off, stalls or is cancelled, and with whatever
 * `onChunk` throws. Afterwards its connection is closed or free.
 */
export async function readStream(body: StreamBody, onChunk: (chunk: Buffer) => void, { timeout, abortSignal }: ReadOptions): Promise<void> {
	let onAbort = () => {};
	const reading = new Promise<void>((resolve, reject) => {
		onAbort = () => reject(errorWithCode('The request was cancelled', 'ERR_CANCELED'));
		body.on('error', reject);
		body.on('end', resolve);
		// After the end or an error, a promise ignores this.
		body.on('close', () => reject(errorWithCode('The reply broke off', 'ECONNRESET')));
		body.on('data', (chunk: Buffer) => {
			try {
				onChunk(chunk);
			} catch (error) {
				reject(error);
			}
		});
	});
	abortSignal?.addEventListener('abort', onAbort);
	if (abortSignal?.aborted) onAbort();
	try {
		await Promise.race([reading, rejectOnStall(body, timeout)]);
	} finally {
		abortSignal?.removeEventListener('abort', onAbort);
		discard(body);
	}
}
