import { LIST, options, ROOM, ROOM_MODES, ROOM_TYPES, SIMPLIFY } from '../fields/common.mts';
import type { OperationField } from '../fields/field.mts';
import { ROOM_SETTINGS, UPDATE_ONLY } from '../fields/room-settings.mts';
import { locator } from './locator.mts';
import type { Variant, Operation } from './operation.mts';

export const ROOM_ITEM = [
	'room_id', 'name', 'guest_url', 'host_url', 'scheduled_time', 'end_time', 'duration_minutes', 'owner_ref', 'type', 'mode', 'moderators', 'participants',
	'is_active', 'dial_in_pin', 'dial_in_meeting_id', 'data', 'created',
];
const ONE_ROOM = { result: 0, room: { room_id: 'r1' } };
const OF_ROOM: Variant = { what: 'a room', parameters: { roomId: locator('r1') }, route: '/rooms/:roomId', segments: { roomId: 'r1' } };

const NEW = { name: 'Weekly', ownerRef: 'deal-1' };
const NEW_BODY = { name: 'Weekly', owner_ref: 'deal-1' };

/** The fields of a new room, which Create or Update has as well. */
const NEW_FIELDS: readonly OperationField[] = [
	{ name: 'name', displayName: 'Name', type: 'string', default: '', required: true, sample: 'Demo', sends: { body: { name: 'Demo' } } },
	{ name: 'ownerRef', displayName: 'Owner Reference', type: 'string', default: '', required: true, sample: 'deal-2', sends: { body: { owner_ref: 'deal-2' } } },
	{ name: 'mode', displayName: 'Mode', type: 'options', default: 'group', options: ROOM_MODES, sample: 'lecture', sends: { body: { settings: { mode: 'lecture' } } } },
	{ name: 'roomType', displayName: 'Room Type', type: 'options', default: 'permanent', options: ROOM_TYPES, sends: 'another variant' },
	{
		name: 'scheduledTime', displayName: 'Scheduled Time', type: 'dateTime', default: '', required: true, shownWith: { roomType: ['scheduled'] },
		sample: '2031-07-02T10:00:00', sends: { body: { settings: { scheduled_time: '2031-07-02 10:00:00' } } },
	},
	{
		name: 'duration', displayName: 'Duration (Minutes)', type: 'number', default: 60, required: true, min: 10, shownWith: { roomType: ['scheduled'] },
		sample: 45, sends: { body: { settings: { duration: 45 } } },
	},
	{
		name: 'duration', displayName: 'Duration (Minutes)', type: 'number', default: 0, min: 0, shownWith: { roomType: ['adhoc'] },
		sample: 90, sends: { body: { settings: { duration: 90 } } },
	},
	SIMPLIFY,
	{ name: 'additionalFields', displayName: 'Additional Fields', type: 'collection', default: {}, fields: ROOM_SETTINGS },
	options(),
];

/** A field whose value is not in the first request of its operation. */
const inLaterRequest = (field: OperationField): OperationField => {
	if ('fields' in field) return { ...field, fields: field.fields.map(inLaterRequest) };
	return field.sends === 'another variant' ? field : { ...field, sends: 'nothing' };
};

export const createRoom: Operation = {
	resource: 'room',
	operation: 'create',
	method: 'POST',
	variants: [
		{ what: 'permanent', parameters: NEW, route: '/rooms', body: { ...NEW_BODY, settings: { mode: 'group', scheduled: false, adhoc: false } } },
		{
			what: 'scheduled',
			parameters: { ...NEW, roomType: 'scheduled', scheduledTime: '2031-07-01T09:00:00', duration: 30 },
			route: '/rooms',
			body: { ...NEW_BODY, settings: { mode: 'group', scheduled: true, adhoc: false, scheduled_time: '2031-07-01 09:00:00', duration: 30 } },
		},
		{
			what: 'adhoc',
			parameters: { ...NEW, roomType: 'adhoc', duration: 60 },
			route: '/rooms',
			body: { ...NEW_BODY, settings: { mode: 'group', scheduled: false, adhoc: true, duration: 60 } },
		},
	],
	fields: NEW_FIELDS,
	reply: ONE_ROOM,
	output: ROOM_ITEM,
};

export const deleteRoom: Operation = {
	resource: 'room',
	operation: 'delete',
	method: 'DELETE',
	variants: [OF_ROOM],
	fields: [ROOM, options()],
	reply: { result: 0 },
	output: ['deleted', 'room_id'],
};

