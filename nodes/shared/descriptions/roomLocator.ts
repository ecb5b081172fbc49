import type { INodeProperties } from 'n8n-workflow';

/**
 * The Room field of every operation that takes a room: from a list, by ID or by join link. `readRoomId`
 * validates the value again at run time, because the editor does not validate a locator that is
 * written by hand, by a model or as an expression.
 */
export const roomLocator: INodeProperties = {
	displayName: 'Room',
	name: 'roomId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The room_id (24 letters and digits) that Create or Get Many of rooms returns, or a join link',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchRooms', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 605c43000000000000000000',
			hint: 'The value of room_id',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^\\s*[A-Za-z0-9_-]+\\s*$',
						errorMessage: 'A room ID has only letters, digits, dashes and underscores',
					},
				},
			],
		},
		{
			displayName: 'By Join Link',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://acme.yourvideo.live/605c43000000000000000000',
			hint: 'A guest link or a host link of the room',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^\\s*https?://[^/]+/.+',
						errorMessage: 'A join link starts with https:// and ends with the room',
					},
				},
			],
		},
	],
};

/** Room as a filter of a trigger, with this description. */
export const roomFilter = (description: string): INodeProperties => ({
	...roomLocator,
	// n8n looks for a required field outside of its collection, so it would always report this one as missing.
	required: false,
	description,
});
