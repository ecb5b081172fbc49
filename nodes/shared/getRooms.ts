import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { ask } from './ask';
import { CREDENTIAL_NAME, readCredential } from './credential';
import { apiError } from './errors';
import { joinLinks } from './joinLinks';
import { newestFirst, readList } from './lists';
import { toMillis, toText } from './values';

const PAGE_SIZE = 100;
/** The host sets no limit for requests of the editor, and a list that never comes says nothing. */
const TIMEOUT_MS = 60_000;

async function fetchRooms(context: ILoadOptionsFunctions): Promise<IDataObject[]> {
	const verdict = await ask(context, '/rooms', TIMEOUT_MS);
	if (!verdict.ok) throw apiError(context.getNode(), verdict.failure);
	return readList(context.getNode(), verdict.body, 'rooms');
}

/** Whether every word that the user typed is in the room's name, owner or ID. */
function matches(room: IDataObject, words: string[]): boolean {
	const text = [room.name, room.owner_ref, room.room_id].map(toText).join(' ').toLowerCase();
	return words.every((word) => text.includes(word));
}

const nameOf = (room: IDataObject): string => toText(room.name) ?? toText(room.room_id) ?? '';

/** Names that several rooms have. */
function repeatedNames(rooms: IDataObject[]): Set<string> {
	const seen = new Set<string>();
	return new Set(rooms.map(nameOf).filter((name) => seen.size === seen.add(name).size));
}

/**
 * The rooms for the list of the Room field, newest first, a page of 100 at a time. The API gives
 * all rooms at once and has no search (api.md 3), so both happen here. Errors are shown, not
 * swallowed: an empty list would tell the user that there are no rooms.
 */
export async function getRooms(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const words = (filter ?? '').toLowerCase().split(/\s+/).filter(Boolean);
	const all = await fetchRooms(this);
	const repeated = repeatedNames(all);
	const rooms = newestFirst(
		all.filter((room) => toText(room.room_id) !== null && matches(room, words)),
		(room) => toMillis(room.created),
	);
	const credential = readCredential(await this.getCredentials(CREDENTIAL_NAME));
	const start = Number(paginationToken ?? 0);
	const end = start + PAGE_SIZE;
	return {
		results: rooms.slice(start, end).map((room) => {
			const roomId = toText(room.room_id) ?? '';
			const name = nameOf(room);
			return {
				// The editor shows nothing but the name: rooms of the same name would look alike.
				name: repeated.has(name) ? `${name} (${roomId})` : name,
				value: roomId,
				description: toText(room.owner_ref) ?? undefined,
				url: joinLinks(roomId, credential).guest_url ?? undefined,
			};
		}),
		paginationToken: end < rooms.length ? String(end) : undefined,
	};
}
