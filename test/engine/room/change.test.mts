import type { INodeParameters } from 'n8n-workflow';

import { useFixture } from '../../lib/engine/fixture.mts';
import { parametersIn, parametersOf } from '../../lib/operations/index.mts';
import { hintsOf } from '../../lib/engine/executions.mts';
import { locator } from '../../lib/operations/locator.mts';

const fixture = useFixture();

const update = (roomId: string, updateFields: INodeParameters) => parametersIn('room.update', roomId, { updateFields });
const remove = (roomId: string) => parametersIn('room.delete', roomId);
const read = async (roomId: string) =>
	(await fixture().output(parametersIn('room.get', roomId, { simplify: false })))[0];

describe('Update Room', () => {
	test('changes the added fields and keeps the rest', async () => {
		const room = await fixture().createRoom({ additionalFields: { participants: 5, knock: true, data: '{"a":1}' } });
		const { room_id } = room;
		const { items } = await fixture().run(update(room_id, { participants: 8, name: 'Renamed' }));
		const expected = { ...room, name: 'Renamed', participants: 8, is_active: false, updated: true };
		expect(items).toEqual([{ json: expected, pairedItem: { item: 0 } }]);
		expect(await read(room_id)).toMatchObject({
			name: 'Renamed',
			owner_ref: 'deal-1',
			settings: { participants: 8, knock: true, mode: 'group' },
			data: { a: 1 },
		});
	});

	test('sends a PATCH to the room with only what changes', async () => {
		const { room_id } = await fixture().createRoom();
		const [request] = await fixture().requestsOf(update(room_id, { name: 'Renamed' }));
		expect(request).toMatchObject({ method: 'PATCH', url: `/video/v2/rooms/${room_id}` });
		expect(request.body).toEqual({ name: 'Renamed' });
	});

	test('returns the object of the API with its links if Simplify is off', async () => {
		const { room_id, guest_url } = await fixture().createRoom();
		const [room] = await fixture().output({ ...update(room_id, { name: 'Renamed' }), simplify: false });
		expect(room).toMatchObject({ name: 'Renamed', settings: { mode: 'group' }, guest_url, updated: true });
	});

	test('succeeds with what is known, and a hint, if only reading the room again fails', async () => {
		const { room_id, guest_url } = await fixture().createRoom();
		await fixture().control.faults.add({ kind: 'status', status: 400, result: 50003, error: 'Failed to get Room Information', match: { method: 'GET' } });
		const { items, run } = await fixture().run(update(room_id, { name: 'Renamed' }));
		expect(items).toMatchObject([{ json: { updated: true, room_id, guest_url, name: null, type: null } }]);
		expect(hintsOf(run)).toEqual([`The room ${room_id} was updated, but could not be read again: Failed to get Room Information`]);
		await fixture().control.faults.clear();
		expect(await read(room_id)).toMatchObject({ name: 'Renamed' });
	});

	test('reschedules a room to a time in the time zone of the workflow', async () => {
		const { room_id } = await fixture().createRoom({ roomType: 'scheduled', scheduledTime: '2031-07-01T09:00:00', duration: 30 });
		await fixture().run(update(room_id, { scheduledTime: '2031-07-02T09:00:00' }), { timezone: 'Asia/Kolkata' });
		expect(await read(room_id)).toMatchObject({ settings: { scheduled_time: '2031-07-02 03:30:00', duration: 30 } });
	});

	test('is rejected if no field was added', async () => {
		const { room_id } = await fixture().createRoom();
		await fixture().control.clearRequests();
		const { error } = await fixture().run(update(room_id, {}));
		expect(error).toMatchObject({ message: 'Update Fields is empty', description: 'Add at least one field to change' });
		expect(await fixture().control.requests()).toEqual([]);
	});

	test("is rejected with the API's message while a session is running", async () => {
		const { room_id } = await fixture().createRoom();
		await fixture().control.runSession({ roomId: room_id, users: [{ name: 'Ann' }], keepRunning: true });
		const { error } = await fixture().run(update(room_id, { name: 'Renamed' }));
		expect(error).toMatchObject({
			message: 'A session is running in this room, or is about to start: Denied Update request on active room',
			description: expect.stringMatching(/^A room with a running session cannot be changed\. Try again after the session has ended.*\(EnableX code 10030, HTTP 409\)$/),
		});
		await fixture().control.endSession({ roomId: room_id });
		expect(await fixture().output(update(room_id, { name: 'Renamed' }))).toMatchObject([{ updated: true, room_id, name: 'Renamed' }]);
	});

	test("is rejected with the API's message for a quality above that of the project", async () => {
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
	test('deletes the room with a DELETE request', async () => {
		const { room_id } = await fixture().createRoom();
		const [request] = await fixture().requestsOf(remove(room_id));
		expect(request).toMatchObject({ method: 'DELETE', url: `/video/v2/rooms/${room_id}`, body: null, status: 200 });
		await expect(read(room_id)).rejects.toThrow('Room not found');
	});

	test('returns one item that confirms the deletion', async () => {
		const { room_id } = await fixture().createRoom();
		expect((await fixture().run(remove(room_id))).items).toEqual([{ json: { deleted: true, room_id }, pairedItem: { item: 0 } }]);
	});

	test('returns the ID of the room even if it was given by a join link', async () => {
		const { room_id, host_url } = await fixture().createRoom();
		expect(await fixture().output(parametersOf('room.delete', { roomId: locator(host_url, 'url') }))).toEqual([{ deleted: true, room_id }]);
	});

	test("is rejected with the API's message while a session is running", async () => {
		const { room_id } = await fixture().createRoom();
		await fixture().control.runSession({ roomId: room_id, users: [{ name: 'Ann' }], keepRunning: true });
		expect((await fixture().run(remove(room_id))).error).toMatchObject({
			message: 'A session is probably running in this room: Failed to delete Room',
			description: 'A room with a running session cannot be deleted. Try again after the session has ended. (EnableX code 50004, HTTP 500)',
		});
		// A few seconds later, the session would still be running.
		expect((await fixture().control.requests()).filter(({ method }) => method === 'DELETE')).toHaveLength(1);
		expect(await read(room_id)).toMatchObject({ room_id });
	});

	test('fails for a room that has already been deleted', async () => {
		const { room_id } = await fixture().createRoom();
		await fixture().run(remove(room_id));
		expect((await fixture().run(remove(room_id))).error).toMatchObject({ message: 'Room not found' });
	});
});
