/** Single histories of a kind that is rare, each as short as it can be. */
import { collect } from '../../nodes/EnableXVideoTrigger/collect';
import { deliver } from '../../nodes/EnableXVideoTrigger/delivery';
import type { DeliveryState, ListedRecord } from '../../nodes/EnableXVideoTrigger/state';
import { beginSweep } from '../../nodes/EnableXVideoTrigger/sweep';
import { streamFrom } from '../../nodes/EnableXVideoTrigger/savedState';
import { dayOf } from '../../nodes/shared/days';
import { calmStep, startHost, type Step } from './delivery-host.mts';
import { days, HOUR, listRecords, type ModelApi, type PlannedRecord } from './delivery-model.mts';

const DAY_0 = Date.UTC(2026, 10, 20);
const at = (day: number, hours = 0) => DAY_0 + days(day) + hours * HOUR;

/** A record with a readable time that is listed, with its file, as soon as it is logged. */
const planned = (id: string, logged: number, more: Partial<PlannedRecord> = {}): PlannedRecord => ({ id, logged, visible: logged, ready: logged, isDated: true, isMinor: false, ...more });
/** A record on each of some days, as an account that is in use has them. */
const daily = (count: number) => Array.from({ length: count }, (_, day) => planned(`day ${day}`, at(day)));
const apiOf = (records: PlannedRecord[], more: Partial<ModelApi> = {}): ModelApi => ({ records, ignoresDays: false, includesLastDay: false, order: 'oldest first', repeats: false, ...more });
const stream = streamFrom('stream', 'date', at(0));

/** Polls at these moments, with the default lookback, and gives what was emitted of the records with this id. */
async function countOf(id: string, api: ModelApi, polls: Array<[real: number, step?: Partial<Step>]>, first: DeliveryState = stream): Promise<number> {
	const host = startHost(api, first, 2, true);
	for (const [real, step] of polls) await host.poll(real, { ...calmStep, ...step });
	return host.emitted.filter((emitted) => emitted === id).length;
}

describe('A record without a readable time comes through once', () => {
	const undated = planned('undated', at(0, 9), { isDated: false });

	test('when the API lists it for ever, whatever days it is asked for', async () => {
		const polls = Array.from({ length: 9 }, (_, day): [number] => [at(day, 10)]);
		expect(await countOf('undated', apiOf([undated, ...daily(9)], { ignoresDays: true }), polls)).toBe(1);
	});

	test('when the clock of n8n is a day behind', async () => {
		const behind = { offset: -days(1) };
		expect(await countOf('undated', apiOf([undated]), [[at(0, 10), behind], [at(0, 11), behind], [at(0, 12)]])).toBe(1);
	});

	test('when Start Date lies in the future', async () => {
		const polls = [10, 12, 14].map((hours): [number] => [at(0, hours)]);
		const future = { ...streamFrom('stream', 'date', at(5)), swept: at(0, 9.5) };
		expect(await countOf('undated', apiOf([undated]), polls, future)).toBeLessThanOrEqual(1);
	});
});

test('A record without a readable time is not lost when the limit holds it back behind a record of a later day', () => {
	const listed: ListedRecord[] = [at(1), at(2), null].map((time, index) => ({ id: `${index}`, time, status: 'ready' }));
	const sweeping = { ...stream, newest: dayOf(at(2)), sweep: beginSweep(stream, at(2, 9)) };
	const listing = { firstDay: stream.floor, nextDay: dayOf(at(3)), records: listed };
	const { state, left } = deliver(sweeping, listing, { now: at(2, 9), lookbackDays: 2, limit: 1 });
	// The API may have listed it for any of the days, so all of them have to be read again.
	expect([left, state.sweep?.next]).toEqual([2, stream.floor]);
});

test('A record that comes twice in one reply, with two times, is not lost when the limit holds it back', () => {
	const listed = [at(0, 7), at(0, 8), at(1, 8)].map((time, index): ListedRecord => ({ id: index === 0 ? 'first' : 'twice', time, status: 'ready' }));
	const sweeping = { ...stream, sweep: beginSweep(stream, at(1, 9)) };
	const listing = { firstDay: stream.floor, nextDay: dayOf(at(2)), records: listed };
	const options = { now: at(1, 9), lookbackDays: 2, limit: 1 };
	const first = deliver(sweeping, listing, options);
	expect(first).toMatchObject({ emit: [{ id: 'first' }], left: 1 });
	expect(deliver(first.state, listing, options)).toMatchObject({ emit: [{ id: 'twice' }], left: 0 });
});

test('A record that is given a later time after it came through does not come again', async () => {
	const moved = planned('moved', at(0, 9), { moved: { at: at(1, 9), logged: at(1, 8) } });
	const polls = Array.from({ length: 6 }, (_, day): [number] => [at(day, 10)]);
	expect(await countOf('moved', apiOf([moved, ...daily(6)]), polls)).toBe(1);
});

describe('A clock that was ahead for one poll loses nothing', () => {
	const oneListing = { budget: 1 };

	test('of the days that the poll read too early, when its pass goes on days later', async () => {
		const api = apiOf([planned('noon', at(0, 12)), ...daily(5)]);
		expect(await countOf('noon', api, [[at(0, 9), { ...oneListing, offset: days(4) }], [at(4, 9)], [at(4, 11)]])).toBe(1);
	});

	test('of the recordings that wait, when it was ahead by months', async () => {
		const api = apiOf([planned('slow', at(0, 9), { ready: at(6) }), ...daily(9)]);
		expect(await countOf('slow', api, [[at(4)], [at(4, 2)], [at(4, 4), { offset: days(120) }], [at(4, 6)], [at(6, 1)], [at(6, 3)]])).toBe(1);
	});
});

test('A record with a time in the far future does not make each poll read all days until then', async () => {
	const api = apiOf([planned('far', at(26_000), { visible: at(0) })], { ignoresDays: true });
	let listings = 0;
	let state = stream;
	for (const hours of [10, 12, 14]) {
		const now = at(0, hours);
		const list = async (asked: { firstDay: number; nextDay: number }) => {
			listings++;
			expect(asked.firstDay).toBeLessThanOrEqual(dayOf(now) + 92);
			return listRecords(api, asked, now);
		};
		({ state } = await collect(state, { list, now, lookbackDays: 2, timeLeft: () => 100 - listings }));
	}
	expect(listings).toBeLessThan(60);
});
