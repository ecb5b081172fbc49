import { setTimeout as sleep } from 'node:timers/promises';

/** The outcome of one request. */
export interface Attempt {
	/** HTTP status; undefined if the connection broke or the request timed out after three minutes. */
	readonly status?: number;
	/** The response body, or the error message. */
	readonly text: string;
	readonly roomId?: string;
	readonly token?: string;
	/** The execution that made the room. */
	readonly executionId?: string;
	/** Milliseconds from the request to its response. */
	readonly tookMs: number;
}

/** One caller, who requests one room with a unique name and retries until there is one. */
export interface Call {
	readonly name: string;
	/** In order; the last one decides. */
	readonly attempts: readonly Attempt[];
}

/** A burst of calls. */
export interface Burst {
	readonly calls: readonly Call[];
	/** From the first request to the last response. */
	readonly seconds: number;
}

/** Where and what to call. */
export interface BurstOptions {
	readonly url: string;
	/** The names of the rooms, one call each. */
	readonly names: readonly string[];
	/** Called with the number of finished calls. */
	readonly report: (done: number) => void;
	readonly signal: AbortSignal;
}

const CONCURRENCY = 20;
const MAX_ATTEMPTS = 5;
const RETRY_DELAY_MS = 1_000;
const TIMEOUT_MS = 180_000;

/** Makes all calls, 20 at a time. */
export async function callAll({ url, names, report, signal }: BurstOptions): Promise<Burst> {
	const began = Date.now();
	const calls: Call[] = [];
	const queue = [...names];
	const work = async () => {
		for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
			calls.push(await callUntilBooked(url, name, signal));
			report(calls.length);
		}
	};
	await Promise.all(Array.from({ length: CONCURRENCY }, work));
	return { calls, seconds: (Date.now() - began) / 1000 };
}

/** Whether an attempt got a room. */
export function isBooked({ status, roomId }: Attempt): boolean {
	return status === 200 && roomId !== undefined;
}

async function callUntilBooked(url: string, name: string, signal: AbortSignal): Promise<Call> {
	const attempts: Attempt[] = [];
	for (;;) {
		const attempt = await requestRoom(url, name, signal);
		attempts.push(attempt);
		if (isBooked(attempt) || attempts.length === MAX_ATTEMPTS) return { name, attempts };
		await sleep(RETRY_DELAY_MS);
	}
}

async function requestRoom(url: string, name: string, signal: AbortSignal): Promise<Attempt> {
	signal.throwIfAborted();
	const began = Date.now();
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ name }),
			signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
		});
		const text = await response.text();
		return { status: response.status, text, ...readRoom(text), tookMs: Date.now() - began };
	} catch (error) {
		signal.throwIfAborted();
		return { text: error instanceof Error ? error.message : String(error), tookMs: Date.now() - began };
	}
}

function readRoom(text: string): Pick<Attempt, 'roomId' | 'token' | 'executionId'> {
	const answer: unknown = parse(text);
	if (typeof answer !== 'object' || answer === null) return {};
	const { room_id: roomId, token, execution_id: executionId }: { room_id?: unknown; token?: unknown; execution_id?: unknown } = answer;
	const isRoom = typeof roomId === 'string' && typeof token === 'string' && typeof executionId === 'string';
	return isRoom ? { roomId, token, executionId } : {};
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
