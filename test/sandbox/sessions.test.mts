import type { Sandbox } from './index.mts';
import { type ApiClient, legacyError, useSandbox } from './support.mts';

describe('sessions in the sandbox', () => {
	let sandbox: Sandbox;
	let api: ApiClient;

	useSandbox((started, caller) => {
		sandbox = started;
		api = caller;
	});

	const users = [{ name: 'Ann', role: 'moderator' as const, seconds: 300 }, { name: 'Bob', seconds: 60 }];

	it('shows a running session in the room, as the real service does', async () => {
		const { room_id } = await api.room();
		await sandbox.control.runSession({ roomId: room_id, users, keepRunning: true });
		const { room } = (await api.get(`/rooms/${room_id}`)).json;
		expect(room).toMatchObject({ isRoomActive: true, isMediaServerAvailable: false, enablexControllerId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
		await sandbox.control.endSession({ roomId: room_id });
		expect((await api.get(`/rooms/${room_id}`)).json.room).not.toHaveProperty('isRoomActive');
	});

	it('refuses to change or delete a room with a session', async () => {
		const { room_id } = await api.room();
		await sandbox.control.runSession({ roomId: room_id, users, keepRunning: true });
		expect(await api.patch(`/rooms/${room_id}`, { name: 'New' })).toMatchObject({ status: 409, json: legacyError(10030) });
		expect(await api.delete(`/rooms/${room_id}`)).toMatchObject({ status: 500, json: legacyError(50004) });
		await sandbox.control.endSession({ roomId: room_id });
		expect((await api.delete(`/rooms/${room_id}`)).json).toEqual({ result: 0 });
	});

	it('starts and ends a planned session by the clock', async () => {
		const { room_id } = await api.room();
		const { now } = await sandbox.control.clock();
		const startAt = new Date(Date.parse(now) + 60_000).toISOString();
		await sandbox.control.runSession({ roomId: room_id, users, startAt });
		const isActive = async () => (await api.get(`/rooms/${room_id}`)).json.room.isRoomActive;
		expect(await isActive()).toBeUndefined();
		await sandbox.control.advanceClock({ seconds: 120 });
		expect(await isActive()).toBe(true);
		await sandbox.control.advanceClock({ seconds: 300 });
		expect(await isActive()).toBeUndefined();
	});

	it('removes an adhoc room after its session but keeps its CDRs', async () => {
		const { room_id } = await api.room({ adhoc: true });
		await sandbox.control.runSession({ roomId: room_id, users });
		expect((await api.get(`/rooms/${room_id}`)).json).toEqual(legacyError(40001));
		expect((await api.get('/rooms')).json.rooms).toEqual([]);
		expect((await api.get(`/cdr/room/${room_id}`)).json.cdr).toHaveLength(2);
	});

	it('keeps an adhoc room with a duration until that has passed since the start of its first session', async () => {
		const { room_id } = await api.room({ adhoc: true, duration: 30 });
		const { now } = await sandbox.control.clock();
		await sandbox.control.runSession({ roomId: room_id, users, startAt: now });
		await sandbox.control.advanceClock({ seconds: 20 * 60 });
		expect((await api.get(`/rooms/${room_id}`)).json.result).toBe(0);
		await sandbox.control.runSession({ roomId: room_id, users, startAt: new Date(Date.parse(now) + 29 * 60_000).toISOString() });
		await sandbox.control.advanceClock({ seconds: 11 * 60 });
		expect((await api.get(`/rooms/${room_id}`)).json.room.isRoomActive).toBe(true);
		await sandbox.control.advanceClock({ seconds: 5 * 60 });
		expect((await api.get(`/rooms/${room_id}`)).json).toEqual(legacyError(40001));
	});

	it('explains in a sentence why it cannot start or end a session', async () => {
		const { room_id } = await api.room();
		await expect(sandbox.control.runSession({ roomId: 'none', users })).rejects.toThrow('There is no room none.');
		await expect(sandbox.control.endSession({ roomId: room_id })).rejects.toThrow('There is no open session');
		await sandbox.control.runSession({ roomId: room_id, users, keepRunning: true });
		await expect(sandbox.control.runSession({ roomId: room_id, users })).rejects.toThrow('already running');
	});
});
