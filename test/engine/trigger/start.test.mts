import type { INodeParameters } from 'n8n-workflow';

import { DurablePoller } from '../../lib/engine/poller-durable.mts';
import { allNamesOf, namesOf, POLLERS, useTriggerFixture } from '../../lib/engine/trigger-fixture.mts';

const fixture = useTriggerFixture();
const from = (startDate: string): INodeParameters => ({ startFrom: 'date', startDate });

/** Runs calls that end at these times, with the end time as the user's name. */
async function callsAt(...ends: string[]) {
	for (const endAt of ends) await fixture().call(endAt, { endAt });
}

describe.each(POLLERS)('Start From, with %s', (_mode, Kind) => {
	/** The records that a trigger delivers when it is published. */
	async function publishAndRead(parameters: INodeParameters, timezone?: string) {
		const poller = fixture().poller(Kind, parameters, { timezone });
		await poller.publish();
		return namesOf(poller);
	}

	test('Now delivers only records that are listed later', async () => {
		await callsAt('2026-03-08T23:00:00Z', '2026-03-09T10:00:00Z', '2026-03-10T11:59:00Z');
		const poller = fixture().poller(Kind);
		await poller.publish();
		await poller.tick();
		await fixture().call('new');
		await fixture().passMinutes(1);
		await poller.tick();
		expect(namesOf(poller)).toEqual([['new']]);
	});

	test('Now also delivers earlier calls that are listed later, back to the start of yesterday', async () => {
		await fixture().call('of the day before yesterday', { endAt: '2026-03-08T23:59:59Z', lateHours: 13 });
		await fixture().call('of yesterday', { endAt: '2026-03-09T00:00:00Z', lateHours: 36.5 });
		await fixture().call('of today', { endAt: '2026-03-10T11:59:00Z', lateHours: 0.5 });
		const poller = fixture().poller(Kind);
		await poller.publish();
		await fixture().pollFor(poller, 2, 30);
		expect(allNamesOf(poller).sort()).toEqual(['of today', 'of yesterday']);
	});

	test('Today begins with the day of publishing in the time zone of the workflow', async () => {
		const ends = ['2026-03-09T18:29:59Z', '2026-03-09T18:30:00Z', '2026-03-10T03:59:59Z', '2026-03-10T04:00:00Z'];
		await callsAt(...ends);
		expect(await publishAndRead({ startFrom: 'today' }, 'Asia/Kolkata')).toEqual([ends.slice(1)]);
		expect(await publishAndRead({ startFrom: 'today' }, 'America/New_York')).toEqual([ends.slice(3)]);
	});

	test('Today stays the day of publishing', async () => {
		const poller = fixture().poller(Kind, { startFrom: 'today' });
		await callsAt('2026-03-09T20:00:00Z', '2026-03-10T08:00:00Z');
		await poller.publish();
		await fixture().passHours(24);
		await poller.restart();
		await fixture().pollFor(poller, 2, 30);
		expect(namesOf(poller)).toEqual([['2026-03-10T08:00:00Z']]);
	});

	test.each([
		['a time in the time zone of the workflow', '2026-03-04T12:00:00', 'Asia/Kolkata', '2026-03-04T06:30:00.000Z'],
		['a day', '2026-03-04', 'America/New_York', '2026-03-04T05:00:00.000Z'],
		['a time with an offset', '2026-03-04T12:00:00+02:00', 'Asia/Kolkata', '2026-03-04T10:00:00.000Z'],
		['an expression', '={{ DateTime.fromISO("2026-03-04T12:00:00Z") }}', 'Asia/Kolkata', '2026-03-04T12:00:00.000Z'],
	])('Date begins exactly at %s', async (_what, startDate, timezone, moment) => {
		await callsAt(new Date(Date.parse(moment) - 1).toISOString(), moment, '2026-03-10T11:00:00.000Z');
		expect(await publishAndRead(from(startDate), timezone)).toEqual([[moment, '2026-03-10T11:00:00.000Z']]);
	});

	test('Date does not start again if its expression returns a different time at each poll', async () => {
		await callsAt('2026-03-05T12:00:00Z');
		const poller = fixture().poller(Kind, from('={{ DateTime.fromISO("2026-03-04T12:00:00Z").plus(Math.floor(Math.random() * 1e6)) }}'));
		await poller.publish();
		await fixture().pollFor(poller, 2, 20);
		expect(namesOf(poller)).toEqual([['2026-03-05T12:00:00Z']]);
	});

	test('Date may be in the future: calls that end before it are not delivered', async () => {
		const poller = fixture().poller(Kind, from('2026-03-12'));
		await poller.publish();
		await callsAt('2026-03-11T23:59:59Z', '2026-03-12T00:00:00Z', '2026-03-13T00:00:00Z');
		await fixture().pollFor(poller, 72, 180);
		expect(allNamesOf(poller)).toEqual(['2026-03-12T00:00:00Z', '2026-03-13T00:00:00Z']);
	});

	test('Date more than a year ahead, such as a typo, is rejected on publishing and in the test step, in a message that names Start Date', async () => {
		await fixture().call('now');
		const poller = fixture().poller(Kind, from('3026-03-10'));
		const message = 'Start Date "3026-03-10" is more than a year ahead';
		await expect(poller.publish()).rejects.toThrow(message);
		expect((await poller.test()).error).toMatchObject({ message, description: expect.stringMatching(/^Correct the year:/) });
		expect([poller.executions, poller.saved ?? {}, JSON.stringify(fixture().base.logged).includes('damaged')]).toEqual([[], {}, false]);
	});

	test('requests no day that EnableX no longer keeps', async () => {
		await fixture().control.clearRequests();
		expect(await publishAndRead(from('2020-01-01'))).toEqual([]);
		const days = (await fixture().control.requests()).map(({ path }) => path.replace('/video/v2/cdr/period/', '').split('/')[0]);
		expect([...days].sort()[0]).toBe('2025-12-08');
		expect(days.length).toBeLessThan(20);
	});

	test.each(['now', 'today', 'date'])('%s never starts the workflow without a record', async (startFrom) => {
		for (const emptyLists of ['array', 'null', 'missing'] as const) {
			await fixture().control.settings({ emptyLists });
			const poller = fixture().poller(Kind, { startFrom, startDate: '2026-03-01' });
			await poller.publish();
			await poller.tick();
			await poller.restart();
			expect([poller.executions, poller.errors]).toEqual([[], []]);
		}
	});

	test('starts again when it is changed to another date or to Today, and continues when it is changed to Now', async () => {
		const [first, second, third] = ['2026-03-02T00:00:00Z', '2026-03-09T00:00:00Z', '2026-03-10T11:00:00Z'];
		await callsAt(first, second, third);
		const poller = fixture().poller(Kind, from('2026-03-01'));
		const deliveredAfter = async (change: () => Promise<void>) => {
			poller.executions.length = 0;
			await change();
			await poller.tick();
			return allNamesOf(poller);
		};
		expect(await deliveredAfter(async () => await poller.publish())).toEqual([first, second, third]);
		expect(await deliveredAfter(async () => await poller.republish(from('2026-03-01')))).toEqual([]);
		expect(await deliveredAfter(async () => await poller.republish(from('2026-03-05')))).toEqual([second, third]);
		expect(await deliveredAfter(async () => await poller.republish({ startFrom: 'now' }))).toEqual([]);
		expect(await deliveredAfter(async () => await poller.republish({ startFrom: 'today' }))).toEqual([third]);
		await fixture().passMinutes(1);
		await fixture().call('new');
		expect(await deliveredAfter(async () => await poller.republish({ startFrom: 'now' }))).toEqual(['new']);
	});

	test('loses nothing between publishing and the first poll', async () => {
		const poller = fixture().poller(Kind);
		await fixture().call('before');
		await poller.publish();
		await fixture().passMinutes(30);
		await fixture().call('between');
		await fixture().passMinutes(30);
		await poller.tick();
		expect(namesOf(poller)).toEqual([['between']]);
	});
});

test('With durable poll cursors, publishing again before the first poll starts from there', async () => {
	const poller = fixture().poller(DurablePoller);
	await poller.publish();
	await fixture().call('before');
	await poller.publish();
	await fixture().call('after');
	await poller.tick();
	expect(namesOf(poller)).toEqual([['after']]);
});
