import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { CREDENTIAL_NAME, readCredential } from '../../../shared/credential';
import { incompleteReply, readObject } from '../../../shared/lists';
import { rawRoom, simplifyRoom } from '../../../shared/simplifyRoom';
import { toText } from '../../../shared/values';

/** Rooms as items: flat ones with their links, or the API's own objects when Simplify is off. */
export async function toRoomItems(
	rooms: IDataObject[],
	simplify: boolean,
	context: IExecuteSingleFunctions,
): Promise<IDataObject[]> {
	if (!simplify) return rooms.map(rawRoom);
	const credential = readCredential(await context.getCredentials(CREDENTIAL_NAME));
	return rooms.map((room) => simplifyRoom(room, credential));
}

/** The room in a reply; a room without its id is of no use to anybody, so it counts as incomplete. */
export async function readRoomReply(
	reply: IDataObject,
	{ simplify }: { simplify: boolean },
	context: IExecuteSingleFunctions,
): Promise<IDataObject> {
	const room = readObject(context.getNode(), reply, 'room');
	if (toText(room.room_id) === null) throw incompleteReply(context.getNode(), 'the ID of the room');
	const [item] = await toRoomItems([room], simplify, context);
	return item;
}
