import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { simplifyField } from '../../../shared/descriptions/common';
import { checkNumber, readOption, readSimplify, readText, type ParameterContext } from '../../../shared/parameters/parameters';
import { ROOM_MODES, ROOM_TYPES, type RoomType } from '../../../shared/records/room';
import { toObject } from '../../../shared/utils/values';
import { inputError } from '../../../shared/api/errors';
import { apiOperation } from '../../execution/operation';
import { readRoomReply } from './reply';
import { roomSettings } from './settings/fields';
import { checkDuration, checkScheduledTime, writeSettings, type RoomBody } from './settings/body';

const showForRoomCreate = { resource: ['room'], operation: ['create', 'upsert'] };

/** The fields of a new room, which Create or Update has as well. */
export const roomCreateFields: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Weekly stand-up',
		description: 'The name or topic of the room',
		displayOptions: { show: showForRoomCreate },
	},
	{
		displayName: 'Owner Reference',
		name: 'ownerRef',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. deal-4711',
		description: 'Your own reference to the owner, such as the ID of a deal or a user. Call detail records include it.',
		displayOptions: { show: showForRoomCreate },
	},
	{
		displayName: 'Mode',
		name: 'mode',
		type: 'options',
		default: 'group',
		description: 'How people take part. It cannot be changed later.',
		displayOptions: { show: showForRoomCreate },
		options: [
			{ name: 'Group', value: 'group', description: 'Everybody sees and hears everybody' },
			{ name: 'Lecture', value: 'lecture', description: 'Only moderators talk, as in a webinar, unless they let others talk' },
		],
	},
	{
		displayName: 'Room Type',
		name: 'roomType',
		type: 'options',
		default: 'permanent',
		description: 'How long the room exists. It cannot be changed later.',
		displayOptions: { show: showForRoomCreate },
		options: [
			{ name: 'Adhoc', value: 'adhoc', description: 'For one session, or for a limited time after its first session starts' },
			{ name: 'Permanent', value: 'permanent', description: 'For any number of sessions, until it is deleted' },
			{ name: 'Scheduled', value: 'scheduled', description: 'From shortly before a given time, for a given duration' },
		],
	},
	{
		displayName: 'Scheduled Time',
		name: 'scheduledTime',
		type: 'dateTime',
		required: true,
		default: '',
		hint: 'In the time zone of the workflow, unless it includes an offset',
		description: 'When the meeting starts, as a date and time such as 2026-11-22T09:30:00, or with an offset such as 2026-11-22T09:30:00+01:00',
		displayOptions: { show: { ...showForRoomCreate, roomType: ['scheduled'] } },
	},
	{
		displayName: 'Duration (Minutes)',
		name: 'duration',
		type: 'number',
		typeOptions: { minValue: 10 },
		required: true,
		default: 60,
		description: 'How long the room is available, in minutes, at least 10',
		displayOptions: { show: { ...showForRoomCreate, roomType: ['scheduled'] } },
	},
	{
		displayName: 'Duration (Minutes)',
		name: 'duration',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		hint: '0 means one session. EnableX deletes the room afterwards.',
		description: 'How long the room exists after its first session starts, in minutes: at least 10, or 0 for one session',
		displayOptions: { show: { ...showForRoomCreate, roomType: ['adhoc'] } },
	},
	{ ...simplifyField, displayOptions: { show: showForRoomCreate } },
	{ ...roomSettings({ forUpdate: false }), displayOptions: { show: showForRoomCreate } },
];

/** The body of a new room. */
export interface NewRoom extends RoomBody {
	name: string;
	owner_ref: string;
}

/** The settings that determine the type of a room (enablex-api.md 4.1). */
function typeSettings(context: ParameterContext, roomType: RoomType, time: { mayBePast: boolean }): IDataObject {
	const flags = { scheduled: roomType === 'scheduled', adhoc: roomType === 'adhoc' };
	if (roomType === 'permanent') return flags;
	const duration = context.getNodeParameter('duration', roomType === 'scheduled' ? 60 : 0);
	if (roomType === 'scheduled') {
		const scheduled_time = checkScheduledTime(context, context.getNodeParameter('scheduledTime', ''), time);
		return { ...flags, scheduled_time, duration: checkDuration(context, duration) };
	}
	const minutes = checkNumber(context, duration, 'Duration (Minutes)', { min: 0 });
	if (minutes === 0) return flags;
	if (minutes >= 10) return { ...flags, duration: minutes };
	throw inputError(context.getNode(), 'Duration (Minutes) of an adhoc room has to be 0, for one session, or at least 10', `It is ${minutes}. Correct Duration (Minutes)`);
}

/** A new room, as its fields describe it. Its time must not be in the past, unless `mayBePast`. Throws a NodeApiError that names the field. */
export function readNewRoom(context: ParameterContext, time = { mayBePast: false }): NewRoom {
	const name = readText(context, 'name', 'Name');
	const owner_ref = readText(context, 'ownerRef', 'Owner Reference');
	const mode = readOption(context, 'mode', 'Mode', ROOM_MODES);
	const roomType = readOption(context, 'roomType', 'Room Type', ROOM_TYPES);
	const body: NewRoom = { name, owner_ref, settings: { mode, ...typeSettings(context, roomType, time) } };
	writeSettings(context, toObject(context.getNodeParameter('additionalFields', {})), body, { forUpdate: false });
	return body;
}

export const createRoom = apiOperation<{ body: NewRoom; simplify: boolean }>({
	read: (context) => ({ body: readNewRoom(context), simplify: readSimplify(context) }),
	body: ({ body }) => body,
	output: async (reply, input, context) => [await readRoomReply(reply, input, context)],
});
