/**
 * One room for its match, however many executions want it at the same time. Nothing locks the API, so each
 * execution that has created a room reads the list again. If an older match is there, it deletes its own
 * room, which nobody has seen yet, and uses the oldest. The first room that was created never meets an
 * older one, so all executions end with it.
 *
 * This relies on the API's `created`, which has milliseconds (enablex-api.md A.7): reading the list again
 * takes longer than that, so rooms of one millisecond are all there by then.
 */
import { NodeApiError, type IDataObject } from 'n8n-workflow';

import { isRoomMissing } from '../../../../shared/api/resultCodes';
import { resultOrError } from '../../../../shared/api/errors';
import { toText } from '../../../../shared/utils/values';
import type { ItemContext } from '../../../execution/itemContext';
import { callRequest, requestBody, type Request } from '../../../execution/operation';
import { findRooms } from '../list';
import { roomOf } from '../reply';
import { describeMatch, isMatch, oldestFirst, type RoomMatch } from './match';

/** The declared requests of a booking. */
export interface BookingRequests {
	list: Request;
	create: Request;
	delete: Request;
}

/** The room of a match, and whether this execution has created it. */
export interface Booking {
	room: IDataObject;
	wasCreated: boolean;
}

const findMatches = async (context: ItemContext, list: Request, match: RoomMatch) =>
	oldestFirst(await findRooms(context, list, (room) => isMatch(room, match)));

/** Deletes a room that this execution has just created. If that fails, the booking still succeeds, because the room of the match is known. */
async function deleteOwn(context: ItemContext, request: Request, roomId: string, match: RoomMatch): Promise<void> {
	const result = await resultOrError(callRequest(context, request, { roomId }));
	const isGone = !(result instanceof NodeApiError) && (result.ok || isRoomMissing(result.failure));
	if (!isGone) context.addHint?.(`Another execution created a room for ${describeMatch(match)} at the same time. The second room ${roomId} is not used, but could not be deleted. Delete it yourself`);
}

/** Says that a match is not unique, which happens to rooms that were created elsewhere. */
function addHintOnSeveral(context: ItemContext, matches: IDataObject[], match: RoomMatch): void {
	if (matches.length < 2) return;
	const [oldest, ...others] = matches.map((room) => toText(room.room_id));
	context.addHint?.(`${matches.length} rooms have ${describeMatch(match)}. The oldest, ${oldest}, is used; the others are ${others.slice(0, 3).join(', ')}${others.length > 3 ? ', …' : ''}`);
}

/** The error of a list that could not be read again. Nobody has got the new room yet, and running the node again finds it. */
function addCreatedRoom(error: NodeApiError, roomId: string): NodeApiError {
	error.description = `The room ${roomId} was created, but the node could not check for duplicates. Run it again: it uses the oldest room that matches. ${error.description ?? ''}`.trim();
	return error;
}

/** What is booked. */
export interface Wanted {
	match: RoomMatch;
	body: IDataObject;
}

/**
 * The room of a match: the oldest that is there, or a new one with this body. `beforeCreate` runs before one is
 * created, and may throw. Throws a NodeApiError.
 */
export async function bookRoom(context: ItemContext, requests: BookingRequests, { match, body }: Wanted, beforeCreate: () => void): Promise<Booking> {
	const found = await findMatches(context, requests.list, match);
	if (found.length > 0) {
		addHintOnSeveral(context, found, match);
		return { room: found[0], wasCreated: false };
	}
	beforeCreate();
	const own = roomOf(await requestBody(context, requests.create, {}, { body }), context);
	const ownId = toText(own.room_id) ?? '';
	const listed = await resultOrError(findMatches(context, requests.list, match));
	if (listed instanceof NodeApiError) throw addCreatedRoom(listed, ownId);
	const others = listed.filter((room) => toText(room.room_id) !== ownId);
	// The list may be behind and lack the new room. That must not decide which room is the oldest: the other execution may delete its own.
	const [oldest] = oldestFirst([own, ...others]);
	if (oldest === own) return { room: own, wasCreated: true };
	await deleteOwn(context, requests.delete, ownId, match);
	addHintOnSeveral(context, others, match);
	return { room: oldest, wasCreated: false };
}
