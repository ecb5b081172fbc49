import { setTimeout as sleep } from 'node:timers/promises';

/** What a caller got for one request. */
export interface Attempt {
	/** HTTP status; undefined when the connection broke or nothing came for three minutes. */
	readonly status?: number;
	/** What the answer says; of a room only when it was a good one. */
	readonly text: string;
	readonly roomId?: string;
	readonly token?: string;
	/** The execution that made the room. */
	readonly executionId?: string;
	/** Milliseconds from the request to its answer. */
	readonly tookMs: number;
}

/** One caller, who wants one room of a name of its own, and asks again until there is one. */
export interface Call {
	readonly name: string;
	/** In their order; the last one decides. */
	readonly attempts: readonly Attempt[];
}

/** A number of calls in a row. */
export interface Burst {
	readonly calls: readonly Call[];
	/** From the first request to the last answer. */
	readonly seconds: number;
}

/** A crowd of callers. */
export interface BurstPlan {
	readonly url: string;
	/** What the rooms are to be called, one call each. */
	readonly names: readonly string[];
	/** Told how many calls are done. */
	readonly report: (done: number) => void;
	readonly signal: AbortSignal;
}

const AT_ONCE = 20;
const ATTEMPTS = 5;
const BEFORE_ASKING_AGAIN_MS = 1_000;
const PATIENCE_MS = 180_000;

/** Makes all calls, 20 at once. */
export async function callAll({ url, names, report, signal }: BurstPlan): Promise<Burst> {
	const began = Date.now();
	const calls: Call[] = [];
	const queue = [...names];
	const work = async () => {
		for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
			calls.push(await insist(url, name, signal));
			report(calls.length);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	return { calls, seconds: (Date.now() - began) / 1000 };
}

/** Whether an attempt was answered with a room. */
export function isGood({ status, roomId }: Attempt): boolean {
	return status === 200 && roomId !== undefined;
}

async function insist(url: string, name: string, signal: AbortSignal): Promise<Call> {
	const attempts: Attempt[] = [];
	for (;;) {
		const attempt = await ask(url, name, signal);
		attempts.push(attempt);
		if (isGood(attempt) || attempts.length === ATTEMPTS) return { name, attempts };
		await sleep(BEFORE_ASKING_AGAIN_MS);
	}
}

async function ask(url: string, name: string, signal: AbortSignal): Promise<Attempt> {
	signal.throwIfAborted();
	const began = Date.now();
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ name }),
			signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
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
