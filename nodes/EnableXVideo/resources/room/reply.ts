import type { IDataObject } from 'n8n-workflow';

import { CREDENTIAL_NAME, readLinkFields } from '../../../shared/credential';
import { incompleteReply, readObject } from '../../../shared/lists';
import { rawRoom, simplifyRoom } from '../../../shared/simplifyRoom';
import { toText } from '../../../shared/values';
import type { ItemContext } from '../../itemContext';

/** Rooms as items: flat ones with their links, or the API's own objects when Simplify is off. */
export async function toRoomItems(
	rooms: IDataObject[],
	simplify: boolean,
	context: ItemContext,
): Promise<IDataObject[]> {
	if (!simplify) return rooms.map(rawRoom);
	const linkFields = readLinkFields(await context.getCredentials(CREDENTIAL_NAME));
	return rooms.map((room) => simplifyRoom(room, linkFields));
}

/** The room in a reply; a room without its id is of no use to anybody, so it counts as incomplete. */
export async function readRoomReply(
	reply: IDataObject,
	{ simplify }: { simplify: boolean },
	context: ItemContext,
): Promise<IDataObject> {
	const room = readObject(context.getNode(), reply, 'room');
	if (toText(room.room_id) === null) throw incompleteReply(context.getNode(), 'the ID of the room');
	const [item] = await toRoomItems([room], simplify, context);
	return item;
}
