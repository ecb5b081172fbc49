import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { roomTypeOf, simplifyRoom } from '../../../nodes/shared/records/room';
import { anyRoom } from '../../lib/arbitraries.mts';
import { credential } from '../../lib/fakes.mts';
import { ROOM_ITEM } from '../../lib/operations/room.mts';
import { createdRoom, documentedRoom, scheduledRoom } from '../../lib/samples.mts';

const withoutDomain = { ...credential, meetingDomain: '' };

/** The keys of a simplified room (README, What it covers). */
const KEYS = ROOM_ITEM;

describe('A room becomes a flat item', () => {
	test('with numbers as numbers, even if the API returns them as text', () => {
		expect(simplifyRoom(createdRoom, credential)).toEqual({
			room_id: '605c43000000000000000000',
			name: 'test Room',
			owner_ref: 'xdada',
			mode: 'group',
			type: 'permanent',
			scheduled_time: null,
			end_time: null,
			duration_minutes: 60,
			moderators: 1,
			participants: 2,
			is_active: null,
			dial_in_pin: null,
			dial_in_meeting_id: null,
			data: null,
			created: '2021-03-25T08:00:13.764Z',
			guest_url: 'https://acme.yourvideo.live/605c43000000000000000000',
			host_url: 'https://acme.yourvideo.live/host/NjA1YzQzMDAwMDAwMDAwMDAwMDAwMDAwLTYwMzRkNzAwMDAwMDAwMDAwMDAwMDAwMA==',
		});
	});

	test('from the documented format', () => {
		expect(simplifyRoom(documentedRoom, withoutDomain)).toEqual({
			room_id: 'xxxxxxxxxxxxxxx',
			name: 'Topic or Room Title',
			owner_ref: 'xyz',
			mode: 'group',
			type: 'permanent',
			scheduled_time: null,
			end_time: null,
			duration_minutes: 50,
			moderators: 2,
			participants: 10,
			is_active: null,
			dial_in_pin: '99999',
			dial_in_meeting_id: '99999',
			data: { custom_key: '' },
			created: '2018-07-12T11:30:24.851Z',
			guest_url: null,
			host_url: null,
		});
	});

	test('with its scheduled time and its end in ISO 8601 and in UTC', () => {
		expect(simplifyRoom(scheduledRoom, withoutDomain)).toMatchObject({
			type: 'scheduled',
			scheduled_time: '2021-05-31T05:30:00.000Z',
			end_time: '2021-05-31T06:00:00.000Z',
			duration_minutes: 30,
			mode: null,
			moderators: null,
			participants: null,
		});
	});

	test('with a numeric owner as text', () => {
		expect(simplifyRoom({ ...createdRoom, owner_ref: 100001 }, withoutDomain).owner_ref).toBe('100001');
	});
});

describe('Whether a session is running', () => {
	test.each<[what: string, room: IDataObject, active: boolean | null]>([
		['is known from the flag of a running session (enablex-api.md A.5)', { isRoomActive: true, isMediaServerAvailable: false }, true],
		['is known from a reply to Get without the flag', { isMediaServerAvailable: false }, false],
		['is known from a flag as text', { isRoomActive: 'false' }, false],
		['is unknown from a reply to Create or Get Many', {}, null],
	])('%s', (_what, room, active) => expect(simplifyRoom({ ...createdRoom, ...room }, credential).is_active).toBe(active));
});

test.each([['30', '2021-05-31T06:00:00.000Z'], [undefined, null], ['long', null], [1e300, null]])('The end of a scheduled room with the duration %j is %j', (duration, end) => {
	const settings = { ...Object(scheduledRoom.settings), duration };
	expect(simplifyRoom({ ...scheduledRoom, settings }, credential).end_time).toBe(end);
});

test('A PIN keeps its leading zeros', () => {
	expect(simplifyRoom({ sip: { enabled: true, pin: '00042', meeting_id: 7 } }, credential)).toMatchObject({ dial_in_pin: '00042', dial_in_meeting_id: '7' });
});

test('A room without settings has an unknown type', () => expect(simplifyRoom({ room_id: 'r1' }, credential).type).toBeNull());

test.each<[IDataObject, string]>([
	[{ scheduled: false, adhoc: false }, 'permanent'],
	[{ scheduled: true, adhoc: false }, 'scheduled'],
	[{ scheduled: 'true' }, 'scheduled'],
	[{ scheduled: false, adhoc: true }, 'adhoc'],
	[{ scheduled: 'false', adhoc: 'true' }, 'adhoc'],
	[{}, 'permanent'],
])('A room with %j is %s', (settings, type) => {
	expect(roomTypeOf({ settings })).toBe(type);
});

test('The item of any room has exactly the documented keys, each with a string, a number or null', () => {
	fc.assert(
		fc.property(anyRoom, fc.constantFrom(credential, withoutDomain), (room, anyCredential) => {
			const item = simplifyRoom(room, anyCredential);
			expect(Object.keys(item)).toEqual(KEYS);
			for (const key of ['duration_minutes', 'moderators', 'participants']) expect(item[key] ?? 0).toEqual(expect.any(Number));
			for (const key of ['room_id', 'name', 'created', 'guest_url']) expect(item[key] ?? '').toEqual(expect.any(String));
		}),
		{ numRuns: 500 },
	);
});
