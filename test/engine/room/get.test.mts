import { inspect } from 'node:util';

import { itemsOf, useFixture } from '../../lib/engine/fixture.mts';
import { parametersOf } from '../../lib/operations/index.mts';
import { locator } from '../../lib/operations/locator.mts';

const fixture = useFixture();
const get = parametersOf('room.get');

describe('Get Room', () => {
	test('finds the room by its ID, from the list, and by its guest and host links', async () => {
		const room = await fixture().createRoom();
		for (const [mode, value] of [
			['id', room.room_id],
			['id', ` ${room.room_id} `],
			['list', room.room_id],
			['url', room.guest_url],
			['url', `${String(room.guest_url)}?name=Ann&video=no`],
			['url', room.host_url],
		]) {
			const { items } = await fixture().run({ ...get, roomId: locator(value, String(mode)) });
			// Only Get knows whether a session is running.
			expect(items).toEqual([{ json: { ...room, is_active: false }, pairedItem: { item: 0 } }]);
		}
	});

	test('finds the room of a hand-written workflow, where Room is a plain string', async () => {
		const { room_id } = await fixture().createRoom();
		expect(await fixture().output({ ...get, roomId: room_id })).toMatchObject([{ room_id }]);
	});

	test('sends a GET without a body, with App ID and App Key', async () => {
		const { room_id } = await fixture().createRoom();
		const requests = await fixture().requestsOf({ ...get, roomId: locator(room_id) });
		expect(requests).toHaveLength(1);
		expect(requests[0]).toMatchObject({ method: 'GET', url: `/video/v2/rooms/${room_id}`, body: null });
		expect(requests[0].headers.authorization).toBe(fixture().apiLogin);
	});

	test.each(['/video/v1', '/v1', '/video/v2///'])('works below a Base URL that ends with %s', async (prefix) => {
		const { room_id } = await fixture().createRoom();
		fixture().engine.useCredential({ baseUrl: fixture().sandbox.origin + prefix });
		const requests = await fixture().requestsOf({ ...get, roomId: locator(room_id) });
		expect(requests.map(({ path }) => path)).toEqual([`${prefix.replace(/\/+$/, '')}/rooms/${room_id}`]);
	});

	test('returns the object of the API unchanged if Simplify is off, including its session status', async () => {
		const { room_id } = await fixture().createRoom();
		await fixture().control.runSession({ roomId: room_id, users: [{ name: 'Ann' }], keepRunning: true });
		const [room] = await fixture().output({ ...get, roomId: locator(room_id), simplify: false });
		expect(room).toMatchObject({ room_id, isRoomActive: true, isMediaServerAvailable: false, settings: { moderators: 1 } });
		expect(room).not.toHaveProperty('type');
	});

	test('never outputs the SIP password that an older generation of the API has in a room', async () => {
		const sip = { enabled: true, uri: 'sip:a@example.com', secret: 'sip-secret' };
		await fixture().control.faults.add({ kind: 'body', body: { result: 0, room: { room_id: 'r1', sip } } });
		for (const simplify of [true, false]) {
			const { run, items } = await fixture().run({ ...get, roomId: locator('r1'), simplify });
			expect(items).toHaveLength(1);
			expect(inspect(run, { depth: 20 })).not.toContain('sip-secret');
		}
	});

	test("reports with the API's message that the room does not exist, and what may have happened to it", async () => {
		const { items, error } = await fixture().run({ ...get, roomId: locator('000000000000000000000000') });
		expect(items).toEqual([]);
		expect(error).toMatchObject({
			message: 'Room not found',
			description: expect.stringContaining('it may have been deleted, belong to another project, or be an adhoc room'),
			httpCode: '404',
		});
		expect(error?.description).toContain('EnableX code 40001');
	});

	test('no longer finds an adhoc room once its session is over', async () => {
		const { room_id } = await fixture().createRoom({ roomType: 'adhoc' });
		expect(await fixture().output({ ...get, roomId: locator(room_id) })).toMatchObject([{ type: 'adhoc' }]);
		await fixture().control.runSession({ roomId: room_id, users: [{ name: 'Ann' }] });
		expect((await fixture().run({ ...get, roomId: locator(room_id) })).error).toMatchObject({ message: 'Room not found' });
	});

	test('does not see the rooms of another project', async () => {
		await fixture().control.project({ appId: 'another-project', appKey: 'another-key' });
		const { roomIds } = await fixture().control.seedRooms({ count: 1, appId: 'another-project' });
		expect((await fixture().run({ ...get, roomId: locator(roomIds[0]) })).error).toMatchObject({ message: 'Room not found' });
	});

	test.each([
		['without a room', { result: 0 }, 'The API response lacks the "room"'],
		['with a list as the room', { result: 0, room: [] }, 'The API response lacks the "room"'],
		['with a room without an ID', { result: 0, room: { name: 'Weekly' } }, 'The API response lacks the ID of the room'],
	])('rejects a reply %s instead of returning an empty item', async (_what, body, message) => {
		await fixture().control.faults.add({ kind: 'body', body });
		const { items, error } = await fixture().run({ ...get, roomId: locator('r1') });
		expect(items).toEqual([]);
		expect(error).toMatchObject({ message });
	});

	test('evaluates an expression in Room for each item', async () => {
		const rooms = [await fixture().createRoom({ name: 'A' }), await fixture().createRoom({ name: 'B' })];
		const { items } = await fixture().run(
			{ ...get, roomId: locator('={{ $json.room_id }}') },
			{ items: itemsOf(...rooms) },
		);
		expect(items.map(({ json, pairedItem }) => [json.name, pairedItem])).toEqual([
			['A', { item: 0 }],
			['B', { item: 1 }],
		]);
	});
});
