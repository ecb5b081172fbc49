/** Rare histories, each as short as possible. */
import { collect } from '../../../nodes/EnableXVideoTrigger/delivery/collect';
import { deliver } from '../../../nodes/EnableXVideoTrigger/delivery/deliver';
import type { DeliveryState, ListedRecord } from '../../../nodes/EnableXVideoTrigger/delivery/state';
import { beginSweep } from '../../../nodes/EnableXVideoTrigger/delivery/sweep';
import { streamFrom } from '../../../nodes/EnableXVideoTrigger/delivery/savedState';
import { dayOf } from '../../../nodes/shared/time/days';
import { calmStep, startHost, type Step } from './host.mts';
import { days, HOUR, listRecords, type ModelApi, type PlannedRecord } from './model.mts';

const DAY_0 = Date.UTC(2026, 10, 20);
const at = (day: number, hours = 0) => DAY_0 + days(day) + hours * HOUR;

/** A record with a readable time that is listed, with its file, as soon as it is logged. */
const planned = (id: string, logged: number, more: Partial<PlannedRecord> = {}): PlannedRecord => ({ id, logged, visible: logged, ready: logged, isDated: true, isMinor: false, ...more });
/** One record a day, as in an account that is in use. */
const daily = (count: number) => Array.from({ length: count }, (_, day) => planned(`day ${day}`, at(day)));
const apiOf = (records: PlannedRecord[], more: Partial<ModelApi> = {}): ModelApi => ({ records, ignoresDays: false, includesLastDay: false, order: 'oldest first', sendsDate: false, repeats: false, filedDays: 0, maxDays: Infinity, maxRecords: Infinity, ...more });
const stream = streamFrom('stream', 'date', at(0));

/** Polls at these times with the default lookback. Returns how often the record with this ID was emitted. */
async function countOf(id: string, api: ModelApi, polls: Array<[real: number, step?: Partial<Step>]>, first: DeliveryState = stream): Promise<number> {
	const host = startHost({ api, lookbackDays: 2, isDurable: true }, first);
	for (const [real, step] of polls) await host.poll(real, { ...calmStep, ...step });
	return host.emitted.filter((emitted) => emitted === id).length;
}

describe('A record without a readable time is emitted once', () => {
	const undated = planned('undated', at(0, 9), { isDated: false });

	test('if the API always lists it, whatever days are requested', async () => {
		const polls = Array.from({ length: 9 }, (_, day): [number] => [at(day, 10)]);
		expect(await countOf('undated', apiOf([undated, ...daily(9)], { ignoresDays: true }), polls)).toBe(1);
	});

	test('if the clock of n8n is a day behind', async () => {
		const behind = { offset: -days(1) };
		expect(await countOf('undated', apiOf([undated]), [[at(0, 10), behind], [at(0, 11), behind], [at(0, 12)]])).toBe(1);
	});
});

test('A record without a readable time is not emitted for a day before Start Date', async () => {
	const polls = [10, 12, 14].map((hours): [number] => [at(0, hours)]);
	const future = { ...streamFrom('stream', 'date', at(5)), swept: at(0, 9.5) };
	expect(await countOf('undated', apiOf([planned('undated', at(0, 9), { isDated: false })]), polls, future)).toBe(0);
});

test('A record without a readable time is not lost if the limit holds it back after a record of a later day', () => {
	const listed: ListedRecord[] = [at(1), at(2), null].map((time, index) => ({ id: `${index}`, time, status: 'ready' }));
	const sweeping = { ...stream, newest: dayOf(at(2)), sweep: beginSweep(stream, at(2, 9)) };
	const listing = { firstDay: stream.floor, nextDay: dayOf(at(3)), records: listed };
	const { state, remaining } = deliver(sweeping, listing, { now: at(2, 9), lookbackDays: 2, limit: 1 });
	// The API may have listed it for any of the days, so all of them must be read again.
	expect([remaining, state.sweep?.next]).toEqual([2, stream.floor]);
});

test('A record that is listed twice in one reply, with two times, is not lost if the limit holds it back', () => {
	const listed = [at(0, 7), at(0, 8), at(1, 8)].map((time, index): ListedRecord => ({ id: index === 0 ? 'first' : 'twice', time, status: 'ready' }));
	const sweeping = { ...stream, sweep: beginSweep(stream, at(1, 9)) };
	const listing = { firstDay: stream.floor, nextDay: dayOf(at(2)), records: listed };
	const options = { now: at(1, 9), lookbackDays: 2, limit: 1 };
	const first = deliver(sweeping, listing, options);
	expect(first).toMatchObject({ emit: [{ id: 'first' }], remaining: 1 });
	expect(deliver(first.state, listing, options)).toMatchObject({ emit: [{ id: 'twice' }], remaining: 0 });
});

test('A record that gets a later time after it was emitted is not emitted again', async () => {
	const moved = planned('moved', at(0, 9), { moved: { at: at(1, 9), logged: at(1, 8) } });
	const polls = Array.from({ length: 6 }, (_, day): [number] => [at(day, 10)]);
	expect(await countOf('moved', apiOf([moved, ...daily(6)]), polls)).toBe(1);
});

describe('A clock that is ahead for one poll loses no record', () => {
	const oneListing = { budget: 1 };

	test('of the days that the poll read too early, if its pass continues days later', async () => {
		const api = apiOf([planned('noon', at(0, 12)), ...daily(5)]);
		expect(await countOf('noon', api, [[at(0, 9), { ...oneListing, offset: days(4) }], [at(4, 9)], [at(4, 11)]])).toBe(1);
	});

	test('of the recordings that are waiting, if it was ahead by months', async () => {
		const api = apiOf([planned('slow', at(0, 9), { ready: at(6) }), ...daily(9)]);
		expect(await countOf('slow', api, [[at(4)], [at(4, 2)], [at(4, 4), { offset: days(120) }], [at(4, 6)], [at(6, 1)], [at(6, 3)]])).toBe(1);
	});
});

test('A record with a time in the far future does not make every poll read all days until then', async () => {
	const api = apiOf([planned('far', at(26_000), { visible: at(0) })], { ignoresDays: true });
	let listings = 0;
	let state = stream;
	for (const hours of [10, 12, 14]) {
		const now = at(0, hours);
		const list = async (asked: { firstDay: number; nextDay: number }) => {
			listings++;
			expect(asked.firstDay).toBeLessThanOrEqual(dayOf(now) + 92);
			return { records: listRecords(api, asked, now) };
		};
		({ state } = await collect(state, { list, now, lookbackDays: 2, timeLeft: () => 100 - listings }));
	}
	expect(listings).toBeLessThan(60);
});
