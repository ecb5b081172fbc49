import type { INodeParameters } from 'n8n-workflow';

import { useFixture } from '../../lib/engine/fixture.mts';
import { parametersOf } from '../../lib/operations/index.mts';

const fixture = useFixture();
const getMany = async (parameters: INodeParameters = {}) =>
	await fixture().output(parametersOf('room.getAll', parameters));
const namesOf = (rooms: Array<{ name?: unknown }>) => rooms.map(({ name }) => name);

describe('Get Many rooms', () => {
	test('returns 50 rooms by default, as many as Limit says, or all of them', async () => {
		await fixture().control.seedRooms({ count: 60 });
		expect(await getMany()).toHaveLength(50);
		expect(await getMany({ limit: 3 })).toHaveLength(3);
		expect(await getMany({ limit: '={{ "7" }}' })).toHaveLength(7);
		expect(await getMany({ returnAll: true, limit: 3 })).toHaveLength(60);
	});

	test('returns the newest first, and Limit keeps the newest', async () => {
		const created = ['2026-01-02', '2026-01-04', undefined, '2026-01-01', '2026-01-03'].map((day) => (day === undefined ? {} : { created: `${day}T00:00:00Z` }));
		const rooms = created.map((time, index) => ({ room_id: `${index}`, name: `Room ${index}`, ...time }));
		await fixture().control.faults.add({ kind: 'body', body: { result: 0, rooms }, times: 2 });
		expect(namesOf(await getMany({ returnAll: true }))).toEqual(['Room 1', 'Room 4', 'Room 0', 'Room 3', 'Room 2']);
		expect(namesOf(await getMany({ limit: 2 }))).toEqual(['Room 1', 'Room 4']);
	});

	test('returns all of 5,000 rooms with one request, each with its links', async () => {
		await fixture().control.seedRooms({ count: 5000 });
		await fixture().control.clearRequests();
		const rooms = await getMany({ returnAll: true });
		expect(rooms).toHaveLength(5000);
		expect(new Set(rooms.map(({ guest_url }) => guest_url)).size).toBe(5000);
		const requests = await fixture().control.requests();
		expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /video/v2/rooms']);
	});

	test.each(['array', 'null', 'missing'] as const)('returns no item if there are no rooms, sent as %s', async (emptyLists) => {
		await fixture().control.settings({ emptyLists });
		expect(await getMany()).toEqual([]);
	});

	test.each([
		['a string', 'none'],
		['an object', {}],
		['a list of strings', ['none']],
	])('rejects %s in place of the list of rooms', async (_what, rooms) => {
		await fixture().control.faults.add({ kind: 'body', body: { result: 0, rooms } });
		const { thrown } = await fixture().run(parametersOf('room.getAll'));
		expect(thrown).toMatchObject({ message: expect.stringContaining('The API response lacks'), node: { name: 'EnableX Video' } });
	});

	test('returns the objects of the API unchanged if Simplify is off', async () => {
		await fixture().control.seedRooms({ count: 1, settings: { participants: '25' } });
		const [room] = await getMany({ simplify: false });
		expect(room).toMatchObject({ service_id: fixture().sandbox.appId, settings: { participants: '25' } });
		expect(room).not.toHaveProperty('participants');
	});
});

