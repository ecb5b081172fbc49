import type { INodeParameters } from 'n8n-workflow';

import { locator } from './fixture.mts';
import { DurablePoller } from './poller-durable.mts';
import { allNamesOf, useScene } from './trigger-scene.mts';

const scene = useScene();

/** Publishes the trigger with these filters. */
async function publishWith(filters: INodeParameters, parameters: INodeParameters = {}) {
	const poller = scene().poller(DurablePoller, { filters, ...parameters });
	await poller.publish();
	await poller.tick();
	await scene().passMinutes(1);
	return poller;
}

/** One call of each kind. */
async function callsOfAllKinds(): Promise<void> {
	await scene().call('moderator', { role: 'moderator', seconds: 60 });
	await scene().call('short participant', { seconds: 59 });
	await scene().call('bad participant', { seconds: 600, quality: 'Bad' });
	await scene().call('viewer', { role: 'viewer', seconds: 10 });
}

const pathsOf = async () => (await scene().control.requests()).map(({ path }) => path.replace('/video/v2', ''));

describe('The filters of the trigger', () => {
	test.each<[what: string, filters: INodeParameters, names: string[]]>([
		['without any, everything comes', {}, ['moderator', 'short participant', 'bad participant', 'viewer']],
		['one role', { roles: ['moderator'] }, ['moderator']],
		['several roles', { roles: ['moderator', 'viewer'] }, ['moderator', 'viewer']],
		['roles as a text, as expressions give them', { roles: '={{ "viewer, moderator" }}' }, ['moderator', 'viewer']],
		['no role chosen', { roles: [] }, ['moderator', 'short participant', 'bad participant', 'viewer']],
		['a shortest duration, itself included', { minDuration: 60 }, ['moderator', 'bad participant']],
		['a shortest duration of nothing', { minDuration: 0 }, ['moderator', 'short participant', 'bad participant', 'viewer']],
		['a quality', { callQuality: 'Bad' }, ['bad participant']],
		['all of them', { roles: ['participant'], minDuration: 30, callQuality: 'Good' }, ['short participant']],
	])('%s', async (_what, filters, names) => {
		const poller = await publishWith(filters);
		await callsOfAllKinds();
		await poller.tick();
		expect(allNamesOf(poller).sort()).toEqual([...names].sort());
		const { items } = await poller.test();
		expect(items.map(({ user_name: name }) => name).sort()).toEqual([...names].sort());
	});

	test('let nothing pass that a deployment does not measure', async () => {
		await scene().control.settings({ cdrGeneration: 'old' });
		const poller = await publishWith({ callQuality: 'Good' });
		await callsOfAllKinds();
		await poller.tick();
		expect(poller.executions).toEqual([]);
		expect((await poller.test()).error?.message).toMatch(/^There is no call detail record of the last 30 days/);
	});

	test('bring what they held back when they are loosened, within the lookback', async () => {
		const poller = await publishWith({ callQuality: 'Bad' });
		await callsOfAllKinds();
		await poller.tick();
		await poller.republish({ filters: { callQuality: 'Bad', minDuration: 700 } });
		await scene().passHours(30);
		await poller.republish({ filters: {} });
		await poller.tick();
		expect(allNamesOf(poller)).toEqual(['bad participant', 'moderator', 'short participant', 'viewer']);
	});

	test.each([
		['a list', (room: string) => locator(room, 'list')],
		['an ID', (room: string) => locator(` ${room} `, 'id')],
		['a join link', (room: string) => locator(`https://acme.yourvideo.live/${room}`, 'url')],
		['an expression', (room: string) => `={{ "${room}" }}`],
	])('take a room by %s, and ask for nothing but this room', async (_what, room) => {
		const other = await scene().addRoom();
		await scene().control.clearRequests();
		for (const event of ['cdr', 'recording']) {
			const poller = await publishWith({ roomId: room(scene().roomId) }, { event, simplify: false });
			await scene().call('here', { recording: true, transcodedAfterSeconds: 0 });
			await scene().call('elsewhere', { recording: true, transcodedAfterSeconds: 0, roomId: other });
			await poller.tick();
			expect(poller.executions.flat()).toMatchObject([event === 'cdr' ? { user: { name: 'here' } } : { room_id: scene().roomId }]);
			await scene().passMinutes(1);
		}
		const [list] = new Set((await pathsOf()).map((path) => path.split('/').slice(2, -2).join('/')));
		expect(list).toBe(`room-period/${scene().roomId}`);
		expect(await pathsOf()).toContain(`/archive/room-period/${scene().roomId}/2026-03-10/2026-03-11`);
	});
});

describe('The requests of the trigger', () => {
	test.each([['cdr', 'cdr'], ['recording', 'archive']])('list whole UTC days of all rooms for the event %s', async (event, list) => {
		const poller = await publishWith({}, { event });
		await scene().call('Ann', { recording: true, transcodedAfterSeconds: 0 });
		await scene().control.clearRequests();
		await poller.tick();
		expect(await pathsOf()).toEqual([`/${list}/period/2026-03-10/2026-03-11`]);
		await scene().setTime('2026-03-11T01:30:00Z');
		await scene().control.clearRequests();
		await poller.tick();
		// An hour after the last one, a pass over all days that are still open.
		expect(await pathsOf()).toEqual([`/${list}/period/2026-03-09/2026-03-10`, `/${list}/period/2026-03-10/2026-03-12`]);
	});

	test('between two such passes are one in each poll, over the last three hours', async () => {
		const poller = await publishWith({}, { options: { lookbackDays: 30 } });
		await scene().setTime('2026-03-11T01:30:00Z');
		await poller.tick();
		await scene().control.clearRequests();
		await scene().pollFor(poller, 0.75, 15);
		expect(await pathsOf()).toEqual(Array.from({ length: 3 }, () => '/cdr/period/2026-03-10/2026-03-12'));
	});

	test('take the older route for a room where a deployment knows no other', async () => {
		await scene().control.settings({ roomPeriodRoute: false });
		const poller = await publishWith({ roomId: locator(scene().roomId) });
		await scene().call('Ann');
		await scene().control.clearRequests();
		await poller.tick();
		expect(allNamesOf(poller)).toEqual(['Ann']);
		const days = `${scene().roomId}/2026-03-10/2026-03-11`;
		expect(await pathsOf()).toEqual([`/cdr/room-period/${days}`, `/cdr/room/${days}`]);
	});
});
