import type { INodeParameters } from 'n8n-workflow';

import { callsEndingAt } from '../../lib/engine/calls.mts';
import { useFixture } from '../../lib/engine/fixture.mts';
import { parametersIn, parametersOf } from '../../lib/operations/index.mts';

const fixture = useFixture();
const byRoom = (roomId: string, parameters: INodeParameters = {}) => parametersIn('cdr.getAll', roomId, parameters);

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
					user_name: 'Ann',
					role: 'moderator',
					connected_at: '2024-03-10T10:00:00.000Z',
					disconnected_at: '2024-03-10T10:01:30.000Z',
					duration_seconds: 90,
					call_quality: 'Bad',
					room_name: 'Demo',
					owner_ref: 'deal-1',
					user_ref: 'contact-1',
					billed_minutes: 2,
					log_id: expect.any(String),
					conf_num: session.confNum,
					room_id,
					cdr_id: session.cdrIds[0],
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	test('are newest first, and Limit keeps the newest', async () => {
		const { room_id } = await fixture().createRoom();
		const ends = ['2024-03-11T10:00:00Z', '2024-03-13T10:00:00Z', '2024-03-10T10:00:00Z', '2024-03-12T10:00:00Z'];
		await callsEndingAt(fixture().control, room_id, ends);
		const names = async (parameters: INodeParameters) =>
			(await fixture().output(byRoom(room_id, parameters))).map(({ user_name }) => String(user_name).slice(8, 10));
		expect(await names({ returnAll: true })).toEqual(['13', '12', '11', '10']);
		expect(await names({ limit: 2 })).toEqual(['13', '12']);
	});

	test('are 50 by default', async () => {
		const { roomId } = await fixture().control.seedCdrs({ count: 70, from: '2024-03-10', to: '2024-03-12' });
		const cdrs = await fixture().output(byRoom(roomId));
		expect(cdrs).toHaveLength(50);
		expect(cdrs[0].disconnected_at).toBe('2024-03-12T23:59:59.999Z');
	});

	test('have null for what the older generation of the API does not return', async () => {
		const { room_id } = await roomWithCall();
		await fixture().control.settings({ cdrGeneration: 'old' });
		expect(await fixture().output(byRoom(room_id))).toMatchObject([
			{ room_id, room_name: null, owner_ref: null, call_quality: null, billed_minutes: null, user_name: 'Ann', duration_seconds: 90 },
		]);
	});

	test('are the objects of the API if Simplify is off', async () => {
		const { room_id, session } = await roomWithCall();
		expect(await fixture().output(byRoom(room_id, { simplify: false }))).toMatchObject([
			{ cdr_id: session.cdrIds[0], user: { name: 'Ann', ip: '192.0.2.100' }, room: { room_details: { name: 'Demo' } }, usage: { connect_minutes: 90 } },
		]);
	});

	test('never contain the join token that the older generation has in user.token', async () => {
		const { room_id } = await roomWithCall();
		await fixture().control.settings({ cdrGeneration: 'old' });
		const [record] = await fixture().output(byRoom(room_id, { simplify: false }));
		expect(record.user).toEqual({ name: 'Ann', ref: 'contact-1', role: 'moderator', ip: '192.0.2.100', agent: expect.any(String), confName: '' });
		expect(record.published_track).toMatchObject({ audio: 'true', screen: 'false' });
		expect(JSON.stringify(record)).not.toContain('token');
	});

	test.each(['array', 'null', 'missing'] as const)('are an empty list if there are no records, sent as %s', async (emptyLists) => {
		await fixture().control.settings({ emptyLists });
		const { room_id } = await fixture().createRoom();
		const { items, error } = await fixture().run(byRoom(room_id));
		expect({ items, error }).toEqual({ items: [], error: undefined });
	});

	test('include a record with an unreadable time, at the end', async () => {
		const cdr = [{ cdr_id: 'x', trans_date: 'yesterday' }, { cdr_id: 'y', trans_date: '2024-03-10T10:00:00.000Z' }];
		await fixture().control.faults.add({ kind: 'body', body: { result: '0', cdr } });
		const period = parametersOf('cdr.getAll', { to: '2024-03-10' }, 'period');
		expect((await fixture().output(period)).map(({ cdr_id }) => cdr_id)).toEqual(['y', 'x']);
	});
});

test.each(['customOperations', 'routing'] as const)('Get Many skips entries that are not records (%s)', async (carrier) => {
	const body = { result: '0', cdr: [null, { cdr_id: 'c1', trans_date: '2024-03-10T10:00:00Z' }, 'x'] };
	await fixture().control.faults.add({ kind: 'body', status: 200, body });
	const { items, run } = await fixture().run(byRoom('r1'), { carrier });
	expect(items).toMatchObject([{ json: { cdr_id: 'c1' } }]);
	const [task] = run.data.resultData.runData['EnableX Video'];
	// n8n's own engine for declared requests has no place for a hint.
	if (carrier === 'customOperations') expect(task.hints).toMatchObject([{ message: 'EnableX listed entries that are not records. Entries skipped: 2' }]);
});
