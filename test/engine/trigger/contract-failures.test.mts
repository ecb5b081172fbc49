import type { FaultInput } from '../../sandbox/index.mts';
import { summarizeErrors } from '../../lib/engine/executions.mts';
import { allNamesOf, hoursAfter, namesOf, NOON, POLLERS, useTriggerFixture } from '../../lib/engine/trigger-fixture.mts';

const fixture = useTriggerFixture();

/** The fault of EnableX, the message for the user, and the failure cause for n8n. */
const FAILURES: Array<[fault: FaultInput, message: RegExp, failure: object | undefined]> = [
	[{ kind: 'status', status: 401, result: 10000, error: 'Invalid credentials' }, /^Invalid credentials$/, { cause: 'credential-invalid' }],
	[{ kind: 'rateLimit', retryAfter: 30 }, /^Too many requests$/, { cause: 'rate-limited', retryAfterMs: 30_000 }],
	[{ kind: 'rateLimit' }, /^Too many requests$/, { cause: 'rate-limited' }],
	[{ kind: 'status', status: 503, envelope: 'new', message: 'Maintenance' }, /^Maintenance$/, { cause: 'temporarily-unavailable' }],
	[{ kind: 'ok200Error', result: '10105', error: 'Server Busy' }, /^Server Busy$/, { cause: 'temporarily-unavailable' }],
	[{ kind: 'drop' }, /^The host 127\.0\.0\.1:\d+ closed the connection unexpectedly$/, { cause: 'temporarily-unavailable' }],
	// The first listing of the poll succeeds with nothing new.
	[{ kind: 'status', status: 503, envelope: 'new', message: 'Half way', after: 1 }, /^Half way$/, { cause: 'temporarily-unavailable' }],
	[{ kind: 'truncated', after: 1 }, /is not a JSON object, or it was cut off$/, undefined],
];

/** Invalid values of state fields that only control what is read. They are repaired. */
const REPAIRABLE: Array<[part: string, value: unknown]> = [
	['newest', 'yesterday'], ['swept', null], ['swept', 9e15], ['sweep', 'half way'], ['sweep', { next: 'x', begun: 0, waiting: null }],
	['sweep', { next: 20_522, begun: 20_522, waiting: 'x' }],
];
/** Invalid values of essential state fields. The state is discarded, which n8n's log reports. */
const ESSENTIAL: Array<[part: string, value: unknown]> = [
	['v', 2], ['stream', null], ['since', 'now'], ['floor', 20_521.5], ['floor', null], ['known', null], ['known', []],
	['known', { 20522: 'too short' }], ['known', { today: '' }], ['known', { 20522: 12 }],
];
/** Days so far in the future that only damage can explain them. */
const FAR_OFF: Array<[part: string, value: unknown]> = [
	['newest', 4e8], ['sweep', { next: 20_522, begun: 4e8, waiting: null }], ['sweep', { next: 4e8, begun: 20_522, waiting: null }],
	['floor', 4e8], ['since', 1e30],
];

const warnings = () => JSON.stringify(fixture().base.logged);

describe("The trigger's contract", () => {
	describe.each(POLLERS)('with %s', (_mode, Kind) => {
		test('A failed poll changes nothing and says why.', async () => {
			const poller = fixture().poller(Kind);
			await poller.publish();
			await poller.tick();
			for (const [index, [fault, message, failure]] of FAILURES.entries()) {
				// More than a day, so that a pass over the lookback takes more than one listing.
				await fixture().passHours(25);
				const names = fault.after === undefined ? [`day before ${index}`, `day ${index}`] : [`day before ${index}`];
				await fixture().call(names[0], { endAt: hoursAfter(fixture().now, -24) });
				if (fault.after === undefined) await fixture().call(names[1]);
				const before = JSON.stringify(poller.saved);
				await fixture().control.faults.add(fault);
				await poller.tick();
				expect(summarizeErrors(poller.errors.splice(0))).toEqual([{ message: expect.stringMatching(message), failure }]);
				expect(JSON.stringify(poller.saved)).toBe(before);
				expect(poller.executions).toEqual([]);

				await fixture().control.faults.clear();
				await poller.tick();
				expect(poller.errors).toEqual([]);
				expect(namesOf(poller)).toEqual([names]);
				poller.executions.length = 0;
			}
		});

		test('A restart while EnableX cannot be reached does not deactivate the trigger.', async () => {
			const poller = fixture().poller(Kind);
			await poller.publish();
			await poller.tick();
			const OUTAGES: FaultInput[] = [{ kind: 'drop' }, { kind: 'status', status: 503 }, { kind: 'rateLimit' }];
			for (const [index, outage] of OUTAGES.entries()) {
				await fixture().passMinutes(10);
				await fixture().call(`during ${index}`);
				await fixture().control.faults.add(outage);
				fixture().base.logged.length = 0;
				await poller.restart(index === 1 ? 'leadershipChange' : 'init');
				if (poller.pollsAtStart) expect(warnings()).toContain('The first poll after a restart failed: ');
				expect(poller.errors).toEqual([]);
				await poller.tick();
				expect(poller.errors.splice(0)).toHaveLength(1);
				await fixture().control.faults.clear();
				await poller.tick();
			}
			expect(poller.errors).toEqual([]);
			expect(namesOf(poller)).toEqual([['during 0'], ['during 1'], ['during 2']]);

			// But the first publishing, and a restart with a wrong key, fail immediately.
			await fixture().control.faults.add({ kind: 'drop' });
			await expect(fixture().poller(Kind).publish()).rejects.toThrow('closed the connection unexpectedly');
			await fixture().control.faults.clear();
			fixture().base.engine.useCredential({ appKey: 'wrong' });
			if (poller.pollsAtStart) await expect(poller.restart()).rejects.toThrow('Application not found');
			else await poller.tick();
			expect(poller.errors).toHaveLength(poller.pollsAtStart ? 0 : 1);
		});

		test('Damaged state is repaired, or discarded and logged; no old records are delivered.', async () => {
			for (const damage of [...REPAIRABLE, ...ESSENTIAL, ...FAR_OFF]) {
				const [part, value] = damage;
				const poller = fixture().poller(Kind, { startFrom: 'date', startDate: '2026-03-09' }, { budgetMs: 10_000 });
				await fixture().setTime(NOON);
				await fixture().call('known', { endAt: '2026-03-10T11:00:00Z' });
				await poller.publish();
				expect(allNamesOf(poller)).toContain('known');
				poller.executions.length = 0;
				fixture().base.logged.length = 0;

				const { delivery } = { delivery: {}, ...poller.saved };
				poller.overwrite({ delivery: { ...Object(delivery), [part]: value } });
				await poller.restart();
				await poller.tick();
				await fixture().passMinutes(1);
				await fixture().call('new');
				await fixture().pollFor(poller, 1, 30);
				expect([part, value, namesOf(poller), poller.errors]).toEqual([part, value, [['new']], []]);
				const hasLine = warnings().includes('The saved state of this trigger is damaged');
				if (!FAR_OFF.includes(damage)) expect(hasLine).toBe(ESSENTIAL.includes(damage));
				await fixture().control.reset();
				fixture().roomId = await fixture().addRoom();
			}
		});
	});
});
