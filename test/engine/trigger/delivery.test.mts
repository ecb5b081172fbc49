import { locator } from '../../lib/operations/locator.mts';
import { LegacyPoller } from '../../lib/engine/poller-legacy.mts';
import { allNamesOf, hoursAfter, namesOf, NOON, POLLERS, useTriggerFixture } from '../../lib/engine/trigger-fixture.mts';

const fixture = useTriggerFixture();

/** Calls every three hours for three days, also around midnight. Every fifth one is listed a day late. */
async function threeDaysOfCalls(): Promise<string[]> {
	const names = Array.from({ length: 24 }, (_, index) => `call ${index}`);
	for (const [index, name] of names.entries()) {
		await fixture().call(name, { endAt: hoursAfter(NOON, 2.99 + index * 3), lateHours: index % 5 === 4 ? 24 : 0 });
	}
	return names;
}

describe.each(POLLERS)('The trigger delivers every record once, with %s,', (_mode, Kind) => {
	test.each([
		[-7, 'does not list the last day of a period', true],
		[11, 'lists the last day of a period', false],
	])('if the clock of n8n is %s hours ahead and EnableX %s', async (ahead, _what, toExclusive) => {
		fixture().n8nAheadHours = ahead;
		await fixture().control.settings({ toExclusive });
		const poller = fixture().poller(Kind);
		await poller.publish();
		const names = await threeDaysOfCalls();
		await fixture().pollFor(poller, 99, 180);
		expect(allNamesOf(poller).sort()).toEqual(names.sort());
		expect(poller.errors).toEqual([]);
	});

	test.each([-400, 400])('if the clock of n8n is wrong by %s hours for a day', async (ahead) => {
		const poller = fixture().poller(Kind);
		await poller.publish();
		const names = await threeDaysOfCalls();
		await fixture().pollFor(poller, 24, 180);
		fixture().n8nAheadHours = ahead;
		await fixture().pollFor(poller, 24, 180);
		fixture().n8nAheadHours = 0;
		await fixture().pollFor(poller, 51, 180);
		expect(allNamesOf(poller).sort()).toEqual(names.sort());
	});

	test('if a later listing of a poll times out: records read before it are delivered immediately, the rest with the next poll', async () => {
		const poller = fixture().poller(Kind, {}, { budgetMs: 2_500 });
		await fixture().call('before');
		await poller.publish();
		await poller.tick();
		await fixture().passHours(24);
		await fixture().call('yesterday', { endAt: hoursAfter(NOON, 1) });
		await fixture().call('today');
		await fixture().control.faults.add({ kind: 'slow', delayMs: 4_000, after: 1, times: 1 });
		await poller.tick();
		expect([namesOf(poller), poller.errors]).toEqual([[['today']], []]);
		await poller.tick();
		expect([namesOf(poller), poller.errors]).toEqual([[['today'], ['yesterday']], []]);
	});

	test('if the time runs out after a damaged state has made it start again from now: the poll does not fail, and the next one goes on', async () => {
		const poller = fixture().poller(Kind, { startFrom: 'today' }, { budgetMs: 2_500 });
		await poller.publish();
		await fixture().call('before');
		await poller.tick();
		poller.executions.length = 0;
		poller.overwrite({ delivery: 'damaged' });
		await fixture().control.faults.add({ kind: 'slow', delayMs: 4_000, after: 3, times: 1 });
		await poller.restart();
		await poller.tick();
		await fixture().call('after');
		await fixture().passMinutes(1);
		await poller.tick();
		expect([namesOf(poller), poller.errors]).toEqual([[['after']], []]);
	});

	test('if an older day cannot be read: new records are delivered anyway, with a line in the log', async () => {
		const poller = fixture().poller(Kind);
		await fixture().call('before');
		await poller.publish();
		await poller.tick();
		await fixture().passHours(24);
		await fixture().call('yesterday', { endAt: hoursAfter(NOON, 1) });
		await fixture().call('today');
		await fixture().control.faults.add({ kind: 'status', status: 504, after: 1, times: 1 });
		await poller.tick();
		expect([namesOf(poller), poller.errors]).toEqual([[['today']], []]);
		expect(JSON.stringify(fixture().base.logged)).toContain('Older days could not be read: ');
		await poller.tick();
		expect([namesOf(poller), poller.errors]).toEqual([[['today'], ['yesterday']], []]);
	});

	test('if a record has no ID or no readable time, or is listed twice', async () => {
		const poller = fixture().poller(Kind);
		await poller.publish();
		const record = { cdr_id: 'c1', trans_date: NOON, user: { name: 'Ann' } };
		const cdr = [
			record,
			{ trans_date: NOON, call_num: 'n1', user: { name: 'without an id' } },
			{ cdr_id: 'c2', trans_date: 'soon', user: { name: 'without a time' } },
			{ ...record },
		];
		await fixture().control.faults.add({ kind: 'body', body: { result: '0', cdr } });
		await fixture().pollFor(poller, 3, 30);
		expect(namesOf(poller)).toEqual([['Ann', 'without an id', 'without a time']]);
	});

	test('if two workflows in one n8n watch the same account', async () => {
		const all = fixture().poller(Kind);
		const roomId = await fixture().addRoom();
		const oneRoom = fixture().poller(Kind, { filters: { roomId: locator(roomId) } }, { beside: all });
		for (const poller of [all, oneRoom]) await poller.publish();
		await fixture().call('elsewhere');
		await fixture().call('here', { roomId });
		await Promise.all([all.tick(), oneRoom.tick()]);
		expect([allNamesOf(all), allNamesOf(oneRoom)]).toEqual([['elsewhere', 'here'], ['here']]);
	});

	test("if EnableX does not list the last day of a period: today's calls are delivered immediately anyway", async () => {
		await fixture().control.settings({ toExclusive: true });
		const poller = fixture().poller(Kind);
		await poller.publish();
		await fixture().call('Ann');
		await poller.tick();
		expect(namesOf(poller)).toEqual([['Ann']]);
	});
});

test('One execution has at most 10,000 records, and the next poll delivers the rest', async () => {
	const poller = fixture().poller(LegacyPoller);
	await poller.publish();
	await fixture().control.seedCdrs({ count: 10_400, from: '2026-03-10T09:30:00Z', to: NOON, roomId: fixture().roomId });
	await poller.tick();
	await poller.tick();
	expect(poller.executions.map((items) => items.length)).toEqual([10_000, 400]);
	expect(new Set(poller.executions.flat().map(({ cdr_id: id }) => id)).size).toBe(10_400);
	expect(JSON.stringify(fixture().base.logged)).toContain('400 new records wait for the next poll');
});
