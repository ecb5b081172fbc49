import type { IDataObject } from 'n8n-workflow';

import { toText } from '../../../shared/utils/values';
import type { ItemContext } from '../../execution/itemContext';
import { requestRecords } from '../../execution/listOperation';
import type { Request } from '../../execution/operation';

/**
 * Reads the list of all rooms, because the API has no search (enablex-api.md 3). Returns those that
 * match and have an ID. Throws a NodeApiError.
 */
export async function findRooms(
	context: ItemContext,
	list: Request,
	matches: (room: IDataObject) => boolean,
): Promise<IDataObject[]> {
	return await requestRecords(context, list, {}, 'rooms', () => {
		const found: IDataObject[] = [];
		const add = (room: IDataObject) => {
			if (toText(room.room_id) !== null && matches(room)) found.push(room);
		};
		return { add, result: () => found };
	});
}
