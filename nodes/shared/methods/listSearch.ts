import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { apiError } from '../api/errors';
import type { Collector } from '../api/listEntries';
import { requestListInTime } from '../api/listReply';
import { CREDENTIAL_NAME, readCredential } from '../credential/credential';
import { joinLinks } from '../credential/joinLinks';
import { Newest } from '../utils/newest';
import { toMillis, toText } from '../utils/values';

const PAGE_SIZE = 100;
/** n8n sets no timeout for requests of the editor, which would then show a loading list forever. */
const TIMEOUT_MS = 60_000;

/** Whether the room's name, owner or ID contains every search term. The terms are lowercase. */
function matches(room: IDataObject, terms: string[]): boolean {
	const text = [room.name, room.owner_ref, room.room_id].map(toText).join(' ').toLowerCase();
	return terms.every((term) => text.includes(term));
}

const nameOf = (room: IDataObject): string => toText(room.name) ?? toText(room.room_id) ?? '';

/** What the list shows of a room, and `name` without the ID that tells it from others. */
interface FoundRoom {
	name: string;
	roomId: string;
	owner?: string;
}

/** Collects the newest rooms that match, at most `limit`, and the names that more than one room has. */
function roomSearch(terms: string[], limit: number): Collector<{ rooms: FoundRoom[]; duplicates: Set<string> }> {
	const newest = new Newest<FoundRoom>(limit);
	const names = new Set<string>();
	const duplicates = new Set<string>();
	return {
		add(room) {
			const name = nameOf(room);
			if (names.has(name)) duplicates.add(name);
			names.add(name);
			const roomId = toText(room.room_id);
			if (roomId === null || !matches(room, terms)) return;
			newest.add(toMillis(room.created), { name, roomId, owner: toText(room.owner_ref) ?? undefined });
		},
		result: () => ({ rooms: newest.newestFirst(), duplicates }),
	};
}

/**
 * Lists rooms for the Room field, newest first, in pages of 100. The API returns all rooms at once and
 * has no search (enablex-api.md 3), so filtering and paging happen here. Rejects with a NodeApiError:
 * an empty list would tell the user that there are no rooms.
 */
export async function searchRooms(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const terms = (filter ?? '').toLowerCase().split(/\s+/).filter(Boolean);
	const start = Number(paginationToken ?? 0);
	const end = start + PAGE_SIZE;
	// One more shows whether there is another page.
	const result = await requestListInTime(this, '/rooms', { key: 'rooms', start: () => roomSearch(terms, end + 1) }, TIMEOUT_MS);
	if (!result.ok) throw apiError(this.getNode(), result.failure);
	const { rooms, duplicates } = result.value;
	const credential = readCredential(await this.getCredentials(CREDENTIAL_NAME));
	return {
		results: rooms.slice(start, end).map(({ name, roomId, owner }) => ({
			// The editor shows only the name, so rooms with the same name would look alike.
			name: duplicates.has(name) ? `${name} (${roomId})` : name,
			value: roomId,
			description: owner,
			url: joinLinks(roomId, credential).guest_url ?? undefined,
		})),
		paginationToken: end < rooms.length ? String(end) : undefined,
	};
}
