import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { callsEndingAt } from './calls.mts';
import { itemsOf, locator, pairsOf, useFixture } from './fixture.mts';
import { leakedSecrets } from './secrets.mts';

const fixture = useFixture();
const GET_ROOM = { resource: 'room', operation: 'get', roomId: locator('={{ $json.room }}') };
const GET_CDRS = { resource: 'cdr', operation: 'getAll', findBy: 'room', roomId: locator('={{ $json.room }}'), returnAll: true };
const UNKNOWN = '000000000000000000000000';

/** Input items of these rooms, each with a field of its own that has to stay. */
const rooms = (...ids: string[]) => itemsOf(...ids.map((room, index) => ({ room, deal: index })));
const errorsOf = (items: INodeExecutionData[]) => items.map(({ json, pairedItem }) => [json.error, pairedItem]);

describe('Without Continue On Fail', () => {
	test('the node fails, and says for which item', async () => {
		const { room_id } = await fixture().createRoom();
		const { items, error } = await fixture().run(GET_ROOM, { items: rooms(room_id, room_id, UNKNOWN, room_id) });
		expect(items).toEqual([]);
		expect(error).toMatchObject({ message: 'Room not found', context: { itemIndex: 2, runIndex: 0 } });
	});

	test('wrong input of one item is told by its index too', async () => {
		const { room_id } = await fixture().createRoom();
		const { error } = await fixture().run(GET_ROOM, { items: rooms(room_id, '../rooms') });
		expect(error).toMatchObject({ message: 'Room "../rooms" is not an ID', context: { itemIndex: 1 } });
	});

	test('the first of several errors counts', async () => {
		const { error } = await fixture().run(GET_ROOM, { items: rooms('a/b', UNKNOWN) });
		expect(error).toMatchObject({ message: 'Room "a/b" is not an ID', context: { itemIndex: 0 } });
	});
});

describe('Continue', () => {
	test('gives an item for each input item, in order, with the error where it failed', async () => {
		const { room_id } = await fixture().createRoom();
		const outcome = await fixture().run(GET_ROOM, { items: rooms(UNKNOWN, room_id, 'a/b', room_id), onError: 'continueRegularOutput' });
		expect(outcome.error).toBeUndefined();
		expect(outcome.items.map(({ json }) => json.error ?? json.room_id)).toEqual(['Room not found', room_id, 'Room "a/b" is not an ID', room_id]);
		expect(pairsOf(outcome.items)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }, { item: 3 }]);
		expect(outcome.items[0].json).toEqual({ error: 'Room not found', message: expect.stringContaining('EnableX code 40001') });
	});

	test('gives the records of the good items and one error for each bad one', async () => {
		const { room_id } = await fixture().createRoom();
		await callsEndingAt(fixture().control, room_id, ['2024-03-10T10:00:00Z', '2024-03-10T11:00:00Z']);
		const { items } = await fixture().run(GET_CDRS, { items: rooms('a/b', room_id, 'a/b'), onError: 'continueRegularOutput' });
		expect(pairsOf(items)).toEqual([{ item: 0 }, { item: 1 }, { item: 1 }, { item: 2 }]);
	});
});

