import type { INodeParameters } from 'n8n-workflow';

import { locator } from '../../lib/operations/locator.mts';
import type { Poller } from '../../lib/engine/poller.mts';
import { fullPoller, knownOf } from '../../lib/engine/trigger-full.mts';
import { allNamesOf, hoursAfter, namesOf, NOON, POLLERS, useTriggerFixture } from '../../lib/engine/trigger-fixture.mts';

const fixture = useTriggerFixture();

const bytesOf = ({ saved }: Poller) => JSON.stringify(saved).length;
const archivesOf = ({ executions }: Poller) => executions.map((items) => items.map(({ archive_id: id }) => id));

describe("The trigger's contract", () => {
	describe.each(POLLERS)('with %s', (_mode, Kind) => {
		test('The test step shows the newest records and never touches the state.', async () => {
			const poller = fixture().poller(Kind);
			const { error } = await poller.test();
			expect(error?.message).toBe('No matching call detail records in the last 30 days');
			for (let minute = 0; minute < 12; minute++) await fixture().call(`call ${minute}`, { endAt: hoursAfter(NOON, -1 - minute / 60) });
			const newest = Array.from({ length: 10 }, (_, index) => `call ${9 - index}`);
			const shown = async () => {
				const { items, isStateTouched } = await poller.test();
				expect(isStateTouched).toBe(false);
				return items.map(({ user_name: name }) => name);
			};
			expect(await shown()).toEqual(newest);
			expect(poller.saved).toBeUndefined();

			await poller.publish();
			await poller.tick();
			await fixture().call('new');
			const before = JSON.stringify(poller.saved);
			expect(await shown()).toEqual([...newest.slice(1), 'new']);
			expect(JSON.stringify(poller.saved)).toBe(before);
			await poller.restart();
			await poller.tick();
			expect(namesOf(poller)).toEqual([['new']]);
		});

		test('The state is bounded, and no record is dropped to make room.', async () => {
			const poller = fixture().poller(Kind);
			await poller.publish();
			await fixture().control.seedCdrs({ count: 1_500, from: '2026-03-10T09:30:00Z', to: NOON, roomId: fixture().roomId });
			await fixture().passMinutes(1);
			await poller.tick();
			expect(poller.executions[0]).toHaveLength(1_500);
			expect(bytesOf(poller) / 1_500).toBeLessThanOrEqual(16);
			await fixture().passHours(60);
			await fixture().call('later');
			await fixture().pollFor(poller, 3, 60);
			expect(namesOf(poller).slice(1)).toEqual([['later']]);
			await fixture().passHours(1);
			await fixture().call('last');
			await poller.tick();
			expect(bytesOf(poller)).toBeLessThan(400);

			const full = await fullPoller(fixture(), Kind);
			const known = knownOf(full);
			await fixture().call('held back');
			await full.tick();
			expect(full.errors.splice(0)).toMatchObject([{ message: expect.stringMatching(/^The trigger remembers 400000 records/) }]);
			expect(knownOf(full)).toEqual(known);
			await fixture().passHours(1);
			await full.republish({ options: { lookbackDays: 1 } });
			await full.tick();
			expect([allNamesOf(full), full.errors]).toEqual([['held back'], []]);
		});

		test('Another account, Base URL, event or room starts a new stream; a new App Key does not.', async () => {
			const poller = fixture().poller(Kind);
			const { engine, sandbox } = fixture().base;
			await poller.publish();
			await poller.tick();
			/** Whether the stream continues after a change: then a call between two polls is delivered, otherwise it is old. */
			const continuesAfter = async (change: () => Promise<unknown> | unknown, roomId?: string) => {
				await fixture().passMinutes(5);
				await fixture().call('between', { recording: true, roomId, transcodedAfterSeconds: 0 });
				await change();
				await poller.tick();
				const isDelivered = poller.executions.splice(0).length > 0;
				await fixture().passMinutes(5);
				await fixture().call('after', { recording: true, roomId, transcodedAfterSeconds: 0 });
				await poller.tick();
				expect(poller.executions.splice(0)).toHaveLength(1);
				expect(poller.errors).toEqual([]);
				return isDelivered;
			};
			const publishWith = (parameters: INodeParameters) => async () => await poller.republish(parameters);
			expect(await continuesAfter(() => {})).toBe(true);
			expect(await continuesAfter(async () => {
				await fixture().control.project({ appId: sandbox.appId, appKey: 'another-key' });
				engine.useCredential({ appKey: 'another-key' });
			})).toBe(true);
			expect(await continuesAfter(() => engine.useCredential({ baseUrl: `${sandbox.origin}/video/v1/` }))).toBe(false);
			expect(await continuesAfter(publishWith({ filters: { minDuration: 1 }, simplify: false }))).toBe(true);
			expect(await continuesAfter(publishWith({ filters: { roomId: locator(fixture().roomId) } }))).toBe(false);
			expect(await continuesAfter(publishWith({ event: 'recording' }))).toBe(false);
			expect(await continuesAfter(publishWith({ filters: {} }))).toBe(false);
			await fixture().control.project({ appId: 'another-account', appKey: 'its-key' });
			const { roomIds } = await fixture().control.seedRooms({ count: 1, appId: 'another-account' });
			expect(await continuesAfter(() => engine.useCredential({ appId: 'another-account', appKey: 'its-key' }), roomIds[0])).toBe(false);
			expect(await continuesAfter(() => {}, roomIds[0])).toBe(true);
		});

		test('A recording is delivered once, when its transcoded file is available.', async () => {
			const poller = fixture().poller(Kind, { event: 'recording' });
			const record = async (transcodedAfterHours: number) =>
				(await fixture().call('Ann', { recording: true, transcodedAfterSeconds: transcodedAfterHours * 3600 })).archiveId;
			const old = await record(0);
			await fixture().call('Bob', { recording: false, chat: true });
			await poller.publish();
			const weeks = await record(20 * 24);
			const hours = await record(5.5);
			const arrivals = [];
			for (let day = 0; day < 29; day++) {
				if (day === 15) await poller.restart();
				if (day % 5 === 4) arrivals.push(await record(0));
				await fixture().pollFor(poller, 24, 480);
			}
			expect(poller.errors).toEqual([]);
			expect(archivesOf(poller).flat()).not.toContain(old);
			expect(archivesOf(poller)).toEqual([[hours], ...arrivals.slice(0, 4).map((id) => [id]), [weeks], ...arrivals.slice(4).map((id) => [id])]);
			for (const [item] of poller.executions) expect(item.transcoded_urls).toHaveLength(1);
		});
	});
});
