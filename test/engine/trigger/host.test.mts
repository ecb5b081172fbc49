import type { IDataObject, Workflow } from 'n8n-workflow';

import { LegacyPoller } from '../../lib/engine/poller-legacy.mts';
import { allNamesOf, useTriggerFixture } from '../../lib/engine/trigger-fixture.mts';

const fixture = useTriggerFixture();

/** n8n before 2.38, whose contexts of a poll have no `getPollBudgetMs` (n8n-host.md 2.5). */
class OlderPoller extends LegacyPoller {
	protected override pollWith(...[workflow, makeContext, isCurrent]: Parameters<LegacyPoller['pollWith']>) {
		const withoutBudget: typeof makeContext = (...all) => {
			const context = makeContext(...all);
			if (!Object.hasOwn(context, 'getPollBudgetMs')) throw new Error('The n8n of today does not set a time either');
			Reflect.deleteProperty(context, 'getPollBudgetMs');
			return context;
		};
		return super.pollWith(workflow, withoutBudget, isCurrent);
	}
}

/** n8n with its static data, and the workflows that it has loaded. */
class WatchedPoller extends LegacyPoller {
	readonly loaded: Workflow[] = [];

	protected override makeWorkflow(saved: IDataObject | undefined): Workflow {
		const workflow = super.makeWorkflow(saved);
		this.loaded.push(workflow);
		return workflow;
	}

	/** Whether a poll has marked the static data as changed, so that n8n saves them with the next emission of any of its triggers. */
	get isMarked(): boolean {
		return this.loaded.at(-1)?.staticData.__dataChanged === true;
	}
}

describe('A poll of an n8n that sets no time for it', () => {
	test('emits what is new', async () => {
		const poller = new OlderPoller(fixture().base.engine);
		await poller.publish();
		await fixture().call('Ann');
		await fixture().passMinutes(5);
		await poller.tick();
		expect(poller.errors).toEqual([]);
		expect(allNamesOf(poller)).toEqual(['Ann']);
	});

	test('has the five minutes that n8n used to have, four of them for requests', async () => {
		const timeouts: unknown[] = [];
		const poller = new OlderPoller(fixture().base.engine);
		await poller.publish();
		const spy = jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
			timeouts.push(milliseconds);
			return new AbortController().signal;
		});
		await poller.tick();
		spy.mockRestore();
		expect(timeouts.length).toBeGreaterThan(0);
		for (const timeout of timeouts) {
			expect(timeout).toBeGreaterThan(230_000);
			expect(timeout).toBeLessThanOrEqual(240_000);
		}
	});
});

describe('A poll that finds nothing new', () => {
	test('does not mark the static data as changed between two sweeps', async () => {
		const poller = new WatchedPoller(fixture().base.engine);
		await poller.publish();
		await fixture().call('Ann');
		await fixture().passMinutes(5);
		await poller.tick();
		expect(allNamesOf(poller)).toEqual(['Ann']);
		for (let polls = 0; polls < 3; polls++) {
			await fixture().passMinutes(5);
			await poller.tick();
			expect([poller.errors, poller.isMarked]).toEqual([[], false]);
		}
	});
});
