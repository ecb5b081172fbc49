import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { listFields, simplifyField } from '../../../shared/descriptions/common';
import {
	checkOption,
	checkText,
	readLimit,
	readSimplify,
	refuseUnknownFields,
	type ParameterContext,
} from '../../../shared/parameters/parameters';
import { ROOM_MODES, ROOM_TYPES, roomTypeOf, type RoomType } from '../../../shared/records/room';
import { toMillis, toObject, toText } from '../../../shared/utils/values';
import { listOperation } from '../../execution/listOperation';
import { roomItems } from './reply';
import { isScheduledWithin, readScheduleFilters, scheduleFilterFields, type ScheduleFilters } from './scheduleFilters';

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
				description: 'Only return rooms of this mode',
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
				description: 'Only return rooms with this text in their name (case-insensitive)',
			},
			{
				displayName: 'Owner Reference',
				name: 'ownerRef',
				type: 'string',
				default: '',
				placeholder: 'e.g. deal-4711',
				description: 'Only return rooms with exactly this owner reference',
			},
			{
				displayName: 'Room Type',
				name: 'roomType',
				type: 'options',
				default: 'permanent',
				description: 'Only return rooms of this type',
				options: [
					{ name: 'Adhoc', value: 'adhoc' },
					{ name: 'Permanent', value: 'permanent' },
					{ name: 'Scheduled', value: 'scheduled' },
				],
			},
			...scheduleFilterFields,
		],
	},
	{ ...simplifyField, displayOptions: { show: showForRoomGetAll } },
];

interface RoomFilters extends ScheduleFilters {
	nameContains?: string;
	ownerRef?: string;
	mode?: string;
	roomType?: RoomType;
}

const FILTERS = ['mode', 'nameContains', 'ownerRef', 'roomType', 'scheduledAfter', 'scheduledBefore'] as const;

/**
 * Reads the filters. An empty filter is ignored, but an expression that evaluates to nothing is refused: it
 * would list every room, and the next node may delete what it receives.
 */
function readFilters(context: ParameterContext): RoomFilters {
	const fields = toObject(context.getNodeParameter('filters', {}));
	refuseUnknownFields(context, fields, FILTERS, 'Filters');
	const saved = toObject(toObject(context.getNode().parameters).filters);
	const isExpression = (field: string) => String(saved[field]).startsWith('=');
	const filled = Object.fromEntries(Object.entries(fields).filter(([field, value]) => value !== '' || isExpression(field)));
	return {
		...('nameContains' in filled && { nameContains: checkText(context, filled.nameContains, 'Name Contains').toLowerCase() }),
		...('ownerRef' in filled && { ownerRef: checkText(context, filled.ownerRef, 'Owner Reference') }),
		...('mode' in filled && { mode: checkOption(context, filled.mode, 'Mode', ROOM_MODES) }),
		...('roomType' in filled && { roomType: checkOption(context, filled.roomType, 'Room Type', ROOM_TYPES) }),
		...readScheduleFilters(context, filled),
	};
}

/** Whether a room matches the filters. The API has none (enablex-api.md 3), so we filter here. */
function matches(room: IDataObject, { nameContains, ownerRef, mode, roomType, ...schedule }: RoomFilters): boolean {
	return (
		(nameContains === undefined || (toText(room.name) ?? '').toLowerCase().includes(nameContains)) &&
		(ownerRef === undefined || toText(room.owner_ref) === ownerRef) &&
		(mode === undefined || toObject(room.settings).mode === mode) &&
		(roomType === undefined || roomTypeOf(room) === roomType) &&
		isScheduledWithin(room, schedule)
	);
}

export const getRooms = listOperation<{ filters: RoomFilters; limit: number; simplify: boolean }>({
	key: 'rooms',
	read: (context) => ({
		filters: readFilters(context),
		limit: readLimit(context),
		simplify: readSimplify(context),
	}),
	async select({ filters, limit, simplify }, context) {
		const toItem = await roomItems(simplify, context);
		return {
			limit,
			timeOf: ({ created }) => toMillis(created),
			matches: (room) => matches(room, filters),
			toItems: (room) => [toItem(room)],
		};
	},
});
