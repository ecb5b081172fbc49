import * as fc from 'fast-check';
import { NodeApiError, type IDataObject } from 'n8n-workflow';

import { keyOf } from '../../nodes/EnableXVideoTrigger/knownKeys';
import { readState } from '../../nodes/EnableXVideoTrigger/savedState';
import { DAY } from '../../nodes/shared/days';
import { json } from '../unit/arbitraries.mts';
import type { Poller } from './poller.mts';
import { TODAY } from './trigger-full.mts';
import { allNamesOf, hoursAfter, namesOf, NOON, POLLERS, useScene, type PollerKind } from './trigger-scene.mts';

const scene = useScene();

const DAMAGED = 'The saved state of this trigger is damaged or of another version';
const hasWarned = () => JSON.stringify(scene().fixture.logged).includes(DAMAGED);

/** A trigger that runs, and has brought one call. */
async function running(Kind: PollerKind): Promise<Poller> {
	const poller = scene().poller(Kind);
	await poller.publish();
	await poller.tick();
	await scene().call('brought');
	await scene().passMinutes(1);
	await poller.tick();
	expect(namesOf(poller)).toEqual([['brought']]);
	return poller;
}

/** The same workflow once more in the same n8n, with what is saved of it, or with something else. */
function importAgain(Kind: PollerKind, poller: Poller, saved: IDataObject | undefined): Poller {
	const copy = scene().poller(Kind, {}, { beside: poller });
	if (saved !== undefined) copy.overwrite(saved);
	return copy;
}

describe.each(POLLERS)('A state, with %s,', (_mode, Kind) => {
	test('is not shared with a copy of the workflow: the copy starts as Start From says, and takes nothing from the first', async () => {
		const first = await running(Kind);
		const copy = importAgain(Kind, first, undefined);
		await copy.publish();
		await copy.tick();
		await scene().call('new');
		await scene().passMinutes(1);
		for (const poller of [copy, first]) await poller.tick();
		expect([namesOf(first), namesOf(copy)]).toEqual([[['brought'], ['new']], [['new']]]);
	});

	test('goes on in every workflow that was imported with it, and each brings what is new once', async () => {
		const first = await running(Kind);
		const copies = [1, 2].map(() => importAgain(Kind, first, first.saved));
		await scene().call('new');
		await scene().passMinutes(1);
		for (const copy of copies) await copy.publish();
		for (const poller of [...copies, first, ...copies]) await poller.tick();
		expect(copies.map(namesOf)).toEqual([[['new']], [['new']]]);
		expect(namesOf(first)).toEqual([['brought'], ['new']]);
	});

	test('is kept by the name of the node in static data, and by the node in durable cursors: a rename repeats nothing', async () => {
		const poller = await running(Kind);
		const old = allNamesOf(poller);
		await poller.rename('Calls');
		await poller.tick();
		await scene().call('renamed');
		await scene().passMinutes(1);
		await poller.tick();
		expect(allNamesOf(poller)).toEqual([...old, 'renamed']);
		// Named back, the state of that name goes on: what the other name has brought is new to it.
		await poller.rename('EnableX Video Trigger');
		await poller.tick();
		expect(allNamesOf(poller)).toEqual([...old, 'renamed', ...(poller.pollsAtStart ? ['renamed'] : [])]);
		expect([poller.errors, hasWarned()]).toEqual([[], false]);
	});

	test.each<[string, IDataObject, boolean]>([
		['of another kind of node', { lastTimeChecked: NOON, possibleDuplicates: ['a'] }, false],
		['of a version before the first one', { delivery: { lastTime: NOON, ids: ['a', 'b'] } }, true],
		['of a later version', { delivery: { v: 2, stream: 'x', known: {} } }, true],
		['that is text', { delivery: '{"v":1}' }, true],
		['that is null', { delivery: null }, true],
		['of 30 MB that is none', { delivery: 'x'.repeat(30e6) }, true],
		['of a hundred thousand broken days', { delivery: { v: 1, known: Object.fromEntries(Array.from({ length: 1e5 }, (_, day) => [`day ${day}`, ''])) } }, true],
	])('%s is left behind, with a line in the log if it was to be ours, and the trigger goes on from now', async (_what, saved, isOurs) => {
		const first = await running(Kind);
		scene().fixture.logged.length = 0;
		const poller = importAgain(Kind, first, saved);
		await poller.publish();
		await poller.tick();
		expect([poller.executions, poller.errors, hasWarned()]).toEqual([[], [], isOurs]);
		await scene().call('new');
		await scene().passMinutes(1);
		await poller.tick();
		expect(namesOf(poller)).toEqual([['new']]);
		expect(JSON.stringify(poller.saved).length).toBeLessThan(500);
	});

	test('with a million known records says that it is full, forgets none before its time, and goes on by itself when the lookback has passed their day', async () => {
		const first = await running(Kind);
		const { delivery } = { delivery: {}, ...first.saved };
		const known = { [TODAY - 1]: 'twelve chars'.repeat(1_000_000), ...Object(delivery).known };
		const poller = importAgain(Kind, first, { delivery: { ...Object(delivery), newest: TODAY, known } });
		await scene().call('held back');
		await expect(poller.publish()).rejects.toThrow(/^The trigger remembers 400000 records/);
		expect(Object({ ...poller.saved }.delivery).known).toEqual(known);
		expect([poller.executions, hasWarned()]).toEqual([[], false]);
		// Room comes with records that show that the lookback has passed the full day.
		await scene().passHours(72);
		await scene().call('later');
		await poller.publish();
		await poller.tick();
		expect(allNamesOf(poller)).toEqual(['held back', 'later']);
	});

	test('whatever it is, gives nothing that is old without a line in the log, and at most a sentence', async () => {
		const first = await running(Kind);
		const { delivery } = { delivery: {}, ...first.saved };
		for (const hours of [-20, -3, 0]) await scene().call('not brought yet', { endAt: hoursAfter(NOON, hours) });
		await scene().passMinutes(1);
		const near = fc.oneof(json, fc.integer({ min: TODAY - 4, max: TODAY + 4 }), fc.integer({ min: TODAY - 4, max: TODAY + 4 }).map((day) => day * DAY));
		const field = ([name, value]: [string, unknown]) => [name, fc.oneof({ arbitrary: fc.constant(value), weight: 6 }, { arbitrary: near, weight: 1 })];
		const state = fc.record(Object.fromEntries(Object.entries(Object(delivery)).map(field)));
		await fc.assert(
			fc.asyncProperty(fc.oneof({ arbitrary: state, weight: 4 }, { arbitrary: json, weight: 1 }), async (saved) => {
				scene().fixture.logged.length = 0;
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
					read === undefined || Date.parse(String(end)) < Math.max(read.since, read.floor * DAY) || Object.values(read.known).join('').includes(keyOf(String(id)));
				expect(poller.executions.flat().filter(isOld)).toEqual([]);
			}),
			{ numRuns: 250 },
		);
	});
});
