import { createHash } from 'crypto';

/**
 * The records that were emitted, by UTC day: the keys of a day's records in one text, back to back.
 * Kept so, a million ids are a few dozen JSON values, and a record costs 12 bytes.
 */
export type KnownKeys = Record<string, string>;

/** A record's key, with the UTC day under which it is kept. */
export interface DatedKey {
	key: string;
	day: number;
}

export const KEY_LENGTH = 12;

/**
 * The key of a record id: 72 bits of its SHA-256. An id of 24 hexadecimal digits takes 12 bytes
 * instead of 24; with 400,000 known ids, a new id is taken for a known one once in 10^16 records.
 */
export const keyOf = (id: string): string => createHash('sha256').update(id).digest('base64').slice(0, KEY_LENGTH);

/** All keys of all days. */
export function keysOf(known: KnownKeys): Set<string> {
	const keys = new Set<string>();
	for (const text of Object.values(known)) {
		for (let at = 0; at < text.length; at += KEY_LENGTH) keys.add(text.slice(at, at + KEY_LENGTH));
	}
	return keys;
}

/** How many keys there are. */
export const countKeys = (known: KnownKeys): number =>
	Object.values(known).reduce((sum, text) => sum + text.length, 0) / KEY_LENGTH;

/** The same with further keys; the very same object when there are none. */
export function addKeys(known: KnownKeys, added: readonly DatedKey[]): KnownKeys {
	if (added.length === 0) return known;
	const byDay = new Map<number, string[]>();
	for (const { key, day } of added) {
		const keys = byDay.get(day);
		if (keys) keys.push(key);
		else byDay.set(day, [key]);
	}
	const more = [...byDay].map(([day, keys]) => [String(day), (known[day] ?? '') + keys.join('')]);
	return { ...known, ...Object.fromEntries(more) };
}

/** The same without the days before `day`; the very same object when there are none. */
export function forgetBefore(known: KnownKeys, day: number): KnownKeys {
	const kept = Object.entries(known).filter(([name]) => Number(name) >= day);
	return kept.length === Object.keys(known).length ? known : Object.fromEntries(kept);
}
