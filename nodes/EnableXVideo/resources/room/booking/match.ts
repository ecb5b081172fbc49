import type { IDataObject } from 'n8n-workflow';

import { toMillis, toText } from '../../../../shared/utils/values';

/** What makes a room the one that is wanted: its owner, or its owner and its name. */
export interface RoomMatch {
	ownerRef: string;
	name?: string;
}

/** Whether a room matches exactly. */
export const isMatch = (room: IDataObject, { ownerRef, name }: RoomMatch): boolean =>
	toText(room.owner_ref) === ownerRef && (name === undefined || toText(room.name) === name);

/** The match as part of a sentence. */
export const describeMatch = ({ ownerRef, name }: RoomMatch): string =>
	`Owner Reference "${ownerRef}"${name === undefined ? '' : ` and Name "${name}"`}`;

const createdOf = (room: IDataObject) => toMillis(room.created) ?? Infinity;
const idOf = (room: IDataObject) => toText(room.room_id) ?? '';

/**
 * The rooms, oldest first. Every execution has to choose the same room, so rooms of the same
 * millisecond are in the order of their IDs.
 */
export const oldestFirst = (rooms: IDataObject[]): IDataObject[] =>
	[...rooms].sort((a, b) => {
		const [before, after] = [createdOf(a), createdOf(b)];
		if (before !== after) return before < after ? -1 : 1;
		return idOf(a) < idOf(b) ? -1 : 1;
	});
