import * as fc from 'fast-check';
import { NodeApiError, type IDataObject } from 'n8n-workflow';

import { recordKey } from '../../../nodes/EnableXVideoTrigger/delivery/knownKeys';
import { readState } from '../../../nodes/EnableXVideoTrigger/delivery/savedState';
import { DAY } from '../../../nodes/shared/time/days';
import { json } from '../../lib/arbitraries.mts';
import type { Poller } from '../../lib/engine/poller.mts';
import { TODAY } from '../../lib/engine/trigger-full.mts';
import { allNamesOf, hoursAfter, namesOf, NOON, POLLERS, useTriggerFixture, type PollerKind } from '../../lib/engine/trigger-fixture.mts';

const fixture = useTriggerFixture();

const DAMAGED = 'The saved state of this trigger is damaged or from another version';
const hasWarned = () => JSON.stringify(fixture().base.logged).includes(DAMAGED);

/** A running trigger that has delivered one call. */
async function running(Kind: PollerKind): Promise<Poller> {
	const poller = fixture().poller(Kind);
	await poller.publish();
	await poller.tick();
	await fixture().call('brought');
	await fixture().passMinutes(1);
	await poller.tick();
	expect(namesOf(poller)).toEqual([['brought']]);
	return poller;
}

/** Imports the same workflow again into the same n8n, with its saved state, another one or none. */
function importAgain(Kind: PollerKind, poller: Poller, saved: IDataObject | undefined): Poller {
	const copy = fixture().poller(Kind, {}, { beside: poller });
	if (saved !== undefined) copy.overwrite(saved);
	return copy;
}

