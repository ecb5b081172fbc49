import type { INodeParameters } from 'n8n-workflow';

import { locator } from '../../lib/operations/locator.mts';
import { DurablePoller } from '../../lib/engine/poller-durable.mts';
import { allNamesOf, useTriggerFixture } from '../../lib/engine/trigger-fixture.mts';

const fixture = useTriggerFixture();

/** Publishes the trigger with these filters. */
async function publishWith(filters: INodeParameters, parameters: INodeParameters = {}) {
	const poller = fixture().poller(DurablePoller, { filters, ...parameters });
	await poller.publish();
	await poller.tick();
	await fixture().passMinutes(1);
	return poller;
}

/** One call of each kind. */
async function callsOfAllKinds(): Promise<void> {
	await fixture().call('moderator', { role: 'moderator', seconds: 60 });
	await fixture().call('short participant', { seconds: 59 });
	await fixture().call('bad participant', { seconds: 600, quality: 'Bad' });
	await fixture().call('viewer', { role: 'viewer', seconds: 10 });
}

const pathsOf = async () => (await fixture().control.requests()).map(({ path }) => path.replace('/video/v2', ''));

describe('The filters of the trigger', () => {
	test.each<[what: string, filters: INodeParameters, names: string[]]>([
		['without filters', {}, ['moderator', 'short participant', 'bad participant', 'viewer']],
		['with one role', { roles: ['moderator'] }, ['moderator']],
		['with several roles', { roles: ['moderator', 'viewer'] }, ['moderator', 'viewer']],
		['with roles as a string from an expression', { roles: '={{ "viewer, moderator" }}' }, ['moderator', 'viewer']],
		['with no role selected', { roles: [] }, ['moderator', 'short participant', 'bad participant', 'viewer']],
		['with a minimum duration, inclusive', { minDuration: 60 }, ['moderator', 'bad participant']],
		['with a minimum duration of zero', { minDuration: 0 }, ['moderator', 'short participant', 'bad participant', 'viewer']],
		['with a quality', { callQuality: 'Bad' }, ['bad participant']],
		['with all of them', { roles: ['participant'], minDuration: 30, callQuality: 'Good' }, ['short participant']],
	])('%s', async (_what, filters, names) => {
		const poller = await publishWith(filters);
		await callsOfAllKinds();
		await poller.tick();
		expect(allNamesOf(poller).sort()).toEqual([...names].sort());
		const { items } = await poller.test();
		expect(items.map(({ user_name: name }) => name).sort()).toEqual([...names].sort());
	});

	test('match no record that lacks the filtered field, as in older deployments', async () => {
		await fixture().control.settings({ cdrGeneration: 'old' });
		const poller = await publishWith({ callQuality: 'Good' });
		await callsOfAllKinds();
		await poller.tick();
		expect(poller.executions).toEqual([]);
		expect((await poller.test()).error?.message).toMatch(/^No matching call detail records in the last 30 days/);
	});

	test('deliver excluded records of the lookback when they are loosened', async () => {
		const poller = await publishWith({ callQuality: 'Bad' });
		await callsOfAllKinds();
		await poller.tick();
		await poller.republish({ filters: { callQuality: 'Bad', minDuration: 700 } });
		await fixture().passHours(30);
		await poller.republish({ filters: {} });
		await poller.tick();
		expect(allNamesOf(poller)).toEqual(['bad participant', 'moderator', 'short participant', 'viewer']);
	});

	test.each([
		['a list', (room: string) => locator(room, 'list')],
		['an ID', (room: string) => locator(` ${room} `, 'id')],
		['a join link', (room: string) => locator(`https://acme.yourvideo.live/${room}`, 'url')],
		['an expression', (room: string) => `={{ "${room}" }}`],
	])('accept a room from %s, and request only this room', async (_what, room) => {
		const other = await fixture().addRoom();
		await fixture().control.clearRequests();
		for (const event of ['cdr', 'recording']) {
			const poller = await publishWith({ roomId: room(fixture().roomId) }, { event, simplify: false });
			await fixture().call('here', { recording: true, transcodedAfterSeconds: 0 });
			await fixture().call('elsewhere', { recording: true, transcodedAfterSeconds: 0, roomId: other });
			await poller.tick();
			expect(poller.executions.flat()).toMatchObject([event === 'cdr' ? { user: { name: 'here' } } : { room_id: fixture().roomId }]);
			await fixture().passMinutes(1);
		}
		const [list] = new Set((await pathsOf()).map((path) => path.split('/').slice(2, -2).join('/')));
		expect(list).toBe(`room-period/${fixture().roomId}`);
		expect(await pathsOf()).toContain(`/archive/room-period/${fixture().roomId}/2026-03-10/2026-03-11`);
	});
});

describe('The requests of the trigger', () => {
	test.each([['cdr', 'cdr'], ['recording', 'archive']])('list whole UTC days of all rooms for the event %s', async (event, list) => {
		const poller = await publishWith({}, { event });
		const { confNum } = await fixture().call('Ann', { recording: true, transcodedAfterSeconds: 0 });
		await fixture().control.clearRequests();
		await poller.tick();
		// The room and the owner of a new recording stand in the CDRs of its session.
		const session = event === 'recording' ? [`/cdr/conf/${confNum}`] : [];
		expect(await pathsOf()).toEqual([`/${list}/period/2026-03-10/2026-03-11`, ...session]);
		await fixture().setTime('2026-03-11T01:30:00Z');
		await fixture().control.clearRequests();
		await poller.tick();
		// An hour after the last sweep, one over all open days and the day before them, where the API may list records of the first one.
		const sweep = [`/${list}/period/2026-03-08/2026-03-09`, `/${list}/period/2026-03-09/2026-03-10`];
		expect(await pathsOf()).toEqual([`/${list}/period/2026-03-10/2026-03-12`, ...sweep]);
	});

	test('between two such passes are one per poll, over the last three hours', async () => {
		const poller = await publishWith({}, { options: { lookbackDays: 30 } });
		await fixture().setTime('2026-03-11T01:30:00Z');
		await poller.tick();
		await fixture().control.clearRequests();
		await fixture().pollFor(poller, 0.75, 15);
		expect(await pathsOf()).toEqual(Array.from({ length: 3 }, () => '/cdr/period/2026-03-10/2026-03-12'));
	});

	test('use the older route for a room if a deployment has no other', async () => {
		await fixture().control.settings({ roomPeriodRoute: false });
		const poller = await publishWith({ roomId: locator(fixture().roomId) });
		await fixture().call('Ann');
		await fixture().control.clearRequests();
		await poller.tick();
		expect(allNamesOf(poller)).toEqual(['Ann']);
		const days = `${fixture().roomId}/2026-03-10/2026-03-11`;
		expect(await pathsOf()).toEqual([`/cdr/room-period/${days}`, `/cdr/room/${days}`]);
	});
});
