import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { roomTypeOf, simplifyRoom } from '../../nodes/shared/simplifyRoom';
import { anyRoom } from './arbitraries.mts';
import { credential } from './fakes.mts';
import { createdRoom, documentedRoom, scheduledRoom } from './samples.mts';

const withoutDomain = { ...credential, meetingDomain: '' };

/** The keys of a simplified room (design: Output items). */
const KEYS = [
	'room_id', 'name', 'owner_ref', 'mode', 'type', 'scheduled_time', 'duration_minutes', 'moderators', 'participants',
	'created', 'guest_url', 'host_url',
];

describe('A room becomes a flat item', () => {
	test('with numbers as numbers, although the API echoes the text that was sent', () => {
		expect(simplifyRoom(createdRoom, credential)).toEqual({
			room_id: '605c43000000000000000000',
			name: 'test Room',
			owner_ref: 'xdada',
			mode: 'group',
			type: 'permanent',
			scheduled_time: null,
			duration_minutes: 60,
			moderators: 1,
			participants: 2,
			created: '2021-03-25T08:00:13.764Z',
			guest_url: 'https://acme.yourvideo.live/605c43000000000000000000',
			host_url: 'https://acme.yourvideo.live/host/NjA1YzQzMDAwMDAwMDAwMDAwMDAwMDAwLTYwMzRkNzAwMDAwMDAwMDAwMDAwMDAwMA==',
		});
	});

	test('as it is documented', () => {
		expect(simplifyRoom(documentedRoom, withoutDomain)).toEqual({
			room_id: 'xxxxxxxxxxxxxxx',
			name: 'Topic or Room Title',
			owner_ref: 'xyz',
			mode: 'group',
			type: 'permanent',
			scheduled_time: null,
			duration_minutes: 50,
			moderators: 2,
			participants: 10,
			created: '2018-07-12T11:30:24.851Z',
			guest_url: null,
			host_url: null,
		});
	});

	test('with its scheduled time in ISO 8601 and UTC', () => {
		expect(simplifyRoom(scheduledRoom, withoutDomain)).toMatchObject({
			type: 'scheduled',
			scheduled_time: '2021-05-31T05:30:00.000Z',
			duration_minutes: 30,
			mode: null,
			moderators: null,
			participants: null,
		});
	});

	test('with an owner that was sent as a number as text', () => {
		expect(simplifyRoom({ ...createdRoom, owner_ref: 100001 }, withoutDomain).owner_ref).toBe('100001');
	});
});

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

test('Whatever a room looks like, its item has exactly the documented keys, each a text, a number or null', () => {
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