export const getRoom: Operation = {
	resource: 'room',
	operation: 'get',
	method: 'GET',
	variants: [OF_ROOM],
	fields: [ROOM, SIMPLIFY, options()],
	reply: ONE_ROOM,
	output: ROOM_ITEM,
};

export const getRooms: Operation = {
	resource: 'room',
	operation: 'getAll',
	method: 'GET',
	variants: [{ what: 'all rooms', parameters: {}, route: '/rooms' }],
	fields: [
		...LIST,
		{
			name: 'filters', displayName: 'Filters', type: 'collection', default: {},
			// The API has no filters (enablex-api.md 3), so the node applies them to the reply.
			fields: [
				{ name: 'mode', displayName: 'Mode', type: 'options', default: 'group', options: ROOM_MODES, sample: 'lecture', sends: 'nothing' },
				{ name: 'nameContains', displayName: 'Name Contains', type: 'string', default: '', sample: 'week', sends: 'nothing' },
				{ name: 'ownerRef', displayName: 'Owner Reference', type: 'string', default: '', sample: 'deal-2', sends: 'nothing' },
				{ name: 'roomType', displayName: 'Room Type', type: 'options', default: 'permanent', options: ROOM_TYPES, sample: 'adhoc', sends: 'nothing' },
				{ name: 'scheduledAfter', displayName: 'Scheduled After', type: 'dateTime', default: '', sample: '2031-07-01T09:00:00', sends: 'nothing' },
				{ name: 'scheduledBefore', displayName: 'Scheduled Before', type: 'dateTime', default: '', sample: '2031-07-02', sends: 'nothing' },
			],
		},
		SIMPLIFY,
		options(),
	],
	reply: { result: 0, rooms: [{ room_id: 'r1' }] },
	output: ROOM_ITEM,
};

export const updateRoom: Operation = {
	resource: 'room',
	operation: 'update',
	method: 'PATCH',
	firstRequest: 'update',
	variants: [{ ...OF_ROOM, parameters: { ...OF_ROOM.parameters, updateFields: { name: 'Monthly' } }, body: { name: 'Monthly' } }],
	fields: [
		ROOM,
		SIMPLIFY,
		{ name: 'updateFields', displayName: 'Update Fields', type: 'collection', default: {}, fields: [...ROOM_SETTINGS, ...UPDATE_ONLY] },
		options(),
	],
	// It answers the change, and the reading of the room after it.
	reply: ONE_ROOM,
	output: [...ROOM_ITEM, 'updated'],
};

/** Each variant has an owner of its own, whose room `reply` has. */
const booked = (ownerRef: string) => ({ ownerRef, matchOn: 'ownerRef', ifFound: 'keep' });
/** The list of rooms comes first. No room of the samples is there, so a new one follows. */
const LIST_FIRST = { route: '/rooms' };
const [permanent, scheduled, adhoc] = createRoom.variants;

/** Its parameters accept the room of `reply` as it is, so that the list is its only request. */
export const upsertRoom: Operation = {
	resource: 'room',
	operation: 'upsert',
	method: 'GET',
	firstRequest: 'list',
	variants: [
		{ what: 'permanent', parameters: { ...permanent.parameters, ...booked('deal-7') }, ...LIST_FIRST },
		{ what: 'scheduled', parameters: { ...scheduled.parameters, ...booked('deal-8') }, ...LIST_FIRST },
		{ what: 'adhoc', parameters: { ...adhoc.parameters, ...booked('deal-9') }, ...LIST_FIRST },
	],
	fields: [
		{ name: 'matchOn', displayName: 'Match On', type: 'options', default: 'ownerRef', options: ['ownerRef', 'ownerRefAndName'], sample: 'ownerRefAndName', sends: 'nothing' },
		{ name: 'ifFound', displayName: 'If Found', type: 'options', default: 'update', options: ['keep', 'update'], sample: 'update', sends: 'nothing' },
		...NEW_FIELDS.map(inLaterRequest),
	],
	reply: { result: 0, rooms: ['deal-7', 'deal-8', 'deal-9'].map((owner_ref) => ({ room_id: 'r1', name: 'Weekly', owner_ref })) },
	output: [...ROOM_ITEM, 'was_created'],
};
