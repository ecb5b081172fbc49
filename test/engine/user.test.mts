import type { INodeParameters } from 'n8n-workflow';

import { locator, useFixture } from './fixture.mts';

const fixture = useFixture();
const usersOf = async (room_id: string, parameters: INodeParameters = {}) =>
	await fixture().run({ resource: 'user', operation: 'getAll', roomId: locator(room_id), ...parameters });

async function runningRoom(users: number) {
	const { room_id } = await fixture().createRoom();
	const names = Array.from({ length: users }, (_, index) => ({ name: `User ${index + 1}`, userRef: `u${index + 1}` }));
	await fixture().control.runSession({ roomId: room_id, users: names, keepRunning: true });
	return room_id;
}

describe('Get Many users', () => {
	test('gives the users who are in the session now, as the API does', async () => {
		const { items } = await usersOf(await runningRoom(1));
		expect(items).toEqual([
			{
				json: {
					name: 'User 1',
					user_ref: 'u1',
					role: 'participant',
					permissions: { publish: true, subscribe: true, record: false, stats: true, controlhandlers: true },
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	test('asks for the users of the room', async () => {
		const room_id = await runningRoom(1);
		const [request] = await fixture().requestsOf({ resource: 'user', operation: 'getAll', roomId: locator(room_id) });
		expect(request).toMatchObject({ method: 'GET', url: `/video/v2/rooms/${room_id}/users`, body: null });
	});

	test('gives as many as Limit says, or all of them', async () => {
		const room_id = await runningRoom(60);
		expect((await usersOf(room_id)).items).toHaveLength(50);
		expect((await usersOf(room_id, { limit: 2 })).items.map(({ json }) => json.name)).toEqual(['User 1', 'User 2']);
		expect((await usersOf(room_id, { returnAll: true })).items).toHaveLength(60);
	});

	test.each(['null', 'empty', 'missing'] as const)('gives no item without a session, when the API writes that as %s', async (usersWhenInactive) => {
		await fixture().control.settings({ usersWhenInactive });
		const { room_id } = await fixture().createRoom();
		const { items, error } = await usersOf(room_id);
		expect({ items, error }).toEqual({ items: [], error: undefined });
	});

	test('gives one empty item without a session, when Always Output Data is on', async () => {
		const { room_id } = await fixture().createRoom();
		const parameters = { resource: 'user', operation: 'getAll', roomId: locator(room_id) };
		const { items } = await fixture().run(parameters, { alwaysOutputData: true });
		expect(items.map(({ json }) => json)).toEqual([{}]);
	});

	test('gives no item once the session is over', async () => {
		const room_id = await runningRoom(2);
		await fixture().control.endSession({ roomId: room_id });
		expect((await usersOf(room_id)).items).toEqual([]);
	});

	test('fails in the words of the API for a room that does not exist', async () => {
		expect((await usersOf('000000000000000000000000')).error).toMatchObject({ message: 'Room not found' });
	});
});
