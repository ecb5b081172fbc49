import type { INodeProperties } from 'n8n-workflow';

import { simplifyField } from '../../../shared/descriptions/common';
import { readRoomId, readSimplify } from '../../../shared/parameters/parameters';
import { roomLocator } from '../../../shared/descriptions/roomLocator';
import { apiOperation } from '../../execution/operation';
import { readRoomReply } from './reply';

const showForRoomGet = { resource: ['room'], operation: ['get'] };

export const roomGetFields: INodeProperties[] = [
	{ ...roomLocator, displayOptions: { show: showForRoomGet } },
	{ ...simplifyField, displayOptions: { show: showForRoomGet } },
];

export const getRoom = apiOperation<{ roomId: string; simplify: boolean }>({
	read: (context) => ({ roomId: readRoomId(context), simplify: readSimplify(context) }),
	output: async (reply, input, context) => [await readRoomReply(reply, input, context)],
});
