import type { INodeParameters } from 'n8n-workflow';

import { useFixture } from './fixture.mts';

const fixture = useFixture();
const getMany = async (parameters: INodeParameters = {}) =>
	await fixture().output({ resource: 'room', operation: 'getAll', ...parameters });
const namesOf = (rooms: Array<{ name?: unknown }>) => rooms.map(({ name }) => name);

describe('Get Many rooms', () => {
	test('gives 50 rooms when nothing is said, as many as Limit says, or all of them', async () => {
		await fixture().control.seedRooms({ count: 60 });
		expect(await getMany()).toHaveLength(50);
		expect(namesOf(await getMany({ limit: 3 }))).toEqual(['Room 1', 'Room 2', 'Room 3']);
		expect(await getMany({ limit: '={{ "7" }}' })).toHaveLength(7);
		expect(await getMany({ returnAll: true, limit: 3 })).toHaveLength(60);
	});

	test('gives all of 5,000 rooms with one request, each with its links', async () => {
		await fixture().control.seedRooms({ count: 5000 });
		await fixture().control.clearRequests();
		const rooms = await getMany({ returnAll: true });
		expect(rooms).toHaveLength(5000);
		expect(new Set(rooms.map(({ guest_url }) => guest_url)).size).toBe(5000);
		const requests = await fixture().control.requests();
		expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /video/v2/rooms']);
	});

	test.each(['array', 'null', 'missing'] as const)('gives no item when there are no rooms, written as %s', async (emptyLists) => {
		await fixture().control.settings({ emptyLists });
		expect(await getMany()).toEqual([]);
	});

	test.each([
		['a text', 'none'],
		['an object', {}],
		['a list of texts', ['none']],
	])('refuses %s where the list of rooms should be', async (_what, rooms) => {
		await fixture().control.faults.add({ kind: 'body', body: { result: 0, rooms } });
		await expect(getMany()).rejects.toThrow('The answer of the API lacks');
	});

	test('gives the objects of the API as they came when Simplify is off', async () => {
		await fixture().control.seedRooms({ count: 1, settings: { participants: '25' } });
		const [room] = await getMany({ simplify: false });
		expect(room).toMatchObject({ service_id: fixture().sandbox.appId, settings: { participants: '25' } });
		expect(room).not.toHaveProperty('participants');
	});
});

describe('Filters of Get Many rooms', () => {
	const filtered = async (filters: INodeParameters, more: INodeParameters = {}) =>
		namesOf(await getMany({ returnAll: true, filters, ...more }));

	beforeEach(async () => {
		await fixture().createRoom({ name: 'Sales Demo', ownerRef: '4711' });
		await fixture().createRoom({ name: 'sales lecture', ownerRef: '47110', mode: 'lecture' });
		await fixture().createRoom({ name: 'Interview', roomType: 'adhoc' });
		await fixture().createRoom({ name: 'Launch', roomType: 'scheduled', scheduledTime: '2031-07-01T09:00:00', duration: 30 });
	});

	test('Name Contains takes capitals and small letters alike', async () => {
		expect(await filtered({ nameContains: 'SALES' })).toEqual(['Sales Demo', 'sales lecture']);
		expect(await filtered({ nameContains: 'nothing like it' })).toEqual([]);
	});

	test('Owner Reference means exactly this owner, also as a number', async () => {
		expect(await filtered({ ownerRef: '4711' })).toEqual(['Sales Demo']);
		expect(await filtered({ ownerRef: '={{ 47110 }}' })).toEqual(['sales lecture']);
	});

	test('Mode and Room Type keep the rooms of that kind', async () => {
		expect(await filtered({ mode: 'lecture' })).toEqual(['sales lecture']);
		expect(await filtered({ roomType: 'adhoc' })).toEqual(['Interview']);
		expect(await filtered({ roomType: 'scheduled' })).toEqual(['Launch']);
		expect(await filtered({ roomType: 'permanent' })).toEqual(['Sales Demo', 'sales lecture']);
	});

	test('work together, and before Limit', async () => {
		expect(await filtered({ nameContains: 'sales', mode: 'group' })).toEqual(['Sales Demo']);
		expect(await filtered({ nameContains: 'l' }, { returnAll: false, limit: 3 })).toEqual(['Sales Demo', 'sales lecture', 'Launch']);
	});

	test('a filter left empty keeps every room', async () => {
		expect(await filtered({ nameContains: '', ownerRef: '' })).toHaveLength(4);
	});

	test.each(['nameContains', 'ownerRef'])('%s is refused when its expression gives an empty text, so that no clean-up meets all rooms', async (filter) => {
		const { items, error } = await fixture().run({ resource: 'room', operation: 'getAll', returnAll: true, filters: { [filter]: '={{ "" }}' } });
		expect(items).toEqual([]);
		expect(error).toMatchObject({ message: filter === 'ownerRef' ? 'Owner Reference is empty' : 'Name Contains is empty' });
	});

	test('are not sent, because the API knows no filters', async () => {
		const [request] = await fixture().requestsOf({ resource: 'room', operation: 'getAll', filters: { nameContains: 'x', mode: 'group' } });
		expect(request).toMatchObject({ url: '/video/v2/rooms', body: null });
	});

	test('also work on the objects of the API', async () => {
		expect(await filtered({ roomType: 'adhoc' }, { simplify: false })).toEqual(['Interview']);
	});
});
