import type { Sandbox } from './index.mts';
import { type ApiClient, legacyError, useSandbox } from './support.mts';

describe('users of a running session in the sandbox', () => {
	let sandbox: Sandbox;
	let api: ApiClient;

	useSandbox((started, caller) => {
		sandbox = started;
		api = caller;
	});

	it('lists a participant exactly as documented', async () => {
		const { room_id } = await api.room();
		await sandbox.control.runSession({ roomId: room_id, users: [{ name: 'User Name', userRef: 'xxx' }], keepRunning: true });
		expect((await api.get(`/rooms/${room_id}/users`)).json).toEqual({
			result: 0,
			total: 1,
			users: [{
				name: 'User Name', user_ref: 'xxx', role: 'participant',
				permissions: { publish: true, subscribe: true, record: false, stats: true, controlhandlers: true },
			}],
		});
	});

	it('lists only users who have joined and not yet left', async () => {
		const { room_id } = await api.room();
		await sandbox.control.runSession({
			roomId: room_id,
			users: [{ name: 'Ann' }, { name: 'Bob', seconds: 60 }, { name: 'Cleo', joinAfterSeconds: 120 }],
			keepRunning: true,
		});
		const names = async () => (await api.get(`/rooms/${room_id}/users`)).json.users?.map((user) => user.name);
		expect(await names()).toEqual(['Ann', 'Bob']);
		await sandbox.control.advanceClock({ seconds: 90 });
		expect(await names()).toEqual(['Ann']);
		await sandbox.control.advanceClock({ seconds: 60 });
		expect(await names()).toEqual(['Ann', 'Cleo']);
	});

	it.each([
		['null', { result: 0, total: 0, users: null }],
		['empty', { result: 0, total: 0, users: [] }],
		['missing', { result: 0 }],
	] as const)('returns the list of a room without a session as %s', async (usersWhenInactive, body) => {
		await sandbox.control.settings({ usersWhenInactive });
		const { room_id } = await api.room();
		expect(await api.get(`/rooms/${room_id}/users`)).toMatchObject({ status: 200, text: JSON.stringify(body) });
	});

	it('replies 40001 for an unknown room', async () => {
		expect((await api.get('/rooms/nothing/users')).json).toEqual(legacyError(40001));
	});
});
