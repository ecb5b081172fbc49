import type { INodeProperties } from 'n8n-workflow';

import { listFields } from '../../../shared/fields';
import { readList } from '../../../shared/lists';
import { readLimit, readRoomId } from '../../../shared/parameters';
import { roomLocator } from '../../../shared/roomLocator';
import type { Operation } from '../../exchange';

const showForUserGetAll = { resource: ['user'], operation: ['getAll'] };

export const userGetAllFields: INodeProperties[] = [
	{ ...roomLocator, displayOptions: { show: showForUserGetAll } },
	...listFields(showForUserGetAll),
];

export const getUsers: Operation<{ roomId: string; limit: number }> = {
	read: (context) => ({ roomId: readRoomId(context), limit: readLimit(context) }),
	output: (reply, { limit }, context) => readList(context.getNode(), reply, 'users').slice(0, limit),
};
