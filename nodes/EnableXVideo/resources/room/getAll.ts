import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { listFields, simplifyField } from '../../../shared/fields';
import { readList } from '../../../shared/lists';
import {
	checkOption,
	checkText,
	readLimit,
	readSimplify,
	refuseUnknownFields,
	type ParameterContext,
} from '../../../shared/parameters';
import { ROOM_MODES, ROOM_TYPES, roomTypeOf, type RoomType } from '../../../shared/simplifyRoom';
import { toObject, toText } from '../../../shared/values';
import type { Operation } from '../../exchange';
import { toRoomItems } from './reply';

const showForRoomGetAll = { resource: ['room'], operation: ['getAll'] };

export const roomGetAllFields: INodeProperties[] = [
	...listFields(showForRoomGetAll),
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: { show: showForRoomGetAll },
		options: [
			{
				displayName: 'Mode',
				name: 'mode',
				type: 'options',
				default: 'group',
				description: 'Only rooms of this mode',
				options: [
					{ name: 'Group', value: 'group' },
					{ name: 'Lecture', value: 'lecture' },
				],
			},
			{
				displayName: 'Name Contains',
				name: 'nameContains',
				type: 'string',
				default: '',
				placeholder: 'e.g. stand-up',
				description: 'Only rooms with this text in their name, in capitals or not',
			},
			{
				displayName: 'Owner Reference',
				name: 'ownerRef',
				type: 'string',
				default: '',
				placeholder: 'e.g. deal-4711',
				description: 'Only rooms of exactly this owner',
			},
			{
				displayName: 'Room Type',
				name: 'roomType',
				type: 'options',
				default: 'permanent',
				description: 'Only rooms of this type',
				options: [
					{ name: 'Adhoc', value: 'adhoc' },
					{ name: 'Permanent', value: 'permanent' },
					{ name: 'Scheduled', value: 'scheduled' },
				],
			},
		],
	},
	{ ...simplifyField, displayOptions: { show: showForRoomGetAll } },
];

interface RoomFilters {
	nameContains?: string;
	ownerRef?: string;
	mode?: string;
	roomType?: RoomType;
}

const FILTERS = ['mode', 'nameContains', 'ownerRef', 'roomType'] as const;

/**
 * A filter left empty filters nothing, but one whose expression gives nothing is refused: it would
 * list every room, and the next node may delete what it gets.
 */
function readFilters(context: ParameterContext): RoomFilters {
	const fields = toObject(context.getNodeParameter('filters', {}));
	refuseUnknownFields(context, fields, FILTERS, 'Filters');
	const typed = toObject(toObject(context.getNode().parameters).filters);
	const isExpression = (field: string) => String(typed[field]).startsWith('=');
	const set = Object.fromEntries(Object.entries(fields).filter(([field, value]) => value !== '' || isExpression(field)));
	return {
		...('nameContains' in set && { nameContains: checkText(context, set.nameContains, 'Name Contains').toLowerCase() }),
		...('ownerRef' in set && { ownerRef: checkText(context, set.ownerRef, 'Owner Reference') }),
		...('mode' in set && { mode: checkOption(context, set.mode, 'Mode', ROOM_MODES) }),
		...('roomType' in set && { roomType: checkOption(context, set.roomType, 'Room Type', ROOM_TYPES) }),
	};
}

/** The API has no filters (api.md 3), so they work here. */
function matches(room: IDataObject, { nameContains, ownerRef, mode, roomType }: RoomFilters): boolean {
	return (
		(nameContains === undefined || (toText(room.name) ?? '').toLowerCase().includes(nameContains)) &&
		(ownerRef === undefined || toText(room.owner_ref) === ownerRef) &&
		(mode === undefined || toObject(room.settings).mode === mode) &&
		(roomType === undefined || roomTypeOf(room) === roomType)
	);
}

/** The first `limit` rooms that match, without looking further. */
function take(rooms: IDataObject[], filters: RoomFilters, limit: number): IDataObject[] {
	const found: IDataObject[] = [];
	for (const room of rooms) {
		if (found.length >= limit) break;
		if (matches(room, filters)) found.push(room);
	}
	return found;
}

export const getRooms: Operation<{ filters: RoomFilters; limit: number; simplify: boolean }> = {
	read: (context) => ({
		filters: readFilters(context),
		limit: readLimit(context),
		simplify: readSimplify(context),
	}),
	output: async (reply, { filters, limit, simplify }, context) =>
		await toRoomItems(take(readList(context.getNode(), reply, 'rooms'), filters, limit), simplify, context),
};
