import type { IDataObject } from 'n8n-workflow';

/**
 * Readers for values in API replies. The API's documentation, samples and real traffic disagree about
 * types (enablex-api.md 12), so each reader accepts any value and returns one of the type that users get,
 * or `null` if the value is unknown. None of them throws.
 */

export const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object, or an empty object for any other value, so that its fields can be read without a check. */
export const toObject = (value: unknown): IDataObject => (isObject(value) ? value : {});

/** A copy of the object without one of its keys. */
export const omit = (object: IDataObject, key: string): IDataObject =>
	Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));

/** A non-empty text. Numbers become text; anything else is `null`. */
export function toText(value: unknown): string | null {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	return typeof value === 'string' && value !== '' ? value : null;
}

/** A number, or text such as `"60"` as a number. Anything else is `null`. */
export function toNumber(value: unknown): number | null {
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	if (typeof value !== 'string' || value.trim() === '') return null;
	const number = Number(value);
	return Number.isFinite(number) ? number : null;
}

/** Whether a flag is set, as a boolean, a number or text. */
export const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === 1 || value === '1';

const UTC_TIME = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/;

/**
 * A time in one of the API's formats as milliseconds since 1970: ISO 8601, or `YYYY-MM-DD HH:mm:ss`.
 * Without a zone, both are UTC (enablex-api.md 4.2). `null` if it cannot be read.
 */
export function toMillis(value: unknown): number | null {
	if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value)) return null;
	const utc = UTC_TIME.exec(value);
	const millis = Date.parse(utc ? `${utc[1]}T${utc[2]}Z` : value);
	return Number.isNaN(millis) ? null : millis;
}

/** A time in one of the API's formats as ISO 8601 in UTC, or `null` if it cannot be read. */
export function toIso(value: unknown): string | null {
	const millis = toMillis(value);
	return millis === null ? null : new Date(millis).toISOString();
}
