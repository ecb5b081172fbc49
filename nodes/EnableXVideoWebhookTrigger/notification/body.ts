import type { IDataObject } from 'n8n-workflow';

import { isObject, toText } from '../../shared/utils/values';

/** A notification: a JSON object with a type. */
export interface Notification extends IDataObject {
	type: string;
}

/** A notification, or why the body is not one: a sentence without a period that quotes nothing of the body. */
export type BodyContent = { notification: Notification } | { reason: string };

/** The largest body that is read, in bytes. A notification has a few hundred, and some more for each file. */
export const MAX_BYTES = 1024 * 1024;
/** The documented notifications have three levels (enablex-api.md 13). Thousands would overflow the stack where n8n saves the item. */
const MAX_LEVELS = 32;

function isDeeperThan(levels: number, value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return levels === 0 || Object.values(value).some((part) => isDeeperThan(levels - 1, part));
}

/** The text of a body. Throws a TypeError if it is not UTF-8, the encoding of JSON. A byte order mark is dropped. */
const decode = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

function parseJson(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(decode(bytes));
	} catch {
		return undefined;
	}
}

/**
 * Reads a body as JSON, whatever its content type says: one receiver of EnableX notifications reads
 * them as text (enablex-api.md 13). Never throws.
 */
export function readNotification(bytes: Uint8Array): BodyContent {
	if (bytes.length > MAX_BYTES) return { reason: `The body has more than ${MAX_BYTES} bytes` };
	if (bytes.length === 0) return { reason: 'The body is empty' };
	const body = parseJson(bytes);
	if (body === undefined) return { reason: 'The body is not JSON' };
	if (!isObject(body)) return { reason: 'The body is not a JSON object' };
	if (isDeeperThan(MAX_LEVELS, body)) return { reason: `The body is nested more than ${MAX_LEVELS} levels deep` };
	const type = toText(body.type);
	return type === null ? { reason: 'The body has no event type' } : { notification: { ...body, type } };
}
