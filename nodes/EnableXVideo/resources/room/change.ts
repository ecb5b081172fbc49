import { NodeApiError, type IDataObject } from 'n8n-workflow';

import { resultOrError } from '../../../shared/api/errors';
import type { ItemContext } from '../../execution/itemContext';
import { requestBody, type Request } from '../../execution/operation';
import { roomOf } from './reply';

/** The declared requests that change a room and read it again. */
export interface ChangeRequests {
	update: Request;
	get: Request;
}

/**
 * Changes a room and reads it again, because the reply to a change holds no room (enablex-api.md 4.5).
 * Returns `undefined` if only the reading failed, which a hint then says. Throws a NodeApiError if the
 * room was not changed.
 */
export async function changeRoom(
	context: ItemContext,
	{ update, get }: ChangeRequests,
	roomId: string,
	changes: IDataObject,
): Promise<IDataObject | undefined> {
	await requestBody(context, update, { roomId }, { body: changes });
	const room = await resultOrError(requestBody(context, get, { roomId }).then((reply) => roomOf(reply, context)));
	if (!(room instanceof NodeApiError)) return room;
	context.addHint?.(`The room ${roomId} was updated, but could not be read again: ${room.message}`);
	return undefined;
}
