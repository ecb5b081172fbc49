import type { IDataObject, INode, NodeApiError } from 'n8n-workflow';

import { createNodeApiError } from './errors';
import { isObject } from '../utils/values';

/** The error of a successful reply without required data. Such a reply must not pass as an empty result. */
export function incompleteReply(node: INode, what: string): NodeApiError {
	const message = `The API response lacks ${what}`;
	return createNodeApiError(node, { message }, {
		message,
		description: 'Try again. If the error persists, check Base URL in the EnableX API credential, or contact EnableX support',
	});
}

/** Who reads a list: the node for errors, and what to do about entries that are not objects. */
export interface ListReader {
	getNode(): INode;
	/** Called once per list with the number of entries that were skipped. */
	onSkippedEntries?(count: number): void;
}

/**
 * The list at `key` of a reply, or `undefined` if the reply has no list: how the API reports an empty list is undocumented
 * (enablex-api.md 4.3, 6, 7.2), so `null` and a missing list count as empty. Throws a NodeApiError for any other value.
 */
export function listAt(reader: ListReader, reply: IDataObject, key: string): unknown[] | undefined {
	const list = reply[key];
	if (list === undefined || list === null) return undefined;
	if (!Array.isArray(list)) throw incompleteReply(reader.getNode(), `a list in "${key}"`);
	return list;
}

/** How many entries of a list are objects, `null`, and anything else. */
export interface EntryCounts {
	records: number;
	empty: number;
	others: number;
}

/**
 * Reports the entries of a list that are not objects. They are skipped, so that one odd entry does not hold up all
 * others. Throws a NodeApiError if a list has entries and no object at all.
 */
export function checkEntries(reader: ListReader, key: string, { records, empty, others }: EntryCounts): void {
	if (records === 0 && others > 0) throw incompleteReply(reader.getNode(), `objects in "${key}"`);
	if (empty + others > 0) reader.onSkippedEntries?.(empty + others);
}

/** The objects in the list at `key` of a reply. Throws a NodeApiError, see `listAt` and `checkEntries`. */
export function readList(reader: ListReader, reply: IDataObject, key: string): IDataObject[] {
	const list = listAt(reader, reply, key) ?? [];
	const records = list.filter(isObject);
	const empty = list.filter((entry) => entry === null).length;
	checkEntries(reader, key, { records: records.length, empty, others: list.length - records.length - empty });
	return records;
}

/** The object at `key` of a reply, such as `room`. Throws a NodeApiError if it is missing. */
export function readObject(node: INode, reply: IDataObject, key: string): IDataObject {
	const value = reply[key];
	if (!isObject(value)) throw incompleteReply(node, `the "${key}"`);
	return value;
}

/** The text at `key` of a reply, such as `token`. Throws a NodeApiError if it is missing or empty. */
export function readReplyText(node: INode, reply: IDataObject, key: string): string {
	const value = reply[key];
	if (typeof value !== 'string' || value === '') throw incompleteReply(node, `the "${key}"`);
	return value;
}
