import type { INodeParameters } from 'n8n-workflow';

import { itemsOf, pairsOf, useFixture } from '../../lib/engine/fixture.mts';
import { CONCURRENCY } from '../../lib/fields/common.mts';
import { closeListeners, openListener } from '../../lib/listener.mts';
import { parametersIn, parametersOf } from '../../lib/operations/index.mts';

const fixture = useFixture();
afterEach(closeListeners);

const GET_ROOM = parametersIn('room.get', '={{ $json.room }}');
/** Response time that keeps all concurrent requests in flight at the same time, even on a busy machine. */
const LONG_ENOUGH_MS = 1_000;
/** Parameters that limit how many requests are in flight. */
const withConcurrency = (limit: number | string): INodeParameters => ({ options: { [CONCURRENCY.name]: limit } });
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Gets one room per item with this response time. Returns the requests. */
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

describe(CONCURRENCY.displayName, () => {
	test('is ten by default, and the items keep their order', async () => {
		expect(mostInFlight(await getRooms(15, LONG_ENOUGH_MS))).toBe(10);
	});

	test.each([1, 3, 25])('can be %i', async (limit) => {
		expect(mostInFlight(await getRooms(limit + 2, LONG_ENOUGH_MS, withConcurrency(limit)))).toBe(limit);
	});

	test.each([0, 101, 2.5, 'many', '={{ 3 }}'])('cannot be %p', async (limit) => {
		const { error } = await fixture().run(parametersOf('room.getAll', withConcurrency(limit)));
		expect(error).toMatchObject({ name: 'NodeApiError', message: `${CONCURRENCY.displayName} has to be a whole number from 1 to 100` });
		expect(await fixture().control.requests()).toEqual([]);
	});

	test('that is invalid fails every item', async () => {
		const parameters = { ...parametersIn('room.delete', '={{ $json.room }}'), ...withConcurrency(0) };
		const { items, errorItems } = await fixture().run(parameters, { items: itemsOf({ room: 'a' }, { room: 'b' }), onError: 'continueErrorOutput' });
		expect(items).toEqual([]);
		expect(errorItems).toMatchObject([0, 1].map((item) => ({ json: { error: expect.stringContaining(CONCURRENCY.displayName) }, pairedItem: { item } })));
		expect(await fixture().control.requests()).toEqual([]);
	});
});

describe('If the input of one of many items is invalid', () => {
	/** Creates ten rooms. The sixth has a date that does not exist. */
	async function createTen(onError?: 'continueRegularOutput') {
		const dates = numbers(10).map((index) => (index === 5 ? '2099-02-30T09:00:00Z' : '2099-02-20T09:00:00Z'));
		const parameters = parametersOf('room.create', { name: '=Room {{ $itemIndex }}', roomType: 'scheduled', scheduledTime: '={{ $json.date }}', duration: 30 });
		const outcome = await fixture().run(parameters, { items: itemsOf(...dates.map((date) => ({ date }))), onError });
		return { ...outcome, requests: await fixture().control.requests() };
	}

	test('no request is sent for any item', async () => {
		const { error, requests } = await createTen();
		expect(error).toMatchObject({ message: 'Scheduled Time "2099-02-30T09:00:00Z" is not a date and time', context: { itemIndex: 5, runIndex: 0 } });
		expect(requests).toEqual([]);
	});

	test('and the node continues, the other nine rooms are created', async () => {
		const { items, requests } = await createTen('continueRegularOutput');
		expect(items.map(({ json }) => json.name ?? 'failed')).toEqual(numbers(10).map((index) => (index === 5 ? 'failed' : `Room ${index}`)));
		expect(items[5]).toMatchObject({ json: { error: expect.stringContaining('Scheduled Time') }, pairedItem: { item: 5 } });
		expect(requests).toHaveLength(9);
	});
});

describe('If one of many items fails', () => {
	/** Runs thirty items. The sixth has a room that does not exist. */
	async function failAtSix(onError?: 'continueRegularOutput') {
		const { roomIds } = await fixture().control.seedRooms({ count: 30 });
		await fixture().control.settings({ latencyMs: 60 });
		await fixture().control.clearRequests();
		const items = itemsOf(...roomIds.map((room, index) => ({ room: index === 5 ? 'none' : room })));
		return { ...(await fixture().run(GET_ROOM, { items, onError })), requests: await fixture().control.requests() };
	}

	test('no further items are started, and those in flight are awaited', async () => {
		const { error, requests } = await failAtSix();
		expect(error).toMatchObject({ message: expect.stringContaining('Room not found'), context: { itemIndex: 5, runIndex: 0 } });
		expect(requests.length).toBeLessThanOrEqual(20);
		expect(requests.filter(({ status }) => status !== 200)).toHaveLength(1);
	});

	test('and the node continues, all others are processed', async () => {
		const { items, requests } = await failAtSix('continueRegularOutput');
		expect(items.filter(({ json }) => 'error' in json)).toEqual([expect.objectContaining({ pairedItem: { item: 5 } })]);
		expect(requests).toHaveLength(30);
	});
});

test('Stop starts no further items', async () => {
	const silent = await openListener(() => {});
	fixture().engine.useCredential({ baseUrl: silent.origin });
	const items = itemsOf(...numbers(30).map((index) => ({ room: `r${index}` })));
	const { error } = await fixture().run({ ...GET_ROOM, ...withConcurrency(2) }, { items, onStart: (stop) => void silent.asked.then(stop) });
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
	const parameters = parametersOf('room.create', { name: '={{ $("Nobody").item.json.name }}' });

	test("is reported with n8n's own error and the item", async () => {
		const { error, thrown } = await fixture().run(parameters);
		expect(thrown).toMatchObject({ name: 'ExpressionError' });
		expect(error).toMatchObject({ message: expect.stringContaining('node'), context: { itemIndex: 0, runIndex: 0, parameter: 'name' } });
	});

	test('returns a paired error item if the node continues', async () => {
		const { error, items } = await fixture().run(parameters, { items: itemsOf({}, {}), onError: 'continueRegularOutput' });
		expect(error).toBeUndefined();
		expect(items).toMatchObject([0, 1].map((item) => ({ json: { error: expect.stringContaining('node') }, pairedItem: { item } })));
	});
});
