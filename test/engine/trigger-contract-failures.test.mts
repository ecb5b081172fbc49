import type { FaultInput } from '../sandbox/index.mts';
import { saidBy } from './executions.mts';
import { allNamesOf, hoursAfter, namesOf, NOON, POLLERS, useScene } from './trigger-scene.mts';

const scene = useScene();

/** What EnableX answers, what the user reads, and what n8n is told. */
const FAILURES: Array<[fault: FaultInput, message: RegExp, failure: object | undefined]> = [
	[{ kind: 'status', status: 401, result: 10000, error: 'Invalid credentials' }, /^Invalid credentials$/, { cause: 'credential-invalid' }],
	[{ kind: 'rateLimit', retryAfter: 30 }, /^Too many requests$/, { cause: 'rate-limited', retryAfterMs: 30_000 }],
	[{ kind: 'rateLimit' }, /^Too many requests$/, { cause: 'rate-limited' }],
	[{ kind: 'status', status: 503, envelope: 'new', message: 'Maintenance' }, /^Maintenance$/, { cause: 'temporarily-unavailable' }],
	[{ kind: 'ok200Error', result: '10105', error: 'Server Busy' }, /^Server Busy$/, { cause: 'temporarily-unavailable' }],
	[{ kind: 'drop' }, /^The host 127\.0\.0\.1:\d+ broke the connection off$/, { cause: 'temporarily-unavailable' }],
	// The first listing of the poll succeeds: what it found must not be taken for delivered.
	[{ kind: 'status', status: 503, envelope: 'new', message: 'Half way', after: 1 }, /^Half way$/, { cause: 'temporarily-unavailable' }],
	[{ kind: 'truncated', after: 1 }, /it cannot be read as JSON, or it was cut off$/, undefined],
];

/** Parts of a state that only steer what is read, as nothing has ever written them: they are repaired. */
const STEERING: Array<[part: string, value: unknown]> = [
	['newest', 'yesterday'], ['swept', null], ['swept', 9e15], ['sweep', 'half way'], ['sweep', { next: 'x', begun: 0, waiting: null }],
	['sweep', { next: 20_522, begun: 20_522, waiting: 'x' }],
];
/** Without these there is nothing to go on from, and n8n's log says so. */
const ESSENTIAL: Array<[part: string, value: unknown]> = [
	['v', 2], ['stream', null], ['since', 'now'], ['floor', 20_521.5], ['floor', null], ['known', null], ['known', []],
	['known', { 20522: 'too short' }], ['known', { today: '' }], ['known', { 20522: 12 }],
];
/** Days beyond all calendars, which only damage can have written. */
const FAR_OFF: Array<[part: string, value: unknown]> = [
	['newest', 4e8], ['sweep', { next: 20_522, begun: 4e8, waiting: null }], ['sweep', { next: 4e8, begun: 20_522, waiting: null }],
	['floor', 4e8], ['since', 1e30],
];

const warnings = () => JSON.stringify(scene().fixture.logged);

describe("The trigger's contract", () => {
	describe.each(POLLERS)('with %s', (_mode, Kind) => {
		test('A failed poll changes nothing, and says why.', async () => {
			const poller = scene().poller(Kind);
			await poller.publish();
			await poller.tick();
			for (const [index, [fault, message, failure]] of FAILURES.entries()) {
				// Two days, so that a pass over the lookback takes more than one listing.
				await scene().passHours(25);
				const names = [`day before ${index}`, `day ${index}`];
				await scene().call(names[0], { endAt: hoursAfter(scene().now, -20) });
				await scene().call(names[1]);
				const before = JSON.stringify(poller.saved);
				await scene().control.faults.add(fault);
				await poller.tick();
				expect(saidBy(poller.errors.splice(0))).toEqual([{ message: expect.stringMatching(message), failure }]);
				expect(JSON.stringify(poller.saved)).toBe(before);
				expect(poller.executions).toEqual([]);

				await scene().control.faults.clear();
				await poller.tick();
				expect(poller.errors).toEqual([]);
				expect(namesOf(poller)).toEqual([names]);
				poller.executions.length = 0;
			}
		});

		test('A restart while EnableX cannot be reached does not switch the trigger off.', async () => {
			const poller = scene().poller(Kind);
			await poller.publish();
			await poller.tick();
			const OUTAGES: FaultInput[] = [{ kind: 'drop' }, { kind: 'status', status: 503 }, { kind: 'rateLimit' }];
			for (const [index, outage] of OUTAGES.entries()) {
				await scene().passMinutes(10);
				await scene().call(`during ${index}`);
				await scene().control.faults.add(outage);
				scene().fixture.logged.length = 0;
				await poller.restart(index === 1 ? 'leadershipChange' : 'init');
				if (poller.pollsAtStart) expect(warnings()).toContain('The first poll after a restart failed: ');
				expect(poller.errors).toEqual([]);
				await poller.tick();
				expect(poller.errors.splice(0)).toHaveLength(1);
				await scene().control.faults.clear();
				await poller.tick();
			}
			expect(poller.errors).toEqual([]);
			expect(namesOf(poller)).toEqual([['during 0'], ['during 1'], ['during 2']]);

			// But who publishes it for the first time, or restarts with a key that is wrong, sees it at once.
			await scene().control.faults.add({ kind: 'drop' });
			await expect(scene().poller(Kind).publish()).rejects.toThrow('broke the connection off');
			await scene().control.faults.clear();
			scene().fixture.engine.useCredential({ appKey: 'wrong' });
			if (poller.pollsAtStart) await expect(poller.restart()).rejects.toThrow('Application not found');
			else await poller.tick();
			expect(poller.errors).toHaveLength(poller.pollsAtStart ? 0 : 1);
		});

		test('A damaged state is repaired or left behind with a line in the log, and floods nobody.', async () => {
			for (const damage of [...STEERING, ...ESSENTIAL, ...FAR_OFF]) {
				const [part, value] = damage;
				const poller = scene().poller(Kind, { startFrom: 'date', startDate: '2026-03-09' }, { budgetMs: 10_000 });
				await scene().setTime(NOON);
				await scene().call('known', { endAt: '2026-03-10T11:00:00Z' });
				await poller.publish();
				expect(allNamesOf(poller)).toContain('known');
				poller.executions.length = 0;
				scene().fixture.logged.length = 0;

				const { delivery } = { delivery: {}, ...poller.saved };
				poller.overwrite({ delivery: { ...Object(delivery), [part]: value } });
				await poller.restart();
				await poller.tick();
				await scene().passMinutes(1);
				await scene().call('new');
				await scene().pollFor(poller, 1, 30);
				expect([part, value, namesOf(poller), poller.errors]).toEqual([part, value, [['new']], []]);
				const hasLine = warnings().includes('The saved state of this trigger is damaged');
				if (!FAR_OFF.includes(damage)) expect(hasLine).toBe(ESSENTIAL.includes(damage));
				await scene().control.reset();
				scene().roomId = await scene().addRoom();
			}
		});
	});
});
