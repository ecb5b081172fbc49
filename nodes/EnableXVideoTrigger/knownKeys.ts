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

const split = (text: string): string[] => {
	const keys: string[] = [];
	for (let at = 0; at < text.length; at += KEY_LENGTH) keys.push(text.slice(at, at + KEY_LENGTH));
	return keys;
};

/** All keys, each with the day under which it is kept. */
export function daysOf(known: KnownKeys): Map<string, number> {
	const days = new Map<string, number>();
	for (const [day, text] of Object.entries(known)) for (const key of split(text)) days.set(key, Number(day));
	return days;
}

/** How many keys there are. */
export const countKeys = (known: KnownKeys): number =>
	Object.values(known).reduce((sum, text) => sum + text.length, 0) / KEY_LENGTH;

/**
 * The same with further keys, and with those that are known already under their new day; the very
 * same object when there are none.
 */
export function addKeys(known: KnownKeys, added: readonly DatedKey[], moved: readonly DatedKey[] = []): KnownKeys {
	if (added.length + moved.length === 0) return known;
	const byDay = new Map<string, string[]>();
	const away = new Set(moved.map(({ key }) => key));
	if (away.size > 0) for (const [day, text] of Object.entries(known)) byDay.set(day, split(text).filter((key) => !away.has(key)));
	for (const { key, day } of [...added, ...moved]) {
		const keys = byDay.get(String(day)) ?? [known[day] ?? ''];
		keys.push(key);
		byDay.set(String(day), keys);
	}
	return { ...known, ...Object.fromEntries([...byDay].map(([day, keys]) => [day, keys.join('')])) };
}

/** The same without the days before `day`; the very same object when there are none. */
export function forgetBefore(known: KnownKeys, day: number): KnownKeys {
	const kept = Object.entries(known).filter(([name]) => Number(name) >= day);
	return kept.length === Object.keys(known).length ? known : Object.fromEntries(kept);
}
