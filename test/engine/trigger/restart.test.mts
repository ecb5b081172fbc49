import { LegacyPoller } from '../../lib/engine/poller-legacy.mts';
import { allNamesOf, namesOf, POLLERS, useTriggerFixture } from '../../lib/engine/trigger-fixture.mts';
import { locator } from '../../lib/operations/locator.mts';

const fixture = useTriggerFixture();

describe.each(POLLERS)('A restart of n8n, with %s,', (_mode, Kind) => {
	test.each(['html', 'empty', 'truncated'] as const)('does not deactivate the trigger if the responses of EnableX are %s', async (kind) => {
		const poller = fixture().poller(Kind);
		await poller.publish();
		await poller.tick();
		await fixture().call('Ann');
		await fixture().control.faults.add({ kind });
		await poller.restart();
		await poller.tick();
		expect(poller.errors).toHaveLength(1);
		await fixture().control.faults.clear();
		await poller.tick();
		expect(namesOf(poller)).toEqual([['Ann']]);
	});

	test('does not deactivate a trigger with a Room filter if its credential cannot be read at first', async () => {
		const poller = fixture().poller(Kind, { filters: { roomId: locator(fixture().roomId) } });
		await poller.publish();
		await poller.tick();
		await fixture().call('Ann');
		const { credentials } = fixture().base.engine;
		const unreadable = jest.spyOn(credentials, 'getDecrypted').mockRejectedValue(new Error('The database is not reachable'));
		await poller.restart();
		unreadable.mockRestore();
		await poller.tick();
		expect([namesOf(poller), poller.errors]).toEqual([[['Ann']], []]);
	});

	test('delivers only the records that are new since n8n stopped', async () => {
		const poller = fixture().poller(Kind);
		await poller.publish();
		await fixture().call('before');
		await poller.tick();
		await fixture().passHours(7);
		await fixture().call('while it was down');
		await poller.restart();
		await poller.tick();
		expect(namesOf(poller)).toEqual([['before'], ['while it was down']]);
	});

	test('in the middle of a pass over many days continues that pass', async () => {
		const poller = fixture().poller(Kind, { startFrom: 'date', startDate: '2026-02-27' }, { budgetMs: 1_500 });
		const ends = Array.from({ length: 9 }, (_, index) => `2026-03-0${index + 1}T10:00:00Z`);
		for (const endAt of ends) await fixture().call(endAt, { endAt });
		await fixture().control.settings({ latencyMs: 300 });
		await poller.publish();
		for (let polls = 0; polls < 20 && allNamesOf(poller).length < ends.length; polls++) {
			await poller.tick();
			await poller.restart();
		}
		expect([allNamesOf(poller), poller.errors]).toEqual([ends, []]);
		expect(poller.executions.length).toBeGreaterThan(1);
	});

	test('logs nothing if there is no problem', async () => {
		const poller = fixture().poller(Kind);
		await poller.publish();
		await poller.tick();
		fixture().base.logged.length = 0;
		await poller.restart();
		await poller.tick();
		expect(JSON.stringify(fixture().base.logged)).not.toMatch(/restart failed|damaged|wait for/);
	});
});

test('Publishing again during a poll delivers its records once', async () => {
	const poller = fixture().poller(LegacyPoller);
	await poller.publish();
	await fixture().call('Ann');
	await fixture().control.settings({ latencyMs: 100 });
	const running = poller.tick();
	await Promise.all([running, poller.republish({ simplify: true })]);
	await poller.tick();
	expect(allNamesOf(poller)).toEqual(['Ann']);
});