describe('Filters of Get Many rooms', () => {
	const filtered = async (filters: INodeParameters, more: INodeParameters = {}) =>
		namesOf(await getMany({ returnAll: true, filters, ...more })).sort();

	beforeEach(async () => {
		await fixture().createRoom({ name: 'Sales Demo', ownerRef: '4711' });
		await fixture().createRoom({ name: 'sales lecture', ownerRef: '47110', mode: 'lecture' });
		await fixture().createRoom({ name: 'Interview', roomType: 'adhoc' });
		await fixture().createRoom({ name: 'Launch', roomType: 'scheduled', scheduledTime: '2031-07-01T09:00:00', duration: 30 });
	});

	test('Name Contains is case-insensitive', async () => {
		expect(await filtered({ nameContains: 'SALES' })).toEqual(['Sales Demo', 'sales lecture']);
		expect(await filtered({ nameContains: 'nothing like it' })).toEqual([]);
	});

	test('Owner Reference matches exactly this owner, also as a number', async () => {
		expect(await filtered({ ownerRef: '4711' })).toEqual(['Sales Demo']);
		expect(await filtered({ ownerRef: '={{ 47110 }}' })).toEqual(['sales lecture']);
	});

	test('Mode and Room Type select the rooms of that kind', async () => {
		expect(await filtered({ mode: 'lecture' })).toEqual(['sales lecture']);
		expect(await filtered({ roomType: 'adhoc' })).toEqual(['Interview']);
		expect(await filtered({ roomType: 'scheduled' })).toEqual(['Launch']);
		expect(await filtered({ roomType: 'permanent' })).toEqual(['Sales Demo', 'sales lecture']);
	});

	test('Scheduled After and Scheduled Before select scheduled rooms, in the time zone of the workflow', async () => {
		await fixture().createRoom({ name: 'Later', roomType: 'scheduled', scheduledTime: '2031-07-02T00:00:00', duration: 30 });
		const inZone = async (filters: INodeParameters, timezone = 'UTC') =>
			namesOf(await fixture().output(parametersOf('room.getAll', { returnAll: true, filters }), { timezone }));
		expect(await inZone({ scheduledAfter: '2031-07-01T09:00:00' })).toEqual(['Later', 'Launch']);
		expect(await inZone({ scheduledAfter: '2031-07-01T09:00:01' })).toEqual(['Later']);
		expect(await inZone({ scheduledBefore: '2031-07-01T09:00:00' })).toEqual([]);
		expect(await inZone({ scheduledBefore: '2031-07-01' })).toEqual(['Launch']);
		expect(await inZone({ scheduledAfter: '2031-07-01', scheduledBefore: '2031-07-02T00:00:00' })).toEqual(['Launch']);
		expect(await inZone({ scheduledAfter: '2031-07-01T14:30:00' }, 'Asia/Kolkata')).toEqual(['Later', 'Launch']);
		expect(await inZone({ scheduledBefore: '2031-07-02' }, 'Europe/Berlin')).toEqual(['Later', 'Launch']);
		expect(await inZone({ scheduledAfter: '', scheduledBefore: '' })).toHaveLength(5);
	});

	test('Scheduled After that is after Scheduled Before is rejected', async () => {
		await expect(filtered({ scheduledAfter: '2031-07-02', scheduledBefore: '2031-07-01T00:00:00' })).rejects.toThrow('Scheduled After is after Scheduled Before. Swap them, or correct one of them');
	});

	test('are combined, and applied before Limit', async () => {
		expect(await filtered({ nameContains: 'sales', mode: 'group' })).toEqual(['Sales Demo']);
		expect(await filtered({ nameContains: 'l' }, { returnAll: false, limit: 3 })).toEqual(['Launch', 'Sales Demo', 'sales lecture']);
	});

	test('match every room if left empty', async () => {
		expect(await filtered({ nameContains: '', ownerRef: '' })).toHaveLength(4);
	});

	test.each(['nameContains', 'ownerRef'])('%s is rejected if its expression returns an empty string, so that a clean-up cannot select all rooms', async (filter) => {
		const { items, error } = await fixture().run(parametersOf('room.getAll', { returnAll: true, filters: { [filter]: '={{ "" }}' } }));
		expect(items).toEqual([]);
		expect(error).toMatchObject({ message: filter === 'ownerRef' ? 'Owner Reference is empty' : 'Name Contains is empty' });
	});

	test('are not sent, because the API has no filters', async () => {
		const [request] = await fixture().requestsOf(parametersOf('room.getAll', { filters: { nameContains: 'x', mode: 'group' } }));
		expect(request).toMatchObject({ url: '/video/v2/rooms', body: null });
	});

	test('also work with Simplify off', async () => {
		expect(await filtered({ roomType: 'adhoc' }, { simplify: false })).toEqual(['Interview']);
	});
});
