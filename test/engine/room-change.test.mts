import type { INodeParameters } from 'n8n-workflow';

import { locator, useFixture } from './fixture.mts';

const fixture = useFixture();

const update = (roomId: string, updateFields: INodeParameters) => ({
	resource: 'room',
	operation: 'update',
	roomId: locator(roomId),
	updateFields,
});
const remove = (roomId: string) => ({ resource: 'room', operation: 'delete', roomId: locator(roomId) });
const read = async (roomId: string) =>
	(await fixture().output({ resource: 'room', operation: 'get', roomId: locator(roomId), simplify: false }))[0];

describe('Update Room', () => {
	test('changes what was added and keeps the rest', async () => {
		const { room_id } = await fixture().createRoom({ additionalFields: { participants: 5, knock: true, data: '{"a":1}' } });
		const { items } = await fixture().run(update(room_id, { participants: 8, name: 'Renamed' }));
		expect(items).toEqual([{ json: { updated: true, room_id }, pairedItem: { item: 0 } }]);
		expect(await read(room_id)).toMatchObject({
			name: 'Renamed',
			owner_ref: 'deal-1',
			settings: { participants: 8, knock: true, mode: 'group' },
			data: { a: 1 },
		});
	});

	test('sends a PATCH to the room with what changes only', async () => {
		const { room_id } = await fixture().createRoom();
		const [request] = await fixture().requestsOf(update(room_id, { name: 'Renamed' }));
		expect(request).toMatchObject({ method: 'PATCH', url: `/video/v2/rooms/${room_id}` });
		expect(request.body).toEqual({ name: 'Renamed' });
	});

	test('moves a scheduled room to another time, read in the time zone of the workflow', async () => {
		const { room_id } = await fixture().createRoom({ roomType: 'scheduled', scheduledTime: '2031-07-01T09:00:00', duration: 30 });
		await fixture().run(update(room_id, { scheduledTime: '2031-07-02T09:00:00' }), { timezone: 'Asia/Kolkata' });
		expect(await read(room_id)).toMatchObject({ settings: { scheduled_time: '2031-07-02 03:30:00', duration: 30 } });
	});

	test('is refused when nothing was added', async () => {
		const { room_id } = await fixture().createRoom();
		await fixture().control.clearRequests();
		const { error } = await fixture().run(update(room_id, {}));
		expect(error).toMatchObject({ message: 'Update Fields is empty', description: 'Add at least one field that shall change' });
		expect(await fixture().control.requests()).toEqual([]);
	});

	test('is refused in the words of the API while a session is running', async () => {
		const { room_id } = await fixture().createRoom();
		await fixture().control.runSession({ roomId: room_id, users: [{ name: 'Ann' }], keepRunning: true });
		const { error } = await fixture().run(update(room_id, { name: 'Renamed' }));
		expect(error).toMatchObject({
			message: 'Denied Update request on active room',
			description: 'A session is running in this room. Update it when the session is over. (EnableX code 10030, HTTP 409)',
		});
		await fixture().control.endSession({ roomId: room_id });
		expect(await fixture().output(update(room_id, { name: 'Renamed' }))).toEqual([{ updated: true, room_id }]);
	});

	test('is refused in the words of the API for a quality above that of the project', async () => {
		const { sandbox, control, engine } = fixture();
		await control.project({ appId: 'sd-project', appKey: sandbox.appKey, quality: 'SD' });
		engine.useCredential({ appId: 'sd-project' });
		const { room_id } = await fixture().createRoom();
		expect((await fixture().run(update(room_id, { quality: 'HD' }))).error).toMatchObject({
			message: 'Room Quality higher than App Quality not permitted',
			description: expect.stringMatching(/^Choose a lower Video Quality/),
		});
	});
});

describe('Delete Room', () => {
	test('deletes the room and says which', async () => {
		const { room_id } = await fixture().createRoom();
		const [request] = await fixture().requestsOf(remove(room_id));
		expect(request).toMatchObject({ method: 'DELETE', url: `/video/v2/rooms/${room_id}`, body: null, status: 200 });
		await expect(read(room_id)).rejects.toThrow('Room not found');
	});

	test('gives one item that says so', async () => {
		const { room_id } = await fixture().createRoom();
		expect((await fixture().run(remove(room_id))).items).toEqual([{ json: { deleted: true, room_id }, pairedItem: { item: 0 } }]);
	});

	test('names the room by its ID also when it was given by a join link', async () => {
		const { room_id, host_url } = await fixture().createRoom();
		const parameters = { resource: 'room', operation: 'delete', roomId: locator(host_url, 'url') };
		expect(await fixture().output(parameters)).toEqual([{ deleted: true, room_id }]);
	});

	test('is refused in the words of the API while a session is running', async () => {
		const { room_id } = await fixture().createRoom();
		await fixture().control.runSession({ roomId: room_id, users: [{ name: 'Ann' }], keepRunning: true });
		expect((await fixture().run(remove(room_id))).error).toMatchObject({
			message: 'Failed to delete Room',
			description: expect.stringContaining('A room with a running session cannot be deleted'),
		});
		expect(await read(room_id)).toMatchObject({ room_id });
	});

	test('fails for a room that is gone already', async () => {
		const { room_id } = await fixture().createRoom();
		await fixture().run(remove(room_id));
		expect((await fixture().run(remove(room_id))).error).toMatchObject({ message: 'Room not found' });
	});
});
