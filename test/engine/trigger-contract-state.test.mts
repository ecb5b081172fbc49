import type { INodeParameters } from 'n8n-workflow';

import { locator } from './fixture.mts';
import type { Poller } from './poller.mts';
import { fullPoller, knownOf } from './trigger-full.mts';
import { allNamesOf, hoursAfter, namesOf, NOON, POLLERS, useScene } from './trigger-scene.mts';

const scene = useScene();

const bytesOf = ({ saved }: Poller) => JSON.stringify(saved).length;
const archivesOf = ({ executions }: Poller) => executions.map((items) => items.map(({ archive_id: id }) => id));

describe("The trigger's contract", () => {
	describe.each(POLLERS)('with %s', (_mode, Kind) => {
		test('The test step shows the newest records and never touches the state.', async () => {
			const poller = scene().poller(Kind);
			const { error } = await poller.test();
			expect(error?.message).toBe('There is no call detail record of the last 30 days that this trigger would start with');
			for (let minute = 0; minute < 12; minute++) await scene().call(`call ${minute}`, { endAt: hoursAfter(NOON, -1 - minute / 60) });
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
			await scene().call('new');
			const before = JSON.stringify(poller.saved);
			expect(await shown()).toEqual([...newest.slice(1), 'new']);
			expect(JSON.stringify(poller.saved)).toBe(before);
			await poller.restart();
			await poller.tick();
			expect(namesOf(poller)).toEqual([['new']]);
		});

		test('The state is bounded, and nothing is forgotten to make room.', async () => {
			const poller = scene().poller(Kind);
			await poller.publish();
			await scene().control.seedCdrs({ count: 1_500, from: '2026-03-10T09:30:00Z', to: NOON, roomId: scene().roomId });
			await scene().passMinutes(1);
			await poller.tick();
			expect(poller.executions[0]).toHaveLength(1_500);
			expect(bytesOf(poller) / 1_500).toBeLessThanOrEqual(16);
			await scene().passHours(60);
			await scene().call('later');
			await scene().pollFor(poller, 3, 60);
			expect(namesOf(poller).slice(1)).toEqual([['later']]);
			await scene().passHours(1);
			await scene().call('last');
			await poller.tick();
			expect(bytesOf(poller)).toBeLessThan(400);

			const full = await fullPoller(scene(), Kind);
			const known = knownOf(full);
			await scene().call('held back');
			await full.tick();
			expect(full.errors.splice(0)).toMatchObject([{ message: expect.stringMatching(/^The trigger remembers 400000 records/) }]);
			expect(knownOf(full)).toEqual(known);
			await scene().passHours(1);
			await full.republish({ options: { lookbackDays: 1 } });
			await full.tick();
			expect([allNamesOf(full), full.errors]).toEqual([['held back'], []]);
		});

		test('Another account, Base URL, event or room starts a new stream; a new App Key does not.', async () => {
			const poller = scene().poller(Kind);
			const { engine, sandbox } = scene().fixture;
			await poller.publish();
			await poller.tick();
			/** A call between two polls comes through if the stream goes on, and is old if one begins. */
			const goesOn = async (change: () => Promise<unknown> | unknown, roomId?: string) => {
				await scene().passMinutes(5);
				await scene().call('between', { recording: true, roomId, transcodedAfterSeconds: 0 });
				await change();
				await poller.tick();
				const came = poller.executions.splice(0).length > 0;
				await scene().passMinutes(5);
				await scene().call('after', { recording: true, roomId, transcodedAfterSeconds: 0 });
				await poller.tick();
				expect(poller.executions.splice(0)).toHaveLength(1);
				expect(poller.errors).toEqual([]);
				return came;
			};
			const publishWith = (parameters: INodeParameters) => async () => await poller.republish(parameters);
			expect(await goesOn(() => {})).toBe(true);
			expect(await goesOn(async () => {
				await scene().control.project({ appId: sandbox.appId, appKey: 'another-key' });
				engine.useCredential({ appKey: 'another-key' });
			})).toBe(true);
			expect(await goesOn(() => engine.useCredential({ baseUrl: `${sandbox.origin}/video/v1/` }))).toBe(false);
			expect(await goesOn(publishWith({ filters: { minDuration: 1 }, simplify: false }))).toBe(true);
			expect(await goesOn(publishWith({ filters: { roomId: locator(scene().roomId) } }))).toBe(false);
			expect(await goesOn(publishWith({ event: 'recording' }))).toBe(false);
			expect(await goesOn(publishWith({ filters: {} }))).toBe(false);
			await scene().control.project({ appId: 'another-account', appKey: 'its-key' });
			const { roomIds } = await scene().control.seedRooms({ count: 1, appId: 'another-account' });
			expect(await goesOn(() => engine.useCredential({ appId: 'another-account', appKey: 'its-key' }), roomIds[0])).toBe(false);
			expect(await goesOn(() => {}, roomIds[0])).toBe(true);
		});

		test('A recording comes once, when its transcoded file is there.', async () => {
			const poller = scene().poller(Kind, { event: 'recording' });
			const record = async (transcodedAfterHours: number) =>
				(await scene().call('Ann', { recording: true, transcodedAfterSeconds: transcodedAfterHours * 3600 })).archiveId;
			const old = await record(0);
			await scene().call('Bob', { recording: false, chat: true });
			await poller.publish();
			const weeks = await record(20 * 24);
			const hours = await record(5.5);
			const arrivals = [];
			for (let day = 0; day < 29; day++) {
				if (day === 15) await poller.restart();
				if (day % 5 === 4) arrivals.push(await record(0));
				await scene().pollFor(poller, 24, 480);
			}
			expect(poller.errors).toEqual([]);
			expect(archivesOf(poller).flat()).not.toContain(old);
			expect(archivesOf(poller)).toEqual([[hours], ...arrivals.slice(0, 4).map((id) => [id]), [weeks], ...arrivals.slice(4).map((id) => [id])]);
			for (const [item] of poller.executions) expect(item.transcoded_urls).toHaveLength(1);
		});
	});
});
