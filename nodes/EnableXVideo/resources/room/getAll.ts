import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { listFields, simplifyField } from '../../../shared/fields';
import { readList } from '../../../shared/lists';
import { readLimit } from '../../../shared/parameters';
import { roomTypeOf } from '../../../shared/simplifyRoom';
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

const isSet = (value: unknown) => value !== undefined && value !== null && value !== '';

/** The API has no filters (api.md 3), so they work here; a filter left empty filters nothing. */
function matches(room: IDataObject, { nameContains, ownerRef, mode, roomType }: IDataObject): boolean {
	const name = toText(room.name) ?? '';
	return (
		(!isSet(nameContains) || name.toLowerCase().includes(String(nameContains).toLowerCase())) &&
		(!isSet(ownerRef) || toText(room.owner_ref) === String(ownerRef)) &&
		(!isSet(mode) || toObject(room.settings).mode === mode) &&
		(!isSet(roomType) || roomTypeOf(room) === roomType)
	);
}

/** The first `limit` rooms that match, without looking further. */
function take(rooms: IDataObject[], filters: IDataObject, limit: number): IDataObject[] {
	const found: IDataObject[] = [];
	for (const room of rooms) {
		if (found.length >= limit) break;
		if (matches(room, filters)) found.push(room);
	}
	return found;
}

export const getRooms: Operation<{ filters: IDataObject; limit: number }> = {
	read: (context) => ({
		filters: toObject(context.getNodeParameter('filters', {})),
		limit: readLimit(context),
	}),
	output: async (reply, { filters, limit }, context) =>
		await toRoomItems(take(readList(context.getNode(), reply, 'rooms'), filters, limit), context),
};
