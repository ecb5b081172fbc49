import { createRoom } from '../../nodes/EnableXVideo/resources/room/create';
import { updateRoom } from '../../nodes/EnableXVideo/resources/room/update';
import { createToken } from '../../nodes/EnableXVideo/resources/token/create';
import { fakeExecution, refusalOf } from './fakes.mts';

const ROOM = '605c43000000000000000000';
const basics = { name: 'Stand-up', ownerRef: 'deal-4711', mode: 'group', roomType: 'permanent' };
const createBody = (changes: Record<string, unknown> = {}, zone = 'UTC') =>
	createRoom.body?.(createRoom.read(fakeExecution({ ...basics, ...changes }, zone)));
const updateInput = (updateFields: unknown, roomId: unknown = ROOM) => updateRoom.read(fakeExecution({ roomId, updateFields }));
const tokenBasics = { roomId: ROOM, name: 'Nathan', role: 'moderator', userRef: 'contact-815' };
const tokenBody = (changes: Record<string, unknown> = {}) =>
	createToken.body?.(createToken.read(fakeExecution({ ...tokenBasics, ...changes })));

describe('A new room', () => {
	const top = { name: 'Stand-up', owner_ref: 'deal-4711' };

	test('that is permanent has neither flag, and no duration', () => {
		expect(createBody({ duration: 60, scheduledTime: 'left over' })).toEqual({ ...top, settings: { mode: 'group', scheduled: false, adhoc: false } });
	});

	test('that is scheduled has its time in UTC and its duration in minutes', () => {
		const scheduled = { roomType: 'scheduled', mode: 'lecture', scheduledTime: '2026-11-22T09:30:00', duration: '45' };
		expect(createBody(scheduled, 'Europe/Berlin')).toEqual({
			...top,
			settings: { mode: 'lecture', scheduled: true, adhoc: false, scheduled_time: '2026-11-22 08:30:00', duration: 45 },
		});
	});

	test.each([[0, {}], [10, { duration: 10 }], ['90', { duration: 90 }], [undefined, {}]])('that is adhoc with the duration %j', (duration, extra) => {
		const changes = { roomType: 'adhoc', ...(duration !== undefined && { duration }) };
		expect(createBody(changes)).toEqual({ ...top, settings: { mode: 'group', scheduled: false, adhoc: true, ...extra } });
	});

	test('has the settings that were added beside its own', () => {
		expect(createBody({ additionalFields: { participants: 5, sipEnabled: false } })).toEqual({
			...top,
			settings: { mode: 'group', scheduled: false, adhoc: false, participants: 5 },
			sip: { enabled: false },
		});
	});

	test.each([
		[{ name: '' }, 'Name is empty'],
		[{ ownerRef: ' ' }, 'Owner Reference is empty'],
		[{ mode: 'p2p' }, 'Mode "p2p" is not possible'],
		[{ roomType: 'Permanent' }, 'Room Type "Permanent" is not possible'],
		[{ roomType: 'scheduled' }, 'Scheduled Time is empty'],
		[{ roomType: 'scheduled', scheduledTime: 'soon' }, 'Scheduled Time "soon" is not a date and time'],
		[{ roomType: 'scheduled', scheduledTime: '2026-11-22T09:30:00', duration: 5 }, 'Duration (Minutes) has to be a whole number of at least 10'],
		[{ roomType: 'adhoc', duration: 5 }, 'Duration (Minutes) of an adhoc room has to be 0, for one session, or at least 10'],
		[{ roomType: 'adhoc', duration: -1 }, 'Duration (Minutes) has to be a whole number of at least 0'],
		[{ additionalFields: { quality: '4K' } }, 'Video Quality "4K" is not possible'],
	])('with %j is refused with the name of the parameter', (changes, message) => {
		expect(refusalOf(() => createBody(changes)).message).toBe(message);
	});
});

describe('A change of a room', () => {
	test('sends only what changes', () => {
		const input = updateInput({ participants: '15', autoRecording: true });
		expect(updateRoom.body?.(input)).toEqual({ settings: { participants: 15, auto_recording: true } });
		expect(input.roomId).toBe(ROOM);
	});

	test('leaves the settings out when none changes', () => {
		expect(updateRoom.body?.(updateInput({ name: 'New', data: { a: 1 } }))).toEqual({ name: 'New', data: { a: 1 } });
	});

	test.each([[{}], [undefined], [null], ['x']])('of nothing, such as %j, is refused', (updateFields) => {
		expect(refusalOf(() => updateInput(updateFields)).message).toBe('Update Fields is empty');
	});

	test('of no room is refused', () => {
		expect(refusalOf(() => updateInput({ name: 'New' }, '..')).message).toBe('Room ".." is not an ID');
	});
});

describe('A new token', () => {
	test('has the name, the role and the reference in the words of the API', () => {
		expect(tokenBody()).toEqual({ name: 'Nathan', role: 'moderator', user_ref: 'contact-815' });
	});

	test.each([['{"team":"a"}', { team: 'a' }], [{ team: 'a' }, { team: 'a' }], ['{}', {}]])('has custom data when it was added: %j', (data, expected) => {
		expect(tokenBody({ additionalFields: { data } })).toEqual({ name: 'Nathan', role: 'moderator', user_ref: 'contact-815', data: expected });
	});

	test.each([
		[{ roomId: '' }, 'Room is empty'],
		[{ name: '' }, 'Name is empty'],
		[{ role: 'Moderator' }, 'Role "Moderator" is not possible'],
		[{ userRef: '' }, 'User Reference is empty'],
		[{ additionalFields: { data: 'x' } }, 'Custom Data is not valid JSON'],
	])('with %j is refused with the name of the parameter', (changes, message) => {
		expect(refusalOf(() => tokenBody(changes)).message).toBe(message);
	});
});
