import type { INodeParameters } from 'n8n-workflow';

import { hintsOf } from '../../lib/engine/executions.mts';
import { CREATE_ROOM, itemsOf, pairsOf, useFixture } from '../../lib/engine/fixture.mts';
import { operationOf, parametersOf, type OperationId } from '../../lib/operations/index.mts';
import { fieldsOf, variantsShowing, withValue } from '../../lib/operations/values.mts';

const fixture = useFixture();

/** Create or Update with its own defaults, for the owner of CREATE_ROOM. */
const book = (changes: INodeParameters = {}): INodeParameters => ({ ...CREATE_ROOM, operation: 'upsert', ...changes });
const SCHEDULED = { roomType: 'scheduled', scheduledTime: '2031-07-01T09:00:00', duration: 30 };
const rooms = async () => await fixture().output(parametersOf('room.getAll', { returnAll: true }));
const sent = async (parameters: INodeParameters) =>
	(await fixture().requestsOf(parameters)).map(({ method, path, body }) => [method, path.replace('/video/v2', ''), body]);

describe('Create or Update', () => {
	test('creates the room as Create would, and finds it afterwards', async () => {
		const [created] = await fixture().output(book());
		const { was_created, ...room } = created;
		expect(was_created).toBe(true);
		expect(Object.keys(room)).toEqual(operationOf('room.create').output);
		expect(await fixture().output(book())).toEqual([{ ...room, was_created: false }]);
		expect(await rooms()).toHaveLength(1);
	});

	test('sends nothing but the list if the room is as it should be, also with types that the API echoes', async () => {
		const changes = { ...SCHEDULED, additionalFields: { participants: 5, knock: true, description: '', sipEnabled: true, data: '{"a":{"b":[1,2]}}', liveRecording: { url: 'https://example.com/v' } } };
		await fixture().output(book(changes));
		expect(await sent(book(changes))).toEqual([['GET', '/rooms', null]]);
		const echoed = { room_id: 'r1', name: 'Weekly', owner_ref: 'deal-1', settings: { mode: 'group', scheduled: 'true', scheduled_time: '2031-07-01T09:00:00.000Z', duration: '30', participants: '5', knock: 'true' } };
		await fixture().control.faults.add({ kind: 'body', body: { result: '0', rooms: [echoed] } });
		expect(await sent(book({ ...SCHEDULED, additionalFields: { participants: 5, knock: true } }))).toEqual([['GET', '/rooms', null]]);
	});

	test('changes only what differs, and gives the room back as it is then', async () => {
		await fixture().output(book({ ...SCHEDULED, additionalFields: { participants: 5, quality: 'SD', data: '{"a":1}' } }));
		const [{ room_id }] = await rooms();
		const changes = { ...SCHEDULED, name: 'Moved', scheduledTime: '2031-07-02T09:00:00', additionalFields: { participants: 5, quality: 'HD', data: '{"b":1}' } };
		expect(await sent(book(changes))).toEqual([
			['GET', '/rooms', null],
			['PATCH', `/rooms/${room_id}`, { name: 'Moved', data: { b: 1 }, settings: { scheduled_time: '2031-07-02 09:00:00', quality: 'HD' } }],
			['GET', `/rooms/${room_id}`, null],
		]);
		expect(await rooms()).toMatchObject([{ room_id, name: 'Moved', scheduled_time: '2031-07-02T09:00:00.000Z', end_time: '2031-07-02T09:30:00.000Z', data: { b: 1 }, participants: 5 }]);
	});

	test('keeps the room as it is with If Found: Keep, whatever differs', async () => {
		await fixture().output(book());
		const [{ room_id }] = await rooms();
		const items = await fixture().output(book({ ifFound: 'keep', name: 'Other', mode: 'lecture', ...SCHEDULED }));
		expect(items).toMatchObject([{ room_id, name: 'Weekly', type: 'permanent', mode: 'group', was_created: false }]);
	});

	test('matches exactly, on the owner or on the owner and the name', async () => {
		await fixture().output(book({ ownerRef: 'deal-10' }));
		await fixture().output(book({ ownerRef: 'Deal-1' }));
		expect(await fixture().output(book())).toMatchObject([{ was_created: true }]);
		const onName = { matchOn: 'ownerRefAndName', name: 'Second' };
		expect(await fixture().output(book(onName))).toMatchObject([{ name: 'Second', was_created: true }]);
		expect(await fixture().output(book(onName))).toMatchObject([{ name: 'Second', was_created: false }]);
		expect(await rooms()).toHaveLength(4);
	});

	test('moves a scheduled room that is over to its new time', async () => {
		const { control } = fixture();
		await fixture().output(book(SCHEDULED));
		const [{ room_id }] = await rooms();
		await control.setClock({ now: '2031-07-01T12:00:00Z', frozen: true });
		const items = await fixture().output(book({ ...SCHEDULED, scheduledTime: '2031-07-08T09:00:00' }));
		expect(items).toMatchObject([{ room_id, scheduled_time: '2031-07-08T09:00:00.000Z', was_created: false }]);
	});

	test('finds a room whose time has passed, and changes the rest of it, but creates none for such a time and moves none there', async () => {
		const { control } = fixture();
		await control.setClock({ now: '2024-01-31T09:00:00Z', frozen: true });
		const settings = { scheduled: true, scheduled_time: '2024-02-01 09:00:00', duration: 30 };
		const { roomIds: [room_id] } = await control.seedRooms({ count: 1, namePrefix: 'Demo', settings });
		const past = { ...SCHEDULED, name: 'Demo 1', ownerRef: 'owner-1', scheduledTime: '2024-02-01T09:00:00' };
		expect(await fixture().output(book(past))).toMatchObject([{ room_id, was_created: false }]);
		expect(await fixture().output(book({ ...past, name: 'Renamed' }))).toMatchObject([{ room_id, name: 'Renamed', was_created: false }]);
		await control.clearRequests();
		for (const changes of [{ ownerRef: 'owner-2' }, { scheduledTime: '2024-02-01T10:00:00' }]) {
			expect((await fixture().run(book({ ...past, name: 'Renamed', ...changes }))).error?.message).toMatch(/^Scheduled Time .* is in the past$/);
		}
		expect((await control.requests()).map(({ method }) => method)).toEqual(['GET', 'GET']);
	});

	test("shows the API's limits: a room with a running session is not changed", async () => {
		await fixture().output(book());
		const [{ room_id }] = await rooms();
		await fixture().control.runSession({ roomId: String(room_id), users: [{ name: 'Ann' }], keepRunning: true });
		expect(await fixture().output(book())).toMatchObject([{ room_id, was_created: false }]);
		expect((await fixture().run(book({ name: 'Other' }))).error?.message).toBe('A session is running in this room, or is about to start: Denied Update request on active room');
	});

	test('returns a room with a running session as it is if EnableX does not say whether it is already as wanted', async () => {
		const { control } = fixture();
		await control.settings({ roomGeneration: '2018' });
		const adhoc = { roomType: 'adhoc', additionalFields: { moderators: 2, participants: 5 } };
		await fixture().output(book(adhoc));
		const [{ room_id }] = await rooms();
		await control.runSession({ roomId: String(room_id), users: [{ name: 'Ann' }], keepRunning: true });
		const { items, run } = await fixture().run(book(adhoc));
		expect(items).toMatchObject([{ json: { room_id, was_created: false } }]);
		expect(hintsOf(run)).toEqual([`The room ${String(room_id)} has a running session and was not updated. EnableX does not say whether its settings are already as you want them`]);
		const { error } = await fixture().run(book({ ...adhoc, additionalFields: { moderators: 2, participants: 6 } }));
		expect(error?.message).toMatch(/^A session is running in this room/);
	});

	test.each<[what: string, changes: INodeParameters, message: string]>([
		['mode', { mode: 'lecture' }, 'Mode is lecture, but the existing room has Mode group'],
		['type', SCHEDULED, 'Room Type is scheduled, but the existing room has Room Type permanent'],
	])('refuses another %s, which EnableX cannot change, and says what to do', async (_what, changes, message) => {
		await fixture().output(book());
		const [{ room_id }] = await rooms();
		const { error } = await fixture().run(book(changes));
		expect(error?.message).toBe(message);
		expect(error?.description).toMatch(new RegExp(`^The room ${room_id} has Owner Reference "deal-1", and EnableX cannot change .*, set If Found to Keep as It Is, or delete that room$`));
	});

	test('gives the changed room and a hint if only reading it again fails', async () => {
		await fixture().output(book());
		const [{ room_id }] = await rooms();
		await fixture().control.faults.add({ kind: 'status', status: 400, result: 50003, error: 'Not now', match: { method: 'GET', path: String(room_id) } });
		const { items, run } = await fixture().run(book({ name: 'Other', additionalFields: { participants: 3 } }));
		expect(items).toMatchObject([{ json: { room_id, name: 'Other', participants: 3, mode: 'group', was_created: false } }]);
		expect(hintsOf(run)).toEqual([`The room ${room_id} was updated, but could not be read again: Not now`]);
	});
});

