import type { INodeParameters } from 'n8n-workflow';

import { DurablePoller } from './poller-durable.mts';
import { allNamesOf, namesOf, POLLERS, useScene } from './trigger-scene.mts';

const scene = useScene();
const from = (startDate: string): INodeParameters => ({ startFrom: 'date', startDate });

/** Calls that ended at these moments, named by them. */
async function callsAt(...ends: string[]) {
	for (const endAt of ends) await scene().call(endAt, { endAt });
}

describe.each(POLLERS)('Start From, with %s', (_mode, Kind) => {
	/** What a trigger brings right when it is published. */
	async function broughtByPublishing(parameters: INodeParameters, timezone?: string) {
		const poller = scene().poller(Kind, parameters, { timezone });
		await poller.publish();
		return namesOf(poller);
	}

	test('Now brings nothing that was listed before, and everything that is listed later', async () => {
		await callsAt('2026-03-08T23:00:00Z', '2026-03-09T10:00:00Z', '2026-03-10T11:59:00Z');
		const poller = scene().poller(Kind);
		await poller.publish();
		await poller.tick();
		await scene().call('new');
		await scene().passMinutes(1);
		await poller.tick();
		expect(namesOf(poller)).toEqual([['new']]);
	});

	test('Now also brings calls of before that are listed later, back to the start of the day before', async () => {
		await scene().call('of the day before yesterday', { endAt: '2026-03-08T23:59:59Z', lateHours: 13 });
		await scene().call('of yesterday', { endAt: '2026-03-09T00:00:00Z', lateHours: 36.5 });
		await scene().call('of today', { endAt: '2026-03-10T11:59:00Z', lateHours: 0.5 });
		const poller = scene().poller(Kind);
		await poller.publish();
		await scene().pollFor(poller, 2, 30);
		expect(allNamesOf(poller).sort()).toEqual(['of today', 'of yesterday']);
	});

	test('Today begins with the day of publishing in the time zone of the workflow', async () => {
		const ends = ['2026-03-09T18:29:59Z', '2026-03-09T18:30:00Z', '2026-03-10T03:59:59Z', '2026-03-10T04:00:00Z'];
		await callsAt(...ends);
		expect(await broughtByPublishing({ startFrom: 'today' }, 'Asia/Kolkata')).toEqual([ends.slice(1)]);
		expect(await broughtByPublishing({ startFrom: 'today' }, 'America/New_York')).toEqual([ends.slice(3)]);
	});

	test('Today stays the day of publishing', async () => {
		const poller = scene().poller(Kind, { startFrom: 'today' });
		await callsAt('2026-03-09T20:00:00Z', '2026-03-10T08:00:00Z');
		await poller.publish();
		await scene().passHours(24);
		await poller.restart();
		await scene().pollFor(poller, 2, 30);
		expect(namesOf(poller)).toEqual([['2026-03-10T08:00:00Z']]);
	});

	test.each([
		['a time of the workflow', '2026-03-04T12:00:00', 'Asia/Kolkata', '2026-03-04T06:30:00.000Z'],
		['a day', '2026-03-04', 'America/New_York', '2026-03-04T05:00:00.000Z'],
		['a time with an offset', '2026-03-04T12:00:00+02:00', 'Asia/Kolkata', '2026-03-04T10:00:00.000Z'],
		['an expression', '={{ DateTime.fromISO("2026-03-04T12:00:00Z") }}', 'Asia/Kolkata', '2026-03-04T12:00:00.000Z'],
	])('Date begins exactly at %s', async (_what, startDate, timezone, moment) => {
		await callsAt(new Date(Date.parse(moment) - 1).toISOString(), moment, '2026-03-10T11:00:00.000Z');
		expect(await broughtByPublishing(from(startDate), timezone)).toEqual([[moment, '2026-03-10T11:00:00.000Z']]);
	});

	test('Date does not begin anew when its expression gives another moment at each poll', async () => {
		await callsAt('2026-03-05T12:00:00Z');
		const poller = scene().poller(Kind, from('={{ DateTime.fromISO("2026-03-04T12:00:00Z").plus(Math.floor(Math.random() * 1e6)) }}'));
		await poller.publish();
		await scene().pollFor(poller, 2, 20);
		expect(namesOf(poller)).toEqual([['2026-03-05T12:00:00Z']]);
	});

	test('Date may lie ahead: what ends before it does not come', async () => {
		const poller = scene().poller(Kind, from('2026-03-12'));
		await poller.publish();
		await callsAt('2026-03-11T23:59:59Z', '2026-03-12T00:00:00Z', '2026-03-13T00:00:00Z');
		await scene().pollFor(poller, 72, 180);
		expect(allNamesOf(poller)).toEqual(['2026-03-12T00:00:00Z', '2026-03-13T00:00:00Z']);
	});

	test('Date more than a year ahead, as a typo gives, is refused at publishing and at the test step, in a sentence that names Start Date', async () => {
		await scene().call('now');
		const poller = scene().poller(Kind, from('3026-03-10'));
		const refused = 'Start Date "3026-03-10" is more than a year ahead';
		await expect(poller.publish()).rejects.toThrow(refused);
		expect((await poller.test()).error).toMatchObject({ message: refused, description: expect.stringMatching(/^Correct its year\./) });
		expect([poller.executions, poller.saved ?? {}, JSON.stringify(scene().fixture.logged).includes('damaged')]).toEqual([[], {}, false]);
	});

	test('asks for no day that EnableX cannot have any more', async () => {
		await scene().control.clearRequests();
		expect(await broughtByPublishing(from('2020-01-01'))).toEqual([]);
		const days = (await scene().control.requests()).map(({ path }) => path.replace('/video/v2/cdr/period/', '').split('/')[0]);
		expect([...days].sort()[0]).toBe('2025-12-08');
		expect(days.length).toBeLessThan(20);
	});

	test.each(['now', 'today', 'date'])('%s never starts the workflow without a record', async (startFrom) => {
		for (const emptyLists of ['array', 'null', 'missing'] as const) {
			await scene().control.settings({ emptyLists });
			const poller = scene().poller(Kind, { startFrom, startDate: '2026-03-01' });
			await poller.publish();
			await poller.tick();
			await poller.restart();
			expect([poller.executions, poller.errors]).toEqual([[], []]);
		}
	});

	test('begins anew when it is changed to another date or to Today, and goes on when it is changed to Now', async () => {
		const [first, second, third] = ['2026-03-02T00:00:00Z', '2026-03-09T00:00:00Z', '2026-03-10T11:00:00Z'];
		await callsAt(first, second, third);
		const poller = scene().poller(Kind, from('2026-03-01'));
		const broughtBy = async (change: () => Promise<void>) => {
			poller.executions.length = 0;
			await change();
			await poller.tick();
			return allNamesOf(poller);
		};
		expect(await broughtBy(async () => await poller.publish())).toEqual([first, second, third]);
		expect(await broughtBy(async () => await poller.republish(from('2026-03-01')))).toEqual([]);
		expect(await broughtBy(async () => await poller.republish(from('2026-03-05')))).toEqual([second, third]);
		expect(await broughtBy(async () => await poller.republish({ startFrom: 'now' }))).toEqual([]);
		expect(await broughtBy(async () => await poller.republish({ startFrom: 'today' }))).toEqual([third]);
		await scene().passMinutes(1);
		await scene().call('new');
		expect(await broughtBy(async () => await poller.republish({ startFrom: 'now' }))).toEqual(['new']);
	});

	test('loses nothing between publishing and the first poll', async () => {
		const poller = scene().poller(Kind);
		await scene().call('before');
		await poller.publish();
		await scene().passMinutes(30);
		await scene().call('between');
		await scene().passMinutes(30);
		await poller.tick();
		expect(namesOf(poller)).toEqual([['between']]);
	});
});

test('With durable poll cursors, publishing again before the first poll is a new beginning', async () => {
	const poller = scene().poller(DurablePoller);
	await poller.publish();
	await scene().call('before');
	await poller.publish();
	await scene().call('after');
	await poller.tick();
	expect(namesOf(poller)).toEqual([['after']]);
});
