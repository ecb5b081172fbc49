import { createRoom } from '../../../nodes/EnableXVideo/resources/room/create';
import { updateRoom } from '../../../nodes/EnableXVideo/resources/room/update';
import { createToken, toBody } from '../../../nodes/EnableXVideo/resources/token/create';
import { fakeExecution, refusalOf } from '../../lib/fakes.mts';
import { parametersOf, variantOf } from '../../lib/operations/index.mts';

/** Without n8n, defaults are not filled in. */
const basics = { ...parametersOf('room.create'), mode: 'group', roomType: 'permanent' };
const createBody = (changes: Record<string, unknown> = {}, zone = 'UTC') =>
	createRoom.body?.(createRoom.read(fakeExecution({ ...basics, ...changes }, zone)));
const updateInput = (updateFields: unknown, changes: Record<string, unknown> = {}) => updateRoom.read(fakeExecution({ ...parametersOf('room.update'), updateFields, ...changes }));
const tokenBody = (changes: Record<string, unknown> = {}) =>
	toBody(createToken.read(fakeExecution(parametersOf('token.create', changes))));

describe('A new room', () => {
	const { settings: _settings, ...top } = variantOf('room.create').body ?? {};

	test('that is permanent has neither flag and no duration', () => {
		expect(createBody({ duration: 60, scheduledTime: 'left over' })).toEqual({ ...top, settings: { mode: 'group', scheduled: false, adhoc: false } });
	});

	test('that is scheduled has its time in UTC and its duration in minutes', () => {
		const scheduled = { roomType: 'scheduled', mode: 'lecture', scheduledTime: '2031-11-22T09:30:00', duration: '45' };
		expect(createBody(scheduled, 'Europe/Berlin')).toEqual({
			...top,
			settings: { mode: 'lecture', scheduled: true, adhoc: false, scheduled_time: '2031-11-22 08:30:00', duration: 45 },
		});
	});

	test.each([[0, {}], [10, { duration: 10 }], ['90', { duration: 90 }], [undefined, {}]])('that is adhoc with the duration %j', (duration, extra) => {
		const changes = { roomType: 'adhoc', ...(duration !== undefined && { duration }) };
		expect(createBody(changes)).toEqual({ ...top, settings: { mode: 'group', scheduled: false, adhoc: true, ...extra } });
	});

	test('has the added settings in addition to its own', () => {
		expect(createBody({ additionalFields: { participants: 5, sipEnabled: false } })).toEqual({
			...top,
			settings: { mode: 'group', scheduled: false, adhoc: false, participants: 5 },
			sip: { enabled: false },
		});
	});

	test.each([
		[{ name: '' }, 'Name is empty'],
		[{ ownerRef: ' ' }, 'Owner Reference is empty'],
		[{ mode: 'p2p' }, 'Mode "p2p" is not a valid option'],
		[{ roomType: 'Permanent' }, 'Room Type "Permanent" is not a valid option'],
		[{ roomType: 'scheduled' }, 'Scheduled Time is empty'],
		[{ roomType: 'scheduled', scheduledTime: 'soon' }, 'Scheduled Time "soon" is not a date and time'],
		[{ roomType: 'scheduled', scheduledTime: '2031-11-22T09:30:00', duration: 5 }, 'Duration (Minutes) has to be a whole number of at least 10'],
		[{ roomType: 'adhoc', duration: 5 }, 'Duration (Minutes) of an adhoc room has to be 0, for one session, or at least 10'],
		[{ roomType: 'adhoc', duration: -1 }, 'Duration (Minutes) has to be a whole number of at least 0'],
		[{ additionalFields: { quality: '4K' } }, 'Video Quality "4K" is not a valid option'],
	])('with %j is rejected with the name of the parameter', (changes, message) => {
		expect(refusalOf(() => createBody(changes)).message).toBe(message);
	});
});

describe('An update of a room', () => {
	test('sends only what changes', () => {
		const input = updateInput({ participants: '15', autoRecording: true });
		expect(input.changes).toEqual({ settings: { participants: 15, auto_recording: true } });
		expect(input.roomId).toBe('r1');
	});

	test('omits the settings if none changes', () => {
		expect(updateInput({ name: 'New', data: { a: 1 } }).changes).toEqual({ name: 'New', data: { a: 1 } });
	});

	test.each([[{}], [undefined], [null], ['x']])('without fields, such as %j, is rejected', (updateFields) => {
		expect(refusalOf(() => updateInput(updateFields)).message).toBe('Update Fields is empty');
	});

	test('without a valid room is rejected', () => {
		expect(refusalOf(() => updateInput({ name: 'New' }, { roomId: '..' })).message).toBe('Room ".." is not an ID');
	});
});

describe('A new token', () => {
	test("has the name, the role and the reference under the API's keys", () => {
		expect(tokenBody()).toEqual(variantOf('token.create').body);
	});

	test.each([['{"team":"a"}', { team: 'a' }], [{ team: 'a' }, { team: 'a' }], ['{}', {}]])('has custom data if it was added: %j', (data, expected) => {
		expect(tokenBody({ additionalFields: { data } })).toEqual({ ...variantOf('token.create').body, data: expected });
	});

	test.each([
		[{ roomId: '' }, 'Room is empty'],
		[{ name: '' }, 'Name is empty'],
		[{ role: 'Moderator' }, 'Role "Moderator" is not a valid option'],
		[{ userRef: '' }, 'User Reference is empty'],
		[{ additionalFields: { data: 'x' } }, 'Custom Data is not valid JSON'],
	])('with %j is rejected with the name of the parameter', (changes, message) => {
		expect(refusalOf(() => tokenBody(changes)).message).toBe(message);
	});
});
