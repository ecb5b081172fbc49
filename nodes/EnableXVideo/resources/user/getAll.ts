import type { INodeProperties } from 'n8n-workflow';

import { listFields } from '../../../shared/descriptions/common';
import { readList } from '../../../shared/api/responseBody';
import { readLimit, readRoomId } from '../../../shared/parameters/parameters';
import { roomLocator } from '../../../shared/descriptions/roomLocator';
import { apiOperation } from '../../execution/operation';

const showForUserGetAll = { resource: ['user'], operation: ['getAll'] };

export const userGetAllFields: INodeProperties[] = [
	{ ...roomLocator, displayOptions: { show: showForUserGetAll } },
	...listFields(showForUserGetAll),
];

export const getUsers = apiOperation<{ roomId: string; limit: number }>({
	read: (context) => ({ roomId: readRoomId(context), limit: readLimit(context) }),
	// The API does not name the room of a user. The next node often needs it.
	output: (reply, { roomId, limit }, context) =>
		readList(context, reply, 'users').slice(0, limit).map((user) => ({ ...user, room_id: roomId })),
});