describe('Continue (using error output)', () => {
	test('sends bad items to the error output with the fields of their input, good ones to the first', async () => {
		const { room_id } = await fixture().createRoom();
		const outcome = await fixture().run(GET_ROOM, { items: rooms(UNKNOWN, room_id, 'a/b'), onError: 'continueErrorOutput' });
		expect(outcome.error).toBeUndefined();
		expect(outcome.items).toEqual([{ json: expect.objectContaining({ room_id }), pairedItem: { item: 1 } }]);
		expect(outcome.errorItems).toEqual([
			{ json: { room: UNKNOWN, deal: 0, error: 'Room not found', message: expect.stringContaining('Check the Room') }, pairedItem: { item: 0 } },
			{ json: { room: 'a/b', deal: 2, error: 'Room "a/b" is not an ID', message: expect.any(String) }, pairedItem: { item: 2 } },
		]);
	});

	test('does so for operations that give many items', async () => {
		const { room_id } = await fixture().createRoom();
		await callsEndingAt(fixture().control, room_id, ['2024-03-10T10:00:00Z', '2024-03-10T11:00:00Z']);
		const outcome = await fixture().run(GET_CDRS, { items: rooms('a/b', room_id), onError: 'continueErrorOutput' });
		expect(pairsOf(outcome.items)).toEqual([{ item: 1 }, { item: 1 }]);
		expect(outcome.errorItems).toMatchObject([{ json: { deal: 0, error: 'Room "a/b" is not an ID' }, pairedItem: { item: 0 } }]);
	});

	test.each([
		['an error of the API', { kind: 'ok200Error', result: 50000, error: 'Not today' }, 'Not today'],
		['an answer that is no JSON', { kind: 'truncated' }, 'it was cut off'],
		['a broken connection', { kind: 'drop' }, 'broke the connection off'],
		['an answer that lacks the room', { kind: 'body', body: { result: 0 } }, 'lacks the "room"'],
	] as const)('does so for %s', async (_what, fault, message) => {
		const { room_id } = await fixture().createRoom();
		const other = await fixture().createRoom();
		await fixture().control.faults.add({ ...fault, match: { path: other.room_id } });
		const outcome = await fixture().run(GET_ROOM, { items: rooms(room_id, other.room_id, room_id), onError: 'continueErrorOutput' });
		expect(pairsOf(outcome.items)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(outcome.errorItems).toMatchObject([{ json: { room: other.room_id, deal: 1 }, pairedItem: { item: 1 } }]);
		expect(outcome.errorItems[0].json.error).toContain(message);
		expect(leakedSecrets(fixture(), outcome)).toEqual([]);
	});

	test('does so when every item fails, and no secret is in the items', async () => {
		fixture().engine.useCredential({ appKey: 'wrong' });
		const outcome = await fixture().run(GET_ROOM, { items: rooms('r1', 'r2', 'r3'), onError: 'continueErrorOutput' });
		expect(outcome.items).toEqual([]);
		expect(errorsOf(outcome.errorItems)).toEqual([0, 1, 2].map((item) => ['Application not found', { item }]));
	});

	test('keeps all fields of the input but those called error or message, whose place the node takes', async () => {
		const items = itemsOf({ room: UNKNOWN, deal: 7, message: 'mine' } as IDataObject);
		const { errorItems } = await fixture().run(GET_ROOM, { items, onError: 'continueErrorOutput' });
		expect(errorItems[0].json).toMatchObject({ room: UNKNOWN, deal: 7, error: 'Room not found', message: expect.stringContaining('Check the Room') });
	});

	test('is understood by n8n 1.x, too, which knows an error item by these two keys and no other', async () => {
		const { items } = await fixture().run(GET_ROOM, { items: rooms(UNKNOWN), onError: 'continueRegularOutput' });
		expect(Object.keys(items[0].json)).toEqual(['error', 'message']);
	});
});

describe('Many items in one run', () => {
	test('make 100 rooms, each for its own item, in the order of the items', async () => {
		const items = itemsOf(...Array.from({ length: 100 }, (_, index) => ({ topic: `Meeting ${index}` })));
		const parameters = { resource: 'room', operation: 'create', name: '={{ $json.topic }}', ownerRef: '={{ $itemIndex }}' };
		const outcome = await fixture().run(parameters, { items });
		expect(outcome.items.map(({ json, pairedItem }) => [json.name, json.owner_ref, pairedItem])).toEqual(
			Array.from({ length: 100 }, (_, index) => [`Meeting ${index}`, String(index), { item: index }]),
		);
		expect(new Set(outcome.items.map(({ json }) => json.room_id)).size).toBe(100);
		expect(await fixture().control.requests({ path: '/rooms' })).toHaveLength(100);
	});

	test('are paired right when one of two gives nothing and the other gives many', async () => {
		const empty = await fixture().createRoom();
		const full = await fixture().createRoom();
		await callsEndingAt(fixture().control, full.room_id, ['2024-03-10T10:00:00Z', '2024-03-10T11:00:00Z']);
		for (const [ids, pairs] of [
			[[empty.room_id, full.room_id], [{ item: 1 }, { item: 1 }]],
			[[full.room_id, empty.room_id], [{ item: 0 }, { item: 0 }]],
		] as const) {
			const { items } = await fixture().run(GET_CDRS, { items: rooms(...ids) });
			expect(pairsOf(items)).toEqual(pairs);
		}
	});
});
