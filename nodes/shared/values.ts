import type { IDataObject } from 'n8n-workflow';

/**
 * Readers for the replies of the API. Its documents, its samples and its real traffic disagree
 * about types (api.md 12), so each reader takes what came and gives the one form that users get:
 * a value of the right type, or `null` when it is unknown. None of them throws.
 */

export const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object, or an empty one, so that its fields can be read without asking first. */
export const toObject = (value: unknown): IDataObject => (isObject(value) ? value : {});

/** The object without one of its keys; the object itself stays as it is. */
export const without = (object: IDataObject, key: string): IDataObject =>
	Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));

/** A text; numbers become text; empty or anything else is `null`. */
export function toText(value: unknown): string | null {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	return typeof value === 'string' && value !== '' ? value : null;
}

/** A number, also from text such as `"60"`; anything else is `null`. */
export function toNumber(value: unknown): number | null {
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	if (typeof value !== 'string' || value.trim() === '') return null;
	const number = Number(value);
	return Number.isFinite(number) ? number : null;
}

/** Whether a flag is set, also when it is echoed as text. */
export const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === 1 || value === '1';

const UTC_TIME = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/;

/**
 * Milliseconds since 1970 of a time as the API writes it: ISO 8601, or `YYYY-MM-DD HH:mm:ss`.
 * Both are UTC when they name no zone (api.md 4.2). `null` when it cannot be read.
 */
export function toMillis(value: unknown): number | null {
	if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value)) return null;
	const utc = UTC_TIME.exec(value);
	const millis = Date.parse(utc ? `${utc[1]}T${utc[2]}Z` : value);
	return Number.isNaN(millis) ? null : millis;
}

/** A time of the API as ISO 8601 in UTC, or `null`. */
export function toIso(value: unknown): string | null {
	const millis = toMillis(value);
	return millis === null ? null : new Date(millis).toISOString();
}
