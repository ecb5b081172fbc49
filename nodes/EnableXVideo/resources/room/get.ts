import type { INodeProperties } from 'n8n-workflow';

import { simplifyField } from '../../../shared/fields';
import { readRoomId, readSimplify } from '../../../shared/parameters';
import { roomLocator } from '../../../shared/roomLocator';
import type { Operation } from '../../exchange';
import { readRoomReply } from './reply';

const showForRoomGet = { resource: ['room'], operation: ['get'] };

export const roomGetFields: INodeProperties[] = [
	{ ...roomLocator, displayOptions: { show: showForRoomGet } },
	{ ...simplifyField, displayOptions: { show: showForRoomGet } },
];

export const getRoom: Operation<{ roomId: string; simplify: boolean }> = {
	read: (context) => ({ roomId: readRoomId(context), simplify: readSimplify(context) }),
	output: async (reply, input, context) => [await readRoomReply(reply, input, context)],
};
