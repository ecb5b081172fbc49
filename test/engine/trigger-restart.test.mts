import { LegacyPoller } from './poller-legacy.mts';
import { allNamesOf, namesOf, POLLERS, useScene } from './trigger-scene.mts';

const scene = useScene();

describe.each(POLLERS)('A restart of n8n, with %s,', (_mode, Kind) => {
	test.each(['html', 'empty', 'truncated'] as const)('does not switch the trigger off while EnableX answers with something %s', async (kind) => {
		const poller = scene().poller(Kind);
		await poller.publish();
		await poller.tick();
		await scene().call('Ann');
		await scene().control.faults.add({ kind });
		await poller.restart();
		await poller.tick();
		expect(poller.errors).toHaveLength(1);
		await scene().control.faults.clear();
		await poller.tick();
		expect(namesOf(poller)).toEqual([['Ann']]);
	});

	test('brings what came while n8n was down, and nothing else', async () => {
		const poller = scene().poller(Kind);
		await poller.publish();
		await scene().call('before');
		await poller.tick();
		await scene().passHours(7);
		await scene().call('while it was down');
		await poller.restart();
		await poller.tick();
		expect(namesOf(poller)).toEqual([['before'], ['while it was down']]);
	});

	test('in the middle of a pass over many days goes on with it', async () => {
		const poller = scene().poller(Kind, { startFrom: 'date', startDate: '2026-02-27' }, { budgetMs: 1_500 });
		const ends = Array.from({ length: 9 }, (_, index) => `2026-03-0${index + 1}T10:00:00Z`);
		for (const endAt of ends) await scene().call(endAt, { endAt });
		await scene().control.settings({ latencyMs: 300 });
		await poller.publish();
		for (let polls = 0; polls < 20 && allNamesOf(poller).length < ends.length; polls++) {
			await poller.tick();
			await poller.restart();
		}
		expect([allNamesOf(poller), poller.errors]).toEqual([ends, []]);
		expect(poller.executions.length).toBeGreaterThan(1);
	});

	test('says nothing in the log when all is well', async () => {
		const poller = scene().poller(Kind);
		await poller.publish();
		await poller.tick();
		scene().fixture.logged.length = 0;
		await poller.restart();
		await poller.tick();
		expect(JSON.stringify(scene().fixture.logged)).not.toMatch(/restart failed|damaged|wait for/);
	});
});

test('Publishing anew while a poll is under way brings its records once', async () => {
	const poller = scene().poller(LegacyPoller);
	await poller.publish();
	await scene().call('Ann');
	await scene().control.settings({ latencyMs: 100 });
	const underWay = poller.tick();
	await Promise.all([underWay, poller.republish({ simplify: true })]);
	await poller.tick();
	expect(allNamesOf(poller)).toEqual(['Ann']);
});
