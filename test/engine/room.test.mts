import { itemsOf, locator, MEETING_DOMAIN, openFixture, type Fixture } from './fixture.mts';

let fixture: Fixture;
beforeAll(async () => {
	fixture = await openFixture();
});
afterAll(async () => {
	await fixture.close();
});
beforeEach(async () => {
	await fixture.sandbox.control.reset();
});

const create = { resource: 'room', operation: 'create', name: 'Weekly', ownerRef: 'deal-1' };

async function createRoom(parameters = {}) {
	const { items } = await fixture.engine.run({ parameters: { ...create, ...parameters } });
	return items[0].json;
}

describe('Create Room', () => {
	test('gives a flat room with its guest and host links', async () => {
		const room = await createRoom();
		const hostCode = Buffer.from(`${room.room_id}-${fixture.sandbox.appId}`).toString('base64');
		expect(room).toEqual({
			room_id: expect.stringMatching(/^[0-9a-f]{24}$/),
			name: 'Weekly',
			owner_ref: 'deal-1',
			mode: 'group',
			type: 'permanent',
			scheduled_time: null,
			duration_minutes: null,
			moderators: 1,
			participants: null,
			created: expect.stringMatching(/^\d{4}-.*Z$/),
			guest_url: `https://${MEETING_DOMAIN}/${room.room_id}`,
			host_url: `https://${MEETING_DOMAIN}/host/${hostCode}`,
		});
	});

	test('sends the scheduled time in UTC, read in the time zone of the workflow', async () => {
		await fixture.engine.run({
			timezone: 'America/New_York',
			parameters: { ...create, roomType: 'scheduled', scheduledTime: '2031-07-01T09:00:00', duration: 30 },
		});
		const [request] = await fixture.sandbox.control.requests({ path: '/rooms' });
		expect(request.body).toMatchObject({
			settings: { scheduled: true, adhoc: false, scheduled_time: '2031-07-01 13:00:00', duration: 30 },
		});
	});
});

describe('Get Room', () => {
	test('finds the room by its ID and by its guest and host links', async () => {
		const room = await createRoom();
		for (const [mode, value] of [
			['id', room.room_id],
			['url', room.guest_url],
			['url', room.host_url],
		]) {
			const parameters = { resource: 'room', operation: 'get', roomId: locator(value, String(mode)) };
			const { items } = await fixture.engine.run({ parameters });
			expect(items).toEqual([{ json: expect.objectContaining({ room_id: room.room_id }), pairedItem: { item: 0 } }]);
		}
	});

	test('takes the room of each item from an expression', async () => {
		const rooms = [await createRoom({ name: 'A' }), await createRoom({ name: 'B' })];
		const { items } = await fixture.engine.run({
			items: itemsOf(...rooms.map(({ room_id }) => ({ room_id }))),
			parameters: { resource: 'room', operation: 'get', roomId: locator('={{ $json.room_id }}') },
		});
		expect(items.map(({ json, pairedItem }) => [json.name, pairedItem])).toEqual([
			['A', { item: 0 }],
			['B', { item: 1 }],
		]);
	});
});
