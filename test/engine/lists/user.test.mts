import type { INodeParameters } from 'n8n-workflow';

import { useFixture } from '../../lib/engine/fixture.mts';
import { parametersIn } from '../../lib/operations/index.mts';

const fixture = useFixture();
const usersOf = async (room_id: string, parameters: INodeParameters = {}) =>
	await fixture().run(parametersIn('user.getAll', room_id, parameters));

async function runningRoom(users: number) {
	const { room_id } = await fixture().createRoom();
	const names = Array.from({ length: users }, (_, index) => ({ name: `User ${index + 1}`, userRef: `u${index + 1}` }));
	await fixture().control.runSession({ roomId: room_id, users: names, keepRunning: true });
	return room_id;
}

describe('Get Many users', () => {
	test('returns the users who are in the session now, as the API lists them, with their room', async () => {
		const room_id = await runningRoom(1);
		const { items } = await usersOf(room_id);
		expect(items).toEqual([
			{
				json: {
					name: 'User 1',
					user_ref: 'u1',
					role: 'participant',
					permissions: { publish: true, subscribe: true, record: false, stats: true, controlhandlers: true },
					room_id,
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	test('requests the users of the room', async () => {
		const room_id = await runningRoom(1);
		const [request] = await fixture().requestsOf(parametersIn('user.getAll', room_id));
		expect(request).toMatchObject({ method: 'GET', url: `/video/v2/rooms/${room_id}/users`, body: null });
	});

	test('returns as many as Limit says, or all of them', async () => {
		const room_id = await runningRoom(60);
		expect((await usersOf(room_id)).items).toHaveLength(50);
		expect((await usersOf(room_id, { limit: 2 })).items.map(({ json }) => json.name)).toEqual(['User 1', 'User 2']);
		expect((await usersOf(room_id, { returnAll: true })).items).toHaveLength(60);
	});

	test.each(['null', 'empty', 'missing'] as const)('returns no item without a session, sent as %s', async (usersWhenInactive) => {
		await fixture().control.settings({ usersWhenInactive });
		const { room_id } = await fixture().createRoom();
		const { items, error } = await usersOf(room_id);
		expect({ items, error }).toEqual({ items: [], error: undefined });
	});

	test('returns one empty item without a session if Always Output Data is on', async () => {
		const { room_id } = await fixture().createRoom();
		const { items } = await fixture().run(parametersIn('user.getAll', room_id), { alwaysOutputData: true });
		expect(items.map(({ json }) => json)).toEqual([{}]);
	});

	test('returns no item once the session is over', async () => {
		const room_id = await runningRoom(2);
		await fixture().control.endSession({ roomId: room_id });
		expect((await usersOf(room_id)).items).toEqual([]);
	});

	test("fails with the API's message for a room that does not exist", async () => {
		expect((await usersOf('000000000000000000000000')).error).toMatchObject({ message: 'Room not found' });
	});
});
