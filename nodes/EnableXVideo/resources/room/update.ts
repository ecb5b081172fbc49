import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../shared/errors';
import { readRoomId, type ParameterContext } from '../../../shared/parameters';
import { roomLocator } from '../../../shared/roomLocator';
import { toObject } from '../../../shared/values';
import type { Operation } from '../../exchange';
import { roomSettings } from './settings';
import { writeSettings, type RoomBody } from './settingsBody';

const showForRoomUpdate = { resource: ['room'], operation: ['update'] };

export const roomUpdateFields: INodeProperties[] = [
	{ ...roomLocator, displayOptions: { show: showForRoomUpdate } },
	{ ...roomSettings({ forUpdate: true }), displayOptions: { show: showForRoomUpdate } },
];

/** Only what changes: the API merges settings key by key (api.md 4.5), so an empty group is left out. */
function readChanges(context: ParameterContext) {
	const body: RoomBody = { settings: {} };
	writeSettings(context, toObject(context.getNodeParameter('updateFields', {})), body, { forUpdate: true });
	const { settings, ...rest } = body;
	const changes = Object.keys(settings).length > 0 ? { ...rest, settings } : rest;
	if (Object.keys(changes).length > 0) return changes;
	throw inputError(context.getNode(), 'Update Fields is empty', 'Add at least one field that shall change');
}

export const updateRoom: Operation<{ roomId: string; changes: object }> = {
	read: (context) => ({ roomId: readRoomId(context), changes: readChanges(context) }),
	body: ({ changes }) => ({ ...changes }),
	output: (_reply, { roomId }) => [{ updated: true, room_id: roomId }],
};
