import type { IDataObject } from 'n8n-workflow';

import { incompleteReply, readList, readObject, readReplyText } from '../../../nodes/shared/api/responseBody';
import { node, refusalOf } from '../../lib/fakes.mts';

const A = { id: 'a' };
const B = { id: 'b' };

/** Reads the list of a reply. Returns its records, and each number of skipped entries that was reported. */
function read(list: unknown) {
	const skipped: number[] = [];
	const reader = { getNode: () => node, onSkippedEntries: (count: number) => void skipped.push(count) };
	return { records: readList(reader, { list } as IDataObject, 'list'), skipped };
}

describe('A list in a reply', () => {
	test.each<[what: string, list: unknown, records: object[], skipped: number[]]>([
		['of objects', [A, B], [A, B], []],
		['that is empty', [], [], []],
		['that is null', null, [], []],
		['that is missing', undefined, [], []],
		['with null among its objects', [A, null, B, null], [A, B], [2]],
		['with other values among its objects', ['x', A, 7, [B]], [A], [3]],
		['of nulls', [null], [], [1]],
	])('%s is read', (_what, list, records, skipped) => expect(read(list)).toEqual({ records, skipped }));

	test('is read without anybody who wants to know of skipped entries', () => {
		expect(readList({ getNode: () => node }, { list: [A, null] }, 'list')).toEqual([A]);
	});

	test.each<[what: string, list: unknown, lacks: string]>([
		['that is an object', { 0: A }, 'a list in "list"'],
		['that is a string', 'x', 'a list in "list"'],
		['that is an empty string', '', 'a list in "list"'],
		['that is zero', 0, 'a list in "list"'],
		['of strings', ['x'], 'objects in "list"'],
		['of lists', [[A]], 'objects in "list"'],
		['of a null and a number', [null, 7], 'objects in "list"'],
	])('%s is an error', (_what, list, lacks) => expect(refusalOf(() => read(list)).message).toBe(`The API response lacks ${lacks}`));
});

describe('A reply that lacks what it must have', () => {
	test('is an error with the next step', () => {
		expect(incompleteReply(node, 'the "room"')).toMatchObject({
			message: 'The API response lacks the "room"',
			description: 'Try again. If the error persists, check Base URL in the EnableX API credential, or contact EnableX support',
		});
	});

	test.each([undefined, null, '', 'x', 7, [A]])('such as %j in place of an object is an error', (room) => {
		expect(refusalOf(() => readObject(node, { room }, 'room')).message).toBe('The API response lacks the "room"');
	});

	test.each([undefined, null, '', 7, A, ['x']])('such as %j in place of a string is an error', (token) => {
		expect(refusalOf(() => readReplyText(node, { token }, 'token')).message).toBe('The API response lacks the "token"');
	});

	test('is told from one that has it', () => {
		expect(readObject(node, { room: A }, 'room')).toBe(A);
		expect(readReplyText(node, { token: 'x' }, 'token')).toBe('x');
	});
});
