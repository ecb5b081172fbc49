import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { CREATE_ROOM, locator, useFixture } from './fixture.mts';
import { refusalOf } from './refusal.mts';
import { asCollection, ROOM_FIELDS, sentTogether, UPDATE_ONLY_FIELDS, type RoomField } from './room-fields.mts';

const fixture = useFixture();
const ALWAYS = { name: 'Weekly', owner_ref: 'deal-1', settings: { mode: 'group', scheduled: false, adhoc: false } };

/** The body of a new room with what fields add to it. */
const bodyWith = (sent: RoomField['sent']) => ({ ...ALWAYS, ...sent, settings: { ...ALWAYS.settings, ...sent.settings } });

async function createdWith(additionalFields: INodeParameters) {
	const [request] = await fixture().requestsOf({ ...CREATE_ROOM, additionalFields });
	return request.body;
}

async function updatedWith(updateFields: INodeParameters, room: { room_id: string }) {
	const [request] = await fixture().requestsOf({ resource: 'room', operation: 'update', roomId: locator(room.room_id), updateFields });
	return request.body;
}

/** The names of the fields that the node offers in a collection of rooms. */
function offered(name: string) {
	const { properties } = fixture().engine.nodeType.description;
	const collection = properties.find((one) => one.name === name && String(one.displayOptions?.show?.resource) === 'room');
	return (collection?.options ?? []).map((option) => option.name).sort();
}

const namesOf = (fields: RoomField[]) => fields.map(({ field }) => field).sort();

describe('Additional Fields of Create Room', () => {
	test.each(ROOM_FIELDS)('$field reaches the API under its key, with its type, and alone', async ({ field, value, sent }) => {
		expect(await createdWith({ [field]: value } as INodeParameters)).toEqual(bodyWith(sent));
	});

	test('are exactly those of this list', () => {
		expect(offered('additionalFields')).toEqual(namesOf(ROOM_FIELDS));
	});

	test('go out together', async () => {
		expect(await createdWith(asCollection(ROOM_FIELDS))).toEqual(bodyWith(sentTogether(ROOM_FIELDS)));
	});

	test('send numbers, switches and objects that an expression gives as text or object', async () => {
		const fields = { participants: '={{ "20" }}', knock: '={{ "true" }}', data: '={{ { a: 1 } }}', billingCode: '={{ 77 }}' };
		expect(await createdWith(fields)).toEqual(
			bodyWith({ data: { a: 1 }, settings: { participants: 20, knock: true, billing_code: '77' } }),
		);
	});

	test.each([
		['starts by itself when only the field is added', {}, { auto_recording: true }],
		['does not start by itself when that is switched off', { autoRecording: false }, { auto_recording: false }],
		['leaves an empty view out', { url: '' }, { auto_recording: true }],
	])('Live Recording %s', async (_what, liveRecording, live_recording: IDataObject) => {
		expect(await createdWith({ liveRecording })).toEqual(bodyWith({ settings: { live_recording } }));
	});

	test('Record by Role sends the roles that were added only', async () => {
		const fields = { roleBasedRecording: { participant: 'audio' } };
		expect(await createdWith(fields)).toEqual(bodyWith({ settings: { role_based_recording: { participant: 'audio' } } }));
	});

	test('a field that the node does not have is not sent: n8n itself takes it out when it reads a workflow', async () => {
		expect(await createdWith({ breakout: true, auto_recording: true })).toEqual(ALWAYS);
	});
});

describe('Update Fields of Update Room', () => {
	test.each([...ROOM_FIELDS, ...UPDATE_ONLY_FIELDS])('$field is sent, and nothing else', async ({ field, value, sent }) => {
		const scheduled = { roomType: 'scheduled', scheduledTime: '2031-07-01T09:00:00', duration: 30 };
		const room = await fixture().createRoom(field === 'scheduledTime' ? scheduled : {});
		expect(await updatedWith({ [field]: value } as INodeParameters, room)).toEqual(sent);
	});

	test('are exactly those of these lists: not the mode and not the type, which the API does not let change', () => {
		expect(offered('updateFields')).toEqual(namesOf([...ROOM_FIELDS, ...UPDATE_ONLY_FIELDS]));
	});

	test('go out together', async () => {
		const room = await fixture().createRoom({ roomType: 'scheduled', scheduledTime: '2031-07-01T09:00:00', duration: 30 });
		const all = [...ROOM_FIELDS, ...UPDATE_ONLY_FIELDS];
		expect(await updatedWith(asCollection(all), room)).toEqual(sentTogether(all));
	});

	test('a mode of a workflow made by hand changes nothing, and is refused', async () => {
		const { message } = await refusalOf(fixture(), { resource: 'room', operation: 'update', roomId: locator('r1'), updateFields: { mode: 'lecture' } });
		expect(message).toBe('Update Fields is empty');
	});

	test('an emptied description is sent, because it is a change', async () => {
		const room = await fixture().createRoom({ additionalFields: { description: 'Old' } });
		expect(await updatedWith({ description: '' }, room)).toEqual({ settings: { description: '' } });
	});
});
