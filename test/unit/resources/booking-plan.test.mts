/** What Create or Update matches, compares and sends, without requests. */
import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { changesOf, conflictOf } from '../../../nodes/EnableXVideo/resources/room/booking/changes';
import { isMatch, oldestFirst } from '../../../nodes/EnableXVideo/resources/room/booking/match';
import type { RoomBody } from '../../../nodes/EnableXVideo/resources/room/settings/body';
import { createdRoom, documentedRoom, scheduledRoom } from '../../lib/samples.mts';

const idsOf = (rooms: IDataObject[]) => rooms.map(({ room_id }) => room_id);

describe('A room matches', () => {
	test.each([
		[{ owner_ref: 'deal-1' }, true],
		[{ owner_ref: 'deal-1 ' }, false],
		[{ owner_ref: 'Deal-1' }, false],
		[{ owner_ref: 1 }, false],
		[{}, false],
	])('on its owner: %j', (room, expected) => expect(isMatch(room, { ownerRef: 'deal-1' })).toBe(expected));

	test('on a numeric owner', () => expect(isMatch({ owner_ref: 4711 }, { ownerRef: '4711' })).toBe(true));

	test('on its owner and its name', () => {
		const match = { ownerRef: 'deal-1', name: 'Weekly' };
		expect(isMatch({ owner_ref: 'deal-1', name: 'Weekly' }, match)).toBe(true);
		expect(isMatch({ owner_ref: 'deal-1', name: 'weekly' }, match)).toBe(false);
		expect(isMatch({ owner_ref: 'deal-1' }, match)).toBe(false);
	});
});

describe('Of several rooms', () => {
	test('the oldest comes first, rooms of one millisecond by ID, and rooms of an unknown time last', () => {
		const rooms = [{ room_id: 'x' }, { room_id: 'c', created: '2031-01-02T00:00:00.001Z' }, { room_id: 'b', created: '2031-01-02T00:00:00.000Z' }, { room_id: 'a', created: '2031-01-02T00:00:00.001Z' }, { room_id: 'w', created: 'soon' }];
		expect(idsOf(oldestFirst(rooms))).toEqual(['b', 'a', 'c', 'w', 'x']);
		expect(idsOf(rooms)).toEqual(['x', 'c', 'b', 'a', 'w']);
	});

	test('every execution chooses the same, in whatever order the API lists them', () => {
		const anyRoom = fc.record({ room_id: fc.string({ minLength: 1, maxLength: 3 }), created: fc.constantFrom('2031-01-01T00:00:00Z', '2031-01-01T00:00:00.001Z', null) });
		const lists = fc.uniqueArray(anyRoom, { minLength: 1, selector: ({ room_id }) => room_id }).chain((rooms) => fc.tuple(fc.constant(rooms), fc.shuffledSubarray(rooms, { minLength: rooms.length })));
		fc.assert(fc.property(lists, ([one, other]) => expect(oldestFirst(one)).toEqual(oldestFirst(other))));
	});
});

describe('What differs', () => {
	const body = (settings: IDataObject, more: IDataObject = {}): RoomBody => ({ ...more, settings });

	test.each<[what: string, room: IDataObject, wanted: RoomBody, changes: IDataObject | undefined]>([
		['is nothing if numbers come back as text', createdRoom, body({ participants: 2, moderators: 1, duration: 60 }, { name: 'test Room', owner_ref: 'xdada', sip: { enabled: false } }), undefined],
		['is a number', createdRoom, body({ participants: 3 }), { settings: { participants: 3 } }],
		['is a name', createdRoom, body({}, { name: 'Other' }), { name: 'Other' }],
		['is nothing if the time is written in another form', { settings: { ...Object(scheduledRoom.settings), scheduled_time: '2021-05-31T05:30:00Z' } }, body({ scheduled_time: '2021-05-31 05:30:00', duration: 30 }), undefined],
		['is a time', scheduledRoom, body({ scheduled_time: '2031-05-31 05:30:00', duration: 30 }), { settings: { scheduled_time: '2031-05-31 05:30:00' } }],
		['is never the mode or the type', createdRoom, body({ mode: 'lecture', scheduled: true, adhoc: true }), undefined],
		['is a flag that the API does not say', {}, body({ knock: false }), { settings: { knock: false } }],
		['is nothing for a flag as text', { settings: { knock: 'false', canvas: 'true' } }, body({ knock: false, canvas: true }), undefined],
		['is nothing for an empty description, which does not come back', createdRoom, body({ description: '' }), undefined],
		['is a description that was cleared', documentedRoom, body({ description: '' }), { settings: { description: '' } }],
		['is nothing if a wanted part is there', documentedRoom, body({ live_recording: { auto_recording: true } }), undefined],
		['is a part that differs', documentedRoom, body({ live_recording: { auto_recording: false } }), { settings: { live_recording: { auto_recording: false } } }],
		['is an object that is something else', { settings: { live_recording: true } }, body({ live_recording: { auto_recording: true } }), { settings: { live_recording: { auto_recording: true } } }],
		['is SIP', createdRoom, body({}, { sip: { enabled: true } }), { sip: { enabled: true } }],
		['is nothing for the same custom data in another order', { data: { a: 1, b: [1, { c: 2 }] } }, body({}, { data: { b: [1, { c: 2 }], a: 1 } }), undefined],
		['is custom data that lost a key', { data: { a: 1, b: 2 } }, body({}, { data: { a: 1 } }), { data: { a: 1 } }],
		['is custom data with a shorter list', { data: { a: [1, 2] } }, body({}, { data: { a: [1] } }), { data: { a: [1] } }],
		['is custom data in a room without any', {}, body({}, { data: { a: 1 } }), { data: { a: 1 } }],
		['is nothing for a key that every object has', {}, body({}, { data: {} }), { data: {} }],
	])('%s', (_what, room, wanted, changes) => expect(changesOf(room, wanted)).toEqual(changes));

	test('is nothing once the changes are merged, for any room', () => {
		const value = fc.oneof(fc.integer(), fc.boolean(), fc.string(), fc.dictionary(fc.string(), fc.integer()));
		const settings = fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor'), value);
		fc.assert(
			fc.property(settings, settings, (current, wanted) => {
				const changes = Object(changesOf({ settings: current }, { settings: wanted }));
				expect(changesOf({ settings: { ...current, ...changes.settings } }, { settings: wanted })).toBeUndefined();
			}),
		);
	});
});

describe('A conflict', () => {
	const wanted: RoomBody = { settings: { mode: 'group', scheduled: true, adhoc: false } };

	test('is another type or mode', () => {
		expect(conflictOf(createdRoom, wanted)).toEqual({ displayName: 'Room Type', current: 'permanent', wanted: 'scheduled' });
		expect(conflictOf({ settings: { mode: 'lecture', scheduled: 'true' } }, wanted)).toEqual({ displayName: 'Mode', current: 'lecture', wanted: 'group' });
	});

	test('is not a mode or a type that the API does not repeat (enablex-api.md A.6)', () => {
		expect(conflictOf(scheduledRoom, wanted)).toBeUndefined();
		for (const room of [{}, { settings: null }, { settings: {} }]) expect(conflictOf(room, wanted)).toBeUndefined();
	});
});
