import { fullPoller, knownOf, TODAY } from './trigger-full.mts';
import { allNamesOf, POLLERS, useScene, type PollerKind } from './trigger-scene.mts';

const scene = useScene();

/** A trigger that is full, and a call that it has no room for. */
async function blockedPoller(Kind: PollerKind) {
	const poller = await fullPoller(scene(), Kind);
	await scene().call('held back');
	await poller.tick();
	return poller;
}

describe.each(POLLERS)('A trigger that remembers as many records as it can, with %s', (_mode, Kind) => {
	test('says at each poll what to do, and forgets nothing to make room', async () => {
		const poller = await blockedPoller(Kind);
		await scene().pollFor(poller, 1.5, 30);
		expect(poller.errors).toHaveLength(4);
		for (const { message, ...more } of poller.errors) {
			expect(message).toBe('The trigger remembers 400000 records, which is the most it can, and there are new ones');
			expect(more).toMatchObject({ description: expect.stringMatching(/^Lower Lookback Days, or use a trigger for each Room\. No call detail record is lost meanwhile/) });
		}
		expect(Object.keys(knownOf(poller)).map(Number)).toEqual([TODAY - 3, TODAY - 2, TODAY]);
		expect(poller.executions).toEqual([]);
	});

	test('has no trouble as long as nothing is new', async () => {
		const poller = await fullPoller(scene(), Kind);
		await scene().pollFor(poller, 3, 30);
		expect(poller.errors).toEqual([]);
	});

	test('goes on as soon as Lookback Days is lowered, as the error says', async () => {
		const poller = await blockedPoller(Kind);
		await scene().passMinutes(5);
		await poller.republish({ options: { lookbackDays: 1 } });
		await poller.tick();
		expect(allNamesOf(poller)).toEqual(['held back']);
		expect(Object.keys(knownOf(poller)).map(Number)).toEqual([TODAY]);
	});

	test('goes on by itself when the lookback has passed a day', async () => {
		const poller = await blockedPoller(Kind);
		await scene().passHours(24);
		await scene().call('a day later');
		await scene().pollFor(poller, 4, 60);
		expect(allNamesOf(poller)).toEqual(['held back', 'a day later']);
	});

	test('is not switched off by a restart', async () => {
		const poller = await blockedPoller(Kind);
		await poller.restart();
		await poller.tick();
		expect(poller.errors).toHaveLength(2);
	});
});
