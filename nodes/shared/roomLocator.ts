import type { INodeProperties } from 'n8n-workflow';

/**
 * The room of an operation, defined once for every operation that takes one: picked from a list,
 * given by its ID, or by a join link. The parts are checked again in host code (`readRoomId`),
 * because a locator made by hand, by a model or by an expression passes no check of the editor.
 */
export const roomLocator: INodeProperties = {
	displayName: 'Room',
	name: 'roomId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The room_id, 24 letters and digits, as returned by Create or Get Many of rooms, or a join link',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'getRooms', searchable: true },
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
						errorMessage: 'A room ID has only letters and digits',
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
