import type { IDataObject, INode, NodeApiError } from 'n8n-workflow';

import { errorThatSays } from './errors';
import { isObject } from './values';

/** A reply that lacks what it must have. It is an error, never an empty success. */
export function incompleteReply(node: INode, what: string): NodeApiError {
	const message = `The answer of the API lacks ${what}`;
	return errorThatSays(node, { message }, {
		message,
		description: 'Try again. If it stays, check Base URL in the EnableX API credential, or ask EnableX support',
	});
}

/**
 * The list in a reply. The API leaves open how it says that there is nothing (api.md 4.3, 6, 7.2),
 * so `null` and a missing list are empty lists. Anything else that is no list of objects is an error.
 */
export function readList(node: INode, reply: IDataObject, key: string): IDataObject[] {
	const list = reply[key];
	if (list === undefined || list === null) return [];
	if (!Array.isArray(list)) throw incompleteReply(node, `a list in "${key}"`);
	const records = list.filter(isObject);
	if (records.length !== list.length) throw incompleteReply(node, `an object in every entry of "${key}"`);
	return records;
}

/** The object in a reply, such as `room`. */
export function readObject(node: INode, reply: IDataObject, key: string): IDataObject {
	const value = reply[key];
	if (!isObject(value)) throw incompleteReply(node, `the "${key}"`);
	return value;
}

/** The text in a reply, such as `token`. */
export function readReplyText(node: INode, reply: IDataObject, key: string): string {
	const value = reply[key];
	if (typeof value !== 'string' || value === '') throw incompleteReply(node, `the "${key}"`);
	return value;
}

/** Sorts newest first; records without a readable time come last, in the order they came. */
export function newestFirst<T>(records: T[], timeOf: (record: T) => number | null): T[] {
	return records
		.map((record) => ({ record, time: timeOf(record) ?? -Infinity }))
		.sort((a, b) => (a.time === b.time ? 0 : b.time - a.time))
		.map(({ record }) => record);
}
