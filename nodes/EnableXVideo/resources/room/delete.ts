import type { INodeProperties } from 'n8n-workflow';

import { ROOM_NOT_FOUND } from '../../../shared/ask';
import { readRoomId } from '../../../shared/parameters';
import { roomLocator } from '../../../shared/roomLocator';
import type { Operation } from '../../exchange';

const showForRoomDelete = { resource: ['room'], operation: ['delete'] };

export const roomDeleteFields: INodeProperties[] = [
	{ ...roomLocator, displayOptions: { show: showForRoomDelete } },
];

export const deleteRoom: Operation<{ roomId: string }> = {
	read: (context) => ({ roomId: readRoomId(context) }),
	isDoneBefore: ({ code }) => code === ROOM_NOT_FOUND,
	output: (_reply, { roomId }) => [{ deleted: true, room_id: roomId }],
};
