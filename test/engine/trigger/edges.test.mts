import type { ServerResponse } from 'node:http';

import type { FaultInput } from '../../sandbox/index.mts';
import { DurablePoller } from '../../lib/engine/poller-durable.mts';
import { SchedulerPoller } from '../../lib/engine/poller-scheduler.mts';
import { hoursAfter, namesOf, NOON, POLLERS, useTriggerFixture } from '../../lib/engine/trigger-fixture.mts';
import { closeListeners, openListener } from '../../lib/listener.mts';

const fixture = useTriggerFixture();
afterEach(closeListeners);

/** Replies of gateways between n8n and the API. None of them means that the trigger is misconfigured. */
const GATEWAY_PAGES: Array<[what: string, fault: FaultInput]> = [
	['404 page of an ingress', { kind: 'html', status: 404 }],
	['empty 404', { kind: 'empty', status: 404 }],
	['403 page of a firewall', { kind: 'html', status: 403 }],
	['401 without a body', { kind: 'empty', status: 401 }],
	['404 in JSON without a result code', { kind: 'body', status: 404, body: { message: 'no Route matched with those values' } }],
];

describe.each(POLLERS)('Edge cases, with %s:', (_mode, Kind) => {
	test.each(GATEWAY_PAGES)('a restart during an outage that looks like a %s does not deactivate the trigger', async (_what, fault) => {
		const poller = fixture().poller(Kind);
		await poller.publish();
		await fixture().call('first');
		await poller.tick();
		await fixture().control.faults.add(fault);
		await poller.restart();
		await fixture().control.faults.clear();
		await fixture().call('second');
		await poller.tick();
		expect(namesOf(poller)).toEqual([['first'], ['second']]);
	});

	test('a reply that trickles in is aborted at the end of the poll budget, and the next poll works', async () => {
		const trickling = new Set<NodeJS.Timeout>();
		let isTrickling = true;
		const reply = (response: ServerResponse) => {
			response.writeHead(200, { 'content-type': 'application/json' });
			if (!isTrickling) return response.end(JSON.stringify({ result: '0', cdr: [{ cdr_id: 'c1', trans_date: NOON, user: { name: 'Ann' } }] }));
			const timer = setInterval(() => response.write(' '), 50);
			trickling.add(timer);
			return response.on('close', () => clearInterval(timer));
		};
		const slow = await openListener((_request, response) => void reply(response));
		fixture().base.engine.useCredential({ baseUrl: slow.origin });
		const poller = fixture().poller(Kind, { startFrom: 'today' }, { budgetMs: 1_500 });
		await expect(poller.publish()).rejects.toThrow(/did not answer in time$/);
		isTrickling = false;
		await poller.publish();
		await poller.tick();
		for (const timer of trickling) clearInterval(timer);
		expect(namesOf(poller)).toEqual([['Ann']]);
	});

	test('an entry of the list that is not a record is skipped and logged', async () => {
		const odd = await openListener((_request, response) =>
			response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ result: '0', cdr: [null, { cdr_id: 'c1', trans_date: NOON, user: { name: 'Ann' } }, 7] })),
		);
		fixture().base.engine.useCredential({ baseUrl: odd.origin });
		const poller = fixture().poller(Kind, { startFrom: 'today' });
		await poller.publish();
		await poller.tick();
		expect([namesOf(poller), poller.errors]).toEqual([[['Ann']], []]);
		expect(JSON.stringify(fixture().base.logged)).toContain('Entries skipped: 2');
	});

	test.each([['across midnight', -5], ['by days until after the first polls', -7_200]])('Start From Now delivers no old records if the clock of n8n is behind, even %s', async (_what, ahead) => {
		await fixture().setTime('2026-03-11T02:00:00.000Z');
		fixture().n8nAheadHours = ahead;
		await fixture().call('history', { endAt: '2026-03-11T01:00:00.000Z' });
		const poller = fixture().poller(Kind);
		await poller.publish();
		await poller.tick();
		await fixture().passHours(6);
		if (ahead < -24) fixture().n8nAheadHours = 0;
		await poller.tick();
		await fixture().call('new');
		await poller.tick();
		expect(namesOf(poller)).toEqual([['new']]);
	});
});

test('A first emission that n8n fails to save is delivered by the next poll', async () => {
	const poller = new DurablePoller(fixture().base.engine, {});
	await poller.publish();
	await fixture().call('first');
	poller.refusesCommits = true;
	await poller.tick();
	await fixture().call('second');
	await poller.tick();
	expect(poller.executions).toEqual([]);
	poller.refusesCommits = false;
	await poller.tick();
	await poller.tick();
	expect(namesOf(poller)).toEqual([['first', 'second']]);
});

test('With the durable scheduler alone, quiet polls read the recent days, and the whole lookback once an hour', async () => {
	const poller = new SchedulerPoller(fixture().base.engine, {});
	await poller.publish();
	await fixture().call('first');
	await poller.tick();
	await fixture().passHours(30);
	const counts: number[] = [];
	for (let minute = 0; minute < 130; minute += 10) {
		await fixture().control.clearRequests();
		await fixture().passMinutes(10);
		await poller.tick();
		counts.push((await fixture().control.requests()).length);
	}
	expect(counts.filter((count) => count > 1).length).toBeLessThanOrEqual(3);
	await fixture().call('late', { endAt: hoursAfter(fixture().now, -20) });
	await fixture().passMinutes(61);
	await poller.tick();
	expect(namesOf(poller)).toEqual([['first'], ['late']]);
});
