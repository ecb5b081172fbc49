import type { INodeProperties } from 'n8n-workflow';

import { simplifyField } from '../../../shared/descriptions/common';
import { inputError } from '../../../shared/api/errors';
import { readRoomId, readSimplify, type ParameterContext } from '../../../shared/parameters/parameters';
import { roomLocator } from '../../../shared/descriptions/roomLocator';
import { toObject } from '../../../shared/utils/values';
import type { Operation, Request } from '../../execution/operation';
import { changeRoom } from './change';
import { toRoomItem } from './reply';
import { roomSettings } from './settings/fields';
import { writeSettings, type RoomBody } from './settings/body';

const showForRoomUpdate = { resource: ['room'], operation: ['update'] };

export const roomUpdateFields: INodeProperties[] = [
	{ ...roomLocator, displayOptions: { show: showForRoomUpdate } },
	{ ...simplifyField, displayOptions: { show: showForRoomUpdate } },
	{ ...roomSettings({ forUpdate: true }), displayOptions: { show: showForRoomUpdate } },
];

/** The fields to change. The API merges settings key by key (enablex-api.md 4.5), so empty settings are left out. */
function readChanges(context: ParameterContext) {
	const body: RoomBody = { settings: {} };
	writeSettings(context, toObject(context.getNodeParameter('updateFields', {})), body, { forUpdate: true });
	const { settings, ...rest } = body;
	const changes = Object.keys(settings).length > 0 ? { ...rest, settings } : rest;
	if (Object.keys(changes).length > 0) return changes;
	throw inputError(context.getNode(), 'Update Fields is empty', 'Add at least one field to change');
}

const requests = {
	update: { method: 'PATCH', url: '/rooms/:roomId' },
	get: { method: 'GET', url: '/rooms/:roomId' },
} satisfies Record<string, Request>;

/** Changes a room and returns it as it is now. If it cannot be read again, only its ID and its links are known. */
export const updateRoom = {
	requests,
	read: (context) => ({ roomId: readRoomId(context), changes: readChanges(context), simplify: readSimplify(context) }),
	async run(context, { roomId, changes, simplify }, request) {
		const declared = { update: { ...request, ...requests.update }, get: { ...request, ...requests.get } };
		const room = await changeRoom(context, declared, roomId, { ...changes });
		return [{ json: { ...(await toRoomItem(room ?? { room_id: roomId }, simplify, context)), updated: true } }];
	},
} satisfies Operation<{ roomId: string; changes: object; simplify: boolean }>;
