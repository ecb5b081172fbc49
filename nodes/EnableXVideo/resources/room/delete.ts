import type { INodeProperties } from 'n8n-workflow';

import { isRoomMissing } from '../../../shared/api/resultCodes';
import { readRoomId } from '../../../shared/parameters/parameters';
import { roomLocator } from '../../../shared/descriptions/roomLocator';
import { apiOperation } from '../../execution/operation';

const showForRoomDelete = { resource: ['room'], operation: ['delete'] };

export const roomDeleteFields: INodeProperties[] = [
	{ ...roomLocator, displayOptions: { show: showForRoomDelete } },
];

export const deleteRoom = apiOperation<{ roomId: string }>({
	read: (context) => ({ roomId: readRoomId(context) }),
	isAlreadyDone: isRoomMissing,
	output: (_reply, { roomId }) => [{ deleted: true, room_id: roomId }],
});