describe('Create or Update ends with one room for its match', () => {
	test.each(['customOperations', 'routing'] as const)('when ten items of a run want the same (%s)', async (carrier) => {
		const items = itemsOf(...Array.from({ length: 10 }, (_, index) => ({ name: `Name ${index}` })));
		const outcome = await fixture().run(book({ name: '={{ $json.name }}' }), { items, carrier });
		expect(pairsOf(outcome.items)).toEqual(items.map((_, item) => ({ item })));
		expect(outcome.items.map(({ json }) => [json.name, json.was_created])).toEqual(items.map(({ json }, index) => [json.name, index === 0]));
		expect(new Set(outcome.items.map(({ json }) => json.room_id)).size).toBe(1);
		// They took turns, so no second room was ever made.
		expect((await fixture().control.requests()).filter(({ method }) => method === 'POST' || method === 'DELETE')).toHaveLength(1);
		expect(await rooms()).toMatchObject([{ name: 'Name 9' }]);
	});

	test('while items of other owners do not wait for them', async () => {
		const items = itemsOf(...Array.from({ length: 30 }, (_, index) => ({ owner: `deal-${index % 3}` })));
		const outcome = await fixture().run(book({ ownerRef: '={{ $json.owner }}' }), { items });
		expect(outcome.items.map(({ json }) => json.owner_ref)).toEqual(items.map(({ json }) => json.owner));
		expect(await rooms()).toHaveLength(3);
	});

	test('when four executions want it at the same time', async () => {
		await fixture().control.settings({ latencyMs: 20 });
		const outputs = await Promise.all([1, 2, 3, 4].map(async () => await fixture().output(book())));
		expect(new Set(outputs.map(([{ room_id }]) => room_id)).size).toBe(1);
		expect(await rooms()).toHaveLength(1);
	});

	test('when a caller asks again whose first answer was lost', async () => {
		await fixture().control.faults.add({ kind: 'drop', when: 'mid', match: { method: 'POST' }, times: 1 });
		expect((await fixture().run(book())).error?.message).toMatch(/closed the connection unexpectedly/);
		expect(await fixture().output(book())).toMatchObject([{ was_created: false }]);
		expect(await rooms()).toHaveLength(1);
	});

	test('when the list could not be read again: the error names the room, and the next run uses it', async () => {
		await fixture().control.faults.add({ kind: 'status', status: 400, result: 50002, error: 'Not now', match: { method: 'GET', path: '/rooms' }, after: 1 });
		const { error } = await fixture().run(book());
		await fixture().control.faults.clear();
		const [{ room_id }] = await rooms();
		expect(error?.message).toBe('Not now');
		expect(error?.description).toMatch(new RegExp(`^(Tried \\d times\\. )?The room ${room_id} was created, but the node could not check for duplicates\\. Run it again`));
		expect(await fixture().output(book())).toMatchObject([{ room_id, was_created: false }]);
	});

	test('when there are several already: the oldest, with a hint that names the others', async () => {
		const ids: unknown[] = [];
		for (const now of ['2031-01-03', '2031-01-01', '2031-01-02']) {
			await fixture().control.setClock({ now: `${now}T09:00:00Z`, frozen: true });
			ids.push((await fixture().createRoom()).room_id);
		}
		const { items, run } = await fixture().run(book({ additionalFields: { participants: 4 } }));
		expect(items).toMatchObject([{ json: { room_id: ids[1], participants: 4, was_created: false } }]);
		expect(hintsOf(run)).toEqual([`3 rooms have Owner Reference "deal-1". The oldest, ${ids[1]}, is used; the others are ${ids[2]}, ${ids[0]}`]);
	});
});

describe('The fields of a new room are sent as Create sends them', () => {
	const createFields = fieldsOf('room.create').filter(({ field, path }) => field.sends !== 'nothing' && field.sends !== 'another variant' && path[0] !== 'options');

	test.each(createFields)('$title', async (named) => {
		for (const { what } of variantsShowing('room.create', named)) {
			const bodyOf = async (id: OperationId) => {
				const parameters = withValue({ ...parametersOf('room.create', {}, what), operation: operationOf(id).operation }, named.path, named.field.sample);
				return (await fixture().requestsOf(parameters)).find(({ method }) => method === 'POST')?.body;
			};
			await fixture().control.reset();
			const created = await bodyOf('room.create');
			await fixture().control.reset();
			expect(await bodyOf('room.upsert')).toEqual(created);
			expect(created).toBeDefined();
		}
	});
});
