import type { INodeParameters } from 'n8n-workflow';

import { itemsOf, locator, pairsOf, useFixture } from './fixture.mts';
import { closeListeners, openListener } from './listener.mts';

const fixture = useFixture();
afterEach(closeListeners);

const GET_ROOM = { resource: 'room', operation: 'get', roomId: locator('={{ $json.room }}') };
/** So long takes an answer that the last of those at once is asked for before the first is there, on a busy machine, too. */
const LONG_ENOUGH_MS = 1_000;
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Gets as many rooms as there are items, each with an answer that takes this long; gives the requests. */
async function getRooms(count: number, latencyMs: number, parameters: INodeParameters = {}) {
	const { roomIds } = await fixture().control.seedRooms({ count });
	await fixture().control.settings({ latencyMs });
	await fixture().control.clearRequests();
	const { items, error } = await fixture().run({ ...GET_ROOM, ...parameters }, { items: itemsOf(...roomIds.map((room) => ({ room }))) });
	if (error) throw error;
	expect(items.map(({ json }) => json.room_id)).toEqual(roomIds);
	expect(pairsOf(items)).toEqual(numbers(count).map((item) => ({ item })));
	return await fixture().control.requests();
}

const mostInFlight = (requests: Awaited<ReturnType<typeof getRooms>>) => Math.max(...requests.map(({ inFlight }) => inFlight));

describe('Requests at Once', () => {
	test('is ten where nobody says otherwise, and the items keep their order', async () => {
		expect(mostInFlight(await getRooms(15, LONG_ENOUGH_MS))).toBe(10);
	});

	test.each([1, 3, 25])('can be %i', async (requestsAtOnce) => {
		expect(mostInFlight(await getRooms(requestsAtOnce + 2, LONG_ENOUGH_MS, { options: { requestsAtOnce } }))).toBe(requestsAtOnce);
	});

	test.each([0, 101, 2.5, 'many', '={{ 3 }}'])('cannot be %p', async (requestsAtOnce) => {
		const parameters = { resource: 'room', operation: 'getAll', options: { requestsAtOnce } };
		const { error } = await fixture().run(parameters);
		expect(error).toMatchObject({ name: 'NodeApiError', message: 'Requests at Once has to be a whole number from 1 to 100' });
		expect(await fixture().control.requests()).toEqual([]);
	});
});

describe('When one of many items fails', () => {
	/** Thirty items of which the sixth cannot work. */
	async function failAtSix(onError?: 'continueRegularOutput') {
		const { roomIds } = await fixture().control.seedRooms({ count: 30 });
		await fixture().control.settings({ latencyMs: 60 });
		await fixture().control.clearRequests();
		const items = itemsOf(...roomIds.map((room, index) => ({ room: index === 5 ? 'a/b' : room })));
		return { ...(await fixture().run(GET_ROOM, { items, onError })), requests: await fixture().control.requests() };
	}

	test('no further ones are started, and those under way are waited for', async () => {
		const { error, requests } = await failAtSix();
		expect(error).toMatchObject({ message: 'Room "a/b" is not an ID', context: { itemIndex: 5, runIndex: 0 } });
		expect(requests.length).toBeLessThanOrEqual(10);
		expect(requests.every(({ status }) => status === 200)).toBe(true);
	});

	test('and the node continues, all others are done', async () => {
		const { items, requests } = await failAtSix('continueRegularOutput');
		expect(items.filter(({ json }) => 'error' in json)).toEqual([expect.objectContaining({ pairedItem: { item: 5 } })]);
		expect(requests).toHaveLength(29);
	});
});

test('Stop starts no further items', async () => {
	const silent = await openListener(() => {});
	fixture().engine.useCredential({ baseUrl: silent.origin });
	const items = itemsOf(...numbers(30).map((index) => ({ room: `r${index}` })));
	const { error } = await fixture().run({ ...GET_ROOM, options: { requestsAtOnce: 2 } }, { items, onStart: (stop) => void silent.asked.then(stop) });
	expect(error?.message).toMatch(/the execution was stopped$/);
	expect(silent.seen.length).toBeLessThanOrEqual(2);
});

describe('The credential', () => {
	test('is looked up once for each item, with the expressions of that item', async () => {
		const lookUps = jest.spyOn(fixture().engine.credentials, 'getDecrypted');
		const { room_id: room } = await fixture().createRoom();
		lookUps.mockClear();
		await fixture().run(GET_ROOM, { items: itemsOf({ room }, { room }, { room }) });
		expect(lookUps.mock.calls.map((call: unknown[]) => call[6])).toEqual(numbers(3).map((itemIndex) => expect.objectContaining({ itemIndex })));
	});
});

describe('An expression that fails', () => {
	const parameters = { resource: 'room', operation: 'create', name: '={{ $("Nobody").item.json.name }}', ownerRef: 'a' };

	test('is reported as n8n reports it, with the item', async () => {
		const { error, thrown } = await fixture().run(parameters);
		expect(thrown).toMatchObject({ name: 'ExpressionError' });
		expect(error).toMatchObject({ message: expect.stringContaining('node'), context: { itemIndex: 0, runIndex: 0, parameter: 'name' } });
	});

	test('gives a paired error item when the node continues', async () => {
		const { error, items } = await fixture().run(parameters, { items: itemsOf({}, {}), onError: 'continueRegularOutput' });
		expect(error).toBeUndefined();
		expect(items).toMatchObject([0, 1].map((item) => ({ json: { error: expect.stringContaining('node') }, pairedItem: { item } })));
	});
});