describe.each(POLLERS)('A state, with %s,', (_mode, Kind) => {
	test('is not shared with a copy of the workflow: the copy starts as Start From says, and does not affect the original', async () => {
		const first = await running(Kind);
		const copy = importAgain(Kind, first, undefined);
		await copy.publish();
		await copy.tick();
		await fixture().call('new');
		await fixture().passMinutes(1);
		for (const poller of [copy, first]) await poller.tick();
		expect([namesOf(first), namesOf(copy)]).toEqual([[['brought'], ['new']], [['new']]]);
	});

	test('continues in every workflow that is imported with it, and each delivers new records once', async () => {
		const first = await running(Kind);
		const copies = [1, 2].map(() => importAgain(Kind, first, first.saved));
		await fixture().call('new');
		await fixture().passMinutes(1);
		for (const copy of copies) await copy.publish();
		for (const poller of [...copies, first, ...copies]) await poller.tick();
		expect(copies.map(namesOf)).toEqual([[['new']], [['new']]]);
		expect(namesOf(first)).toEqual([['brought'], ['new']]);
	});

	test('is stored by the node name in static data, and by the node ID with durable cursors: a rename repeats nothing', async () => {
		const poller = await running(Kind);
		const old = allNamesOf(poller);
		await poller.rename('Calls');
		await poller.tick();
		await fixture().call('renamed');
		await fixture().passMinutes(1);
		await poller.tick();
		expect(allNamesOf(poller)).toEqual([...old, 'renamed']);
		// With its old name, the node continues with its old state, for which the records since then are new.
		await poller.rename('EnableX Video Trigger');
		await poller.tick();
		expect(allNamesOf(poller)).toEqual([...old, 'renamed', ...(poller.pollsAtStart ? ['renamed'] : [])]);
		expect([poller.errors, hasWarned()]).toEqual([[], false]);
	});

	test.each<[string, IDataObject, boolean]>([
		['of another type of node', { lastTimeChecked: NOON, possibleDuplicates: ['a'] }, false],
		['of a version before the first one', { delivery: { lastTime: NOON, ids: ['a', 'b'] } }, true],
		['of a later version', { delivery: { v: 2, stream: 'x', known: {} } }, true],
		['that is text', { delivery: '{"v":1}' }, true],
		['that is null', { delivery: null }, true],
		['of 30 MB that is invalid', { delivery: 'x'.repeat(30e6) }, true],
		['of a hundred thousand invalid days', { delivery: { v: 1, known: Object.fromEntries(Array.from({ length: 1e5 }, (_, day) => [`day ${day}`, ''])) } }, true],
	])('%s is discarded, with a line in the log if it looks like ours, and the trigger continues from now', async (_what, saved, isOurs) => {
		const first = await running(Kind);
		fixture().base.logged.length = 0;
		const poller = importAgain(Kind, first, saved);
		await poller.publish();
		await poller.tick();
		expect([poller.executions, poller.errors, hasWarned()]).toEqual([[], [], isOurs]);
		await fixture().call('new');
		await fixture().passMinutes(1);
		await poller.tick();
		expect(namesOf(poller)).toEqual([['new']]);
		expect(JSON.stringify(poller.saved).length).toBeLessThan(500);
	});

	test('that is damaged right after the first poll delivers nothing of that poll again', async () => {
		await fixture().call('delivered');
		const poller = fixture().poller(Kind, { startFrom: 'today' });
		await poller.publish();
		expect(namesOf(poller)).toEqual([['delivered']]);
		poller.overwrite({ delivery: { v: 2 } });
		await fixture().passMinutes(1);
		await poller.tick();
		await poller.tick();
		expect(namesOf(poller)).toEqual([['delivered']]);
	});

	test('with a million known records is reported as full, forgets none too early, and continues automatically when the lookback has passed their day', async () => {
		const first = await running(Kind);
		const { delivery } = { delivery: {}, ...first.saved };
		const known = { [TODAY - 1]: 'twelve chars'.repeat(1_000_000), ...Object(delivery).known };
		const poller = importAgain(Kind, first, { delivery: { ...Object(delivery), newest: TODAY, known } });
		await fixture().call('held back');
		await expect(poller.publish()).rejects.toThrow(/^The trigger remembers 400000 records/);
		expect(Object({ ...poller.saved }.delivery).known).toEqual(known);
		expect([poller.executions, hasWarned()]).toEqual([[], false]);
		// There is room again once newer records show that the lookback has passed the full day.
		await fixture().passHours(72);
		await fixture().call('later');
		await poller.publish();
		await poller.tick();
		expect(allNamesOf(poller)).toEqual(['held back', 'later']);
	});

	test('of any content delivers no old records, is logged if discarded, and causes at most a readable error', async () => {
		const first = await running(Kind);
		const { delivery } = { delivery: {}, ...first.saved };
		for (const hours of [-20, -3, 0]) await fixture().call('not brought yet', { endAt: hoursAfter(NOON, hours) });
		await fixture().passMinutes(1);
		const near = fc.oneof(json, fc.integer({ min: TODAY - 4, max: TODAY + 4 }), fc.integer({ min: TODAY - 4, max: TODAY + 4 }).map((day) => day * DAY));
		const field = ([name, value]: [string, unknown]) => [name, fc.oneof({ arbitrary: fc.constant(value), weight: 6 }, { arbitrary: near, weight: 1 })];
		const state = fc.record(Object.fromEntries(Object.entries(Object(delivery)).map(field)));
		await fc.assert(
			fc.asyncProperty(fc.oneof({ arbitrary: state, weight: 4 }, { arbitrary: json, weight: 1 }), async (saved) => {
				fixture().base.logged.length = 0;
				const poller = importAgain(Kind, first, JSON.parse(JSON.stringify({ delivery: saved })));
				await poller.restart().catch((error: Error) => void poller.errors.push(error));
				if (poller.errors.length === 0) await poller.tick();
				for (const error of poller.errors) {
					expect(error).toBeInstanceOf(NodeApiError);
					expect(error.message).toMatch(/^[A-Z].* .* /);
				}
				const read = readState(saved);
				expect(hasWarned()).toBe(read === undefined);
				const isOld = ({ cdr_id: id, disconnected_at: end }: IDataObject) =>
					read === undefined || Date.parse(String(end)) < Math.max(read.since, read.floor * DAY) || Object.values(read.known).join('').includes(recordKey(String(id)));
				expect(poller.executions.flat().filter(isOld)).toEqual([]);
			}),
			{ numRuns: 250 },
		);
	});
});
