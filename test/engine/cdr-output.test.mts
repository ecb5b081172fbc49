import type { INodeParameters } from 'n8n-workflow';

import { callsEndingAt } from './calls.mts';
import { useFixture } from './fixture.mts';

const fixture = useFixture();
const byRoom = (roomId: string, parameters: INodeParameters = {}) => ({
	resource: 'cdr',
	operation: 'getAll',
	findBy: 'room',
	roomId: { __rl: true, mode: 'id', value: roomId },
	...parameters,
});

async function roomWithCall() {
	const { room_id } = await fixture().createRoom({ name: 'Demo' });
	const session = await fixture().control.runSession({
		roomId: room_id,
		startAt: '2024-03-10T10:00:00Z',
		users: [{ name: 'Ann', userRef: 'contact-1', role: 'moderator', seconds: 90, quality: 'Bad' }],
	});
	return { room_id, session };
}

describe('The items of Get Many CDRs', () => {
	test('are flat records of one connection each', async () => {
		const { room_id, session } = await roomWithCall();
		const { items } = await fixture().run(byRoom(room_id));
		expect(items).toEqual([
			{
				json: {
					cdr_id: session.cdrIds[0],
					conf_num: session.confNum,
					room_id,
					room_name: 'Demo',
					owner_ref: 'deal-1',
					user_name: 'Ann',
					user_ref: 'contact-1',
					role: 'moderator',
					connected_at: '2024-03-10T10:00:00.000Z',
					disconnected_at: '2024-03-10T10:01:30.000Z',
					duration_seconds: 90,
					call_quality: 'Bad',
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	test('come newest first, and Limit keeps the newest', async () => {
		const { room_id } = await fixture().createRoom();
		const ends = ['2024-03-11T10:00:00Z', '2024-03-13T10:00:00Z', '2024-03-10T10:00:00Z', '2024-03-12T10:00:00Z'];
		await callsEndingAt(fixture().control, room_id, ends);
		const names = async (parameters: INodeParameters) =>
			(await fixture().output(byRoom(room_id, parameters))).map(({ user_name }) => String(user_name).slice(8, 10));
		expect(await names({ returnAll: true })).toEqual(['13', '12', '11', '10']);
		expect(await names({ limit: 2 })).toEqual(['13', '12']);
	});

	test('are 50 when nothing is said', async () => {
		const { roomId } = await fixture().control.seedCdrs({ count: 70, from: '2024-03-10', to: '2024-03-12' });
		const cdrs = await fixture().output(byRoom(roomId));
		expect(cdrs).toHaveLength(50);
		expect(cdrs[0].disconnected_at).toBe('2024-03-12T23:59:59.999Z');
	});

	test('have null for what the older generation of the API does not tell', async () => {
		const { room_id } = await roomWithCall();
		await fixture().control.settings({ cdrGeneration: 'old' });
		expect(await fixture().output(byRoom(room_id))).toMatchObject([
			{ room_id, room_name: null, owner_ref: null, call_quality: null, user_name: 'Ann', duration_seconds: 90 },
		]);
	});

	test('are the objects of the API when Simplify is off', async () => {
		const { room_id, session } = await roomWithCall();
		expect(await fixture().output(byRoom(room_id, { simplify: false }))).toMatchObject([
			{ cdr_id: session.cdrIds[0], user: { name: 'Ann', ip: '192.0.2.100' }, room: { room_details: { name: 'Demo' } }, usage: { connect_minutes: 90 } },
		]);
	});

	test('never have the join token that the older generation keeps in user.token', async () => {
		const { room_id } = await roomWithCall();
		await fixture().control.settings({ cdrGeneration: 'old' });
		const [record] = await fixture().output(byRoom(room_id, { simplify: false }));
		expect(record.user).toEqual({ name: 'Ann', ref: 'contact-1', role: 'moderator', ip: '192.0.2.100', agent: expect.any(String), confName: '' });
		expect(record.published_track).toMatchObject({ audio: 'true', screen: 'false' });
		expect(JSON.stringify(record)).not.toContain('token');
	});

	test.each(['array', 'null', 'missing'] as const)('are none when there are no records, written as %s', async (emptyLists) => {
		await fixture().control.settings({ emptyLists });
		const { room_id } = await fixture().createRoom();
		const { items, error } = await fixture().run(byRoom(room_id));
		expect({ items, error }).toEqual({ items: [], error: undefined });
	});

	test('keep a record whose time cannot be read, at the end', async () => {
		const cdr = [{ cdr_id: 'x', trans_date: 'yesterday' }, { cdr_id: 'y', trans_date: '2024-03-10T10:00:00.000Z' }];
		await fixture().control.faults.add({ kind: 'body', body: { result: '0', cdr } });
		const period = { resource: 'cdr', operation: 'getAll', findBy: 'period', from: '2024-03-10', to: '2024-03-10' };
		expect((await fixture().output(period)).map(({ cdr_id }) => cdr_id)).toEqual(['y', 'x']);
	});
});
