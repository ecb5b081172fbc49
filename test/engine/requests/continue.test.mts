import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { callsEndingAt } from '../../lib/engine/calls.mts';
import { itemsOf, pairsOf, useFixture } from '../../lib/engine/fixture.mts';
import { leakedSecrets } from '../../lib/engine/secrets.mts';
import { parametersIn, parametersOf } from '../../lib/operations/index.mts';

const fixture = useFixture();
const GET_ROOM = parametersIn('room.get', '={{ $json.room }}');
const GET_CDRS = parametersIn('cdr.getAll', '={{ $json.room }}', { returnAll: true });
const UNKNOWN = '000000000000000000000000';

/** Input items with these rooms, each with another field that must be kept. */
const rooms = (...ids: string[]) => itemsOf(...ids.map((room, index) => ({ room, deal: index })));
const errorsOf = (items: INodeExecutionData[]) => items.map(({ json, pairedItem }) => [json.error, pairedItem]);

describe('Without Continue On Fail', () => {
	test('the node fails, and its error names the item', async () => {
		const { room_id } = await fixture().createRoom();
		const { items, error } = await fixture().run(GET_ROOM, { items: rooms(room_id, room_id, UNKNOWN, room_id) });
		expect(items).toEqual([]);
		expect(error).toMatchObject({ message: 'Room not found', context: { itemIndex: 2, runIndex: 0 } });
	});

	test('an error about wrong input names the item too', async () => {
		const { room_id } = await fixture().createRoom();
		const { error } = await fixture().run(GET_ROOM, { items: rooms(room_id, '../rooms') });
		expect(error).toMatchObject({ message: 'Room "../rooms" is not an ID', context: { itemIndex: 1 } });
	});

	test('the first of several errors is reported', async () => {
		const { error } = await fixture().run(GET_ROOM, { items: rooms('a/b', UNKNOWN) });
		expect(error).toMatchObject({ message: 'Room "a/b" is not an ID', context: { itemIndex: 0 } });
	});
});

describe('Continue', () => {
	test('returns an item for each input item, in order, with the error for those that failed', async () => {
		const { room_id } = await fixture().createRoom();
		const outcome = await fixture().run(GET_ROOM, { items: rooms(UNKNOWN, room_id, 'a/b', room_id), onError: 'continueRegularOutput' });
		expect(outcome.error).toBeUndefined();
		expect(outcome.items.map(({ json }) => json.error ?? json.room_id)).toEqual(['Room not found', room_id, 'Room "a/b" is not an ID', room_id]);
		expect(pairsOf(outcome.items)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }, { item: 3 }]);
		expect(outcome.items[0].json).toEqual({ error: 'Room not found', message: expect.stringContaining('EnableX code 40001') });
	});

	test('returns the records of the successful items and one error for each failed one', async () => {
		const { room_id } = await fixture().createRoom();
		await callsEndingAt(fixture().control, room_id, ['2024-03-10T10:00:00Z', '2024-03-10T11:00:00Z']);
		const { items } = await fixture().run(GET_CDRS, { items: rooms('a/b', room_id, 'a/b'), onError: 'continueRegularOutput' });
		expect(pairsOf(items)).toEqual([{ item: 0 }, { item: 1 }, { item: 1 }, { item: 2 }]);
	});
});

describe('Continue (using error output)', () => {
	test('sends failed items to the error output with the fields of their input, and successful ones to the first output', async () => {
		const { room_id } = await fixture().createRoom();
		const outcome = await fixture().run(GET_ROOM, { items: rooms(UNKNOWN, room_id, 'a/b'), onError: 'continueErrorOutput' });
		expect(outcome.error).toBeUndefined();
		expect(outcome.items).toEqual([{ json: expect.objectContaining({ room_id }), pairedItem: { item: 1 } }]);
		expect(outcome.errorItems).toEqual([
			{ json: { room: UNKNOWN, deal: 0, error: 'Room not found', message: expect.stringContaining('Check the Room') }, pairedItem: { item: 0 } },
			{ json: { room: 'a/b', deal: 2, error: 'Room "a/b" is not an ID', message: expect.any(String) }, pairedItem: { item: 2 } },
		]);
	});

	test('does so for operations that return many items', async () => {
		const { room_id } = await fixture().createRoom();
		await callsEndingAt(fixture().control, room_id, ['2024-03-10T10:00:00Z', '2024-03-10T11:00:00Z']);
		const outcome = await fixture().run(GET_CDRS, { items: rooms('a/b', room_id), onError: 'continueErrorOutput' });
		expect(pairsOf(outcome.items)).toEqual([{ item: 1 }, { item: 1 }]);
		expect(outcome.errorItems).toMatchObject([{ json: { deal: 0, error: 'Room "a/b" is not an ID' }, pairedItem: { item: 0 } }]);
	});

	test.each([
		['an API error', { kind: 'ok200Error', result: 50000, error: 'Not today' }, 'Not today'],
		['a response that is not JSON', { kind: 'truncated' }, 'it was cut off'],
		['a broken connection', { kind: 'drop' }, 'closed the connection unexpectedly'],
		['a response without the room', { kind: 'body', body: { result: 0 } }, 'lacks the "room"'],
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

	test('does so if every item fails', async () => {
		fixture().engine.useCredential({ appKey: 'wrong' });
		const outcome = await fixture().run(GET_ROOM, { items: rooms('r1', 'r2', 'r3'), onError: 'continueErrorOutput' });
		expect(outcome.items).toEqual([]);
		expect(errorsOf(outcome.errorItems)).toEqual([0, 1, 2].map((item) => ['Application not found', { item }]));
	});

	test('keeps all fields of the input except error and message, which the node replaces', async () => {
		const items = itemsOf({ room: UNKNOWN, deal: 7, message: 'mine' } as IDataObject);
		const { errorItems } = await fixture().run(GET_ROOM, { items, onError: 'continueErrorOutput' });
		expect(errorItems[0].json).toMatchObject({ room: UNKNOWN, deal: 7, error: 'Room not found', message: expect.stringContaining('Check the Room') });
	});

	test('works in n8n 1.x, which recognizes an error item by exactly these two keys', async () => {
		const { items } = await fixture().run(GET_ROOM, { items: rooms(UNKNOWN), onError: 'continueRegularOutput' });
		expect(Object.keys(items[0].json)).toEqual(['error', 'message']);
	});
});

describe('Many items in one run', () => {
	test('create 100 rooms, one for each item, in the order of the items', async () => {
		const items = itemsOf(...Array.from({ length: 100 }, (_, index) => ({ topic: `Meeting ${index}` })));
		const parameters = parametersOf('room.create', { name: '={{ $json.topic }}', ownerRef: '={{ $itemIndex }}' });
		const outcome = await fixture().run(parameters, { items });
		expect(outcome.items.map(({ json, pairedItem }) => [json.name, json.owner_ref, pairedItem])).toEqual(
			Array.from({ length: 100 }, (_, index) => [`Meeting ${index}`, String(index), { item: index }]),
		);
		expect(new Set(outcome.items.map(({ json }) => json.room_id)).size).toBe(100);
		expect(await fixture().control.requests({ path: '/rooms' })).toHaveLength(100);
	});

	test('are paired correctly if one returns no items and the other returns several', async () => {
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
