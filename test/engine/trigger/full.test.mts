import { fullPoller, knownOf, TODAY } from '../../lib/engine/trigger-full.mts';
import { allNamesOf, POLLERS, useTriggerFixture, type PollerKind } from '../../lib/engine/trigger-fixture.mts';

const fixture = useTriggerFixture();

/** A trigger that is full, with a call for which it has no room. */
async function blockedPoller(Kind: PollerKind) {
	const poller = await fullPoller(fixture(), Kind);
	await fixture().call('held back');
	await poller.tick();
	return poller;
}

describe.each(POLLERS)('A trigger that remembers as many records as it can, with %s', (_mode, Kind) => {
	test('reports at each poll what to do, and forgets nothing to make room', async () => {
		const poller = await blockedPoller(Kind);
		await fixture().pollFor(poller, 1.5, 30);
		expect(poller.errors).toHaveLength(4);
		for (const { message, ...more } of poller.errors) {
			expect(message).toBe('The trigger remembers 400000 records, which is its limit, and there are new ones');
			expect(more).toMatchObject({ description: expect.stringMatching(/^Lower Lookback Days, or use a separate trigger for each Room, with Start From set to Date\. No call detail records are lost in the meantime/) });
		}
		expect(Object.keys(knownOf(poller)).map(Number)).toEqual([TODAY - 3, TODAY - 2, TODAY]);
		expect(poller.executions).toEqual([]);
	});

	test('reports no error as long as nothing is new', async () => {
		const poller = await fullPoller(fixture(), Kind);
		await fixture().pollFor(poller, 3, 30);
		expect(poller.errors).toEqual([]);
	});

	test('continues as soon as Lookback Days is lowered, as the error says', async () => {
		const poller = await blockedPoller(Kind);
		await fixture().passMinutes(5);
		await poller.republish({ options: { lookbackDays: 1 } });
		await poller.tick();
		expect(allNamesOf(poller)).toEqual(['held back']);
		expect(Object.keys(knownOf(poller)).map(Number)).toEqual([TODAY]);
	});

	test('continues automatically when the lookback has passed a day', async () => {
		const poller = await blockedPoller(Kind);
		await fixture().passHours(24);
		await fixture().call('a day later');
		await fixture().pollFor(poller, 4, 60);
		expect(allNamesOf(poller)).toEqual(['held back', 'a day later']);
	});

	test('is not deactivated by a restart', async () => {
		const poller = await blockedPoller(Kind);
		await poller.restart();
		await poller.tick();
		expect(poller.errors).toHaveLength(2);
	});
});
