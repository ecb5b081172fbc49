/** What is remembered about a record between polls, in this process only. Times are in milliseconds since 1970. */
export interface RememberedRecord {
	/** When it was checked last. */
	checkedAt: number;
	/** Since when each check of it has failed. */
	failedSince?: number;
	/** Sessions: when the room was seen empty after the session had been quiet, by our clock and by that of the API. */
	seenEmpty?: { now: number; apiNow: number };
	/** Sessions that are over but not delivered: what decided about it, so that it need not be asked for at each poll. */
	settled?: SettledSession;
}

/** A session that is over, and has come before or is too short for the filters. */
export interface SettledSession {
	checkedAt: number;
	/** The number of its CDRs. */
	count: number;
	time: number | null;
	hasComeBefore: boolean;
	/** In seconds. */
	duration: number | null;
}

/**
 * What a trigger remembers besides its saved state. It only saves requests: after a restart of n8n, records are
 * asked for once more.
 */
export interface Memory {
	records: Map<string, RememberedRecord>;
	/** When each room was asked for its users, in milliseconds since 1970. */
	rooms: Map<string, number>;
}

/** The maximum number of entries of each kind. */
const MAX_REMEMBERED = 20_000;

export const createMemory = (): Memory => ({ records: new Map(), rooms: new Map() });

const memories = new Map<string, Memory>();

/** The memory of a trigger, by its `triggerKey`. */
export function memoryOf(key: string): Memory {
	const memory = memories.get(key) ?? createMemory();
	memories.set(key, memory);
	return memory;
}

/** Sets an entry, and drops the one that was set longest ago if there are too many. */
export function remember<T>(entries: Map<string, T>, key: string, value: T): void {
	entries.delete(key);
	entries.set(key, value);
	if (entries.size <= MAX_REMEMBERED) return;
	const [oldest] = entries.keys();
	entries.delete(oldest);
}
