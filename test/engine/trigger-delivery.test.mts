import { locator } from './fixture.mts';
import { LegacyPoller } from './poller-legacy.mts';
import { allNamesOf, hoursAfter, namesOf, NOON, POLLERS, useScene } from './trigger-scene.mts';

const scene = useScene();

/** Calls every three hours for three days, around midnight too, each fifth of them a day late. */
async function threeDaysOfCalls(): Promise<string[]> {
	const names = Array.from({ length: 24 }, (_, index) => `call ${index}`);
	for (const [index, name] of names.entries()) {
		await scene().call(name, { endAt: hoursAfter(NOON, 2.99 + index * 3), lateHours: index % 5 === 4 ? 24 : 0 });
	}
	return names;
}

describe.each(POLLERS)('The trigger loses nothing and brings nothing twice, with %s,', (_mode, Kind) => {
	test.each([
		[-7, 'does not list the last day of a period', true],
		[11, 'lists the last day of a period', false],
	])('when the clock of n8n is %s hours ahead and EnableX %s', async (ahead, _what, toExclusive) => {
		scene().n8nAheadHours = ahead;
		await scene().control.settings({ toExclusive });
		const poller = scene().poller(Kind);
		await poller.publish();
		const names = await threeDaysOfCalls();
		await scene().pollFor(poller, 99, 180);
		expect(allNamesOf(poller).sort()).toEqual(names.sort());
		expect(poller.errors).toEqual([]);
	});

	test.each([-400, 400])('when the clock of n8n is wrong for a day, by %s hours', async (ahead) => {
		const poller = scene().poller(Kind);
		await poller.publish();
		const names = await threeDaysOfCalls();
		await scene().pollFor(poller, 24, 180);
		scene().n8nAheadHours = ahead;
		await scene().pollFor(poller, 24, 180);
		scene().n8nAheadHours = 0;
		await scene().pollFor(poller, 51, 180);
		expect(allNamesOf(poller).sort()).toEqual(names.sort());
	});

	test('when a later listing of a poll takes too long: what was read before comes at once, the rest with the next poll', async () => {
		const poller = scene().poller(Kind, {}, { budgetMs: 2_500 });
		await scene().call('before');
		await poller.publish();
		await poller.tick();
		await scene().passHours(24);
		await scene().call('yesterday', { endAt: hoursAfter(NOON, 1) });
		await scene().call('today');
		await scene().control.faults.add({ kind: 'slow', delayMs: 4_000, after: 1, times: 1 });
		await poller.tick();
		expect([namesOf(poller), poller.errors]).toEqual([[['yesterday']], []]);
		await poller.tick();
		expect([namesOf(poller), poller.errors]).toEqual([[['yesterday'], ['today']], []]);
	});

	test('when a record has no id, no readable time, or is listed twice', async () => {
		const poller = scene().poller(Kind);
		await poller.publish();
		const record = { cdr_id: 'c1', trans_date: NOON, user: { name: 'Ann' } };
		const cdr = [
			record,
			{ trans_date: NOON, call_num: 'n1', user: { name: 'without an id' } },
			{ cdr_id: 'c2', trans_date: 'soon', user: { name: 'without a time' } },
			{ ...record },
		];
		await scene().control.faults.add({ kind: 'body', body: { result: '0', cdr } });
		await scene().pollFor(poller, 3, 30);
		expect(namesOf(poller)).toEqual([['Ann', 'without an id', 'without a time']]);
	});

	test('when two workflows of one n8n watch the same account', async () => {
		const all = scene().poller(Kind);
		const roomId = await scene().addRoom();
		const oneRoom = scene().poller(Kind, { filters: { roomId: locator(roomId) } }, { beside: all });
		for (const poller of [all, oneRoom]) await poller.publish();
		await scene().call('elsewhere');
		await scene().call('here', { roomId });
		await Promise.all([all.tick(), oneRoom.tick()]);
		expect([allNamesOf(all), allNamesOf(oneRoom)]).toEqual([['elsewhere', 'here'], ['here']]);
	});

	test('when EnableX does not list the last day of a period: the calls of today come at once all the same', async () => {
		await scene().control.settings({ toExclusive: true });
		const poller = scene().poller(Kind);
		await poller.publish();
		await scene().call('Ann');
		await poller.tick();
		expect(namesOf(poller)).toEqual([['Ann']]);
	});
});

test('At most 10,000 records come in one execution, and the rest with the next poll', async () => {
	const poller = scene().poller(LegacyPoller);
	await poller.publish();
	await scene().control.seedCdrs({ count: 10_400, from: '2026-03-10T09:30:00Z', to: NOON, roomId: scene().roomId });
	await poller.tick();
	await poller.tick();
	expect(poller.executions.map((items) => items.length)).toEqual([10_000, 400]);
	expect(new Set(poller.executions.flat().map(({ cdr_id: id }) => id)).size).toBe(10_400);
	expect(JSON.stringify(scene().fixture.logged)).toContain('400 new records wait for the next poll');
});
