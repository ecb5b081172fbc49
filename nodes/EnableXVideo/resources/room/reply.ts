import type { IDataObject } from 'n8n-workflow';

import { CREDENTIAL_NAME, readLinkFields } from '../../../shared/credential/credential';
import { incompleteReply, readObject } from '../../../shared/api/responseBody';
import { rawRoomWithLinks, simplifyRoom } from '../../../shared/records/room';
import { toText } from '../../../shared/utils/values';
import type { ItemContext } from '../../execution/itemContext';

/**
 * Returns a function that makes the output of a room with its links: simplified, or the API's object if Simplify is off.
 * Without a Meeting Domain, it says in the output pane which field to fill in.
 */
export async function roomItems(simplify: boolean, context: ItemContext): Promise<(room: IDataObject) => IDataObject> {
	const linkFields = readLinkFields(await context.getCredentials(CREDENTIAL_NAME));
	const toItem = simplify ? simplifyRoom : rawRoomWithLinks;
	return (room) => {
		if (linkFields.meetingDomain === '') context.addHint?.('No join links: fill in Meeting Domain in the credential');
		return toItem(room, linkFields);
	};
}

/** The output of one room. */
export const toRoomItem = async (room: IDataObject, simplify: boolean, context: ItemContext): Promise<IDataObject> =>
	(await roomItems(simplify, context))(room);

/** The room in a reply. Throws a NodeApiError if it lacks its ID, because no later step could use it. */
export function roomOf(reply: IDataObject, context: ItemContext): IDataObject {
	const room = readObject(context.getNode(), reply, 'room');
	if (toText(room.room_id) === null) throw incompleteReply(context.getNode(), 'the ID of the room');
	return room;
}

/** The output of the room in a reply. Throws a NodeApiError as `roomOf` does. */
export async function readRoomReply(
	reply: IDataObject,
	{ simplify }: { simplify: boolean },
	context: ItemContext,
): Promise<IDataObject> {
	return await toRoomItem(roomOf(reply, context), simplify, context);
}
