import { deliver, markAsKnown } from '../../../nodes/EnableXVideoTrigger/delivery/deliver';
import type { DeliveryState, ListedRecord } from '../../../nodes/EnableXVideoTrigger/delivery/state';
import { beginSweep, lastDayOf, newestDay } from '../../../nodes/EnableXVideoTrigger/delivery/sweep';
import { streamFrom, streamFromNow } from '../../../nodes/EnableXVideoTrigger/delivery/savedState';
import { dayOf } from '../../../nodes/shared/time/days';
import { checkState, freeze } from './host.mts';
import { days, HOUR } from './model.mts';

const DAY_0 = Date.UTC(2026, 10, 20);
/** A time: this many days and hours after the start. */
const at = (day: number, hours = 0) => DAY_0 + days(day) + hours * HOUR;
const record = (id: string, time: number | null, status: ListedRecord['status'] = 'ready'): ListedRecord => ({ id, time, status });
const fresh = streamFrom('stream', 'date', at(0));
const idsOf = (records: readonly ListedRecord[]) => records.map(({ id }) => id);

/** One pass over all open days at a given time, with the default lookback, in a single listing of these records. The poll has read the recent ones before. */
function sweep(previous: DeliveryState, now: number, records: ListedRecord[], limit = Infinity, room?: number) {
	const state = { ...previous, newest: newestDay(previous, { records }, now) };
	const sweeping = { ...state, sweep: beginSweep(state, now) };
	const listing = { firstDay: sweeping.sweep.next, nextDay: lastDayOf(state, now) + 1, records };
	const delivery = deliver(freeze(sweeping), listing, { now, lookbackDays: 2, limit, room });
	checkState(delivery.state);
	return { ...delivery, ids: idsOf(delivery.emit) };
}

/** Passes at several times, one after the other, each with a listing of its records. */
function sweepAll(...passes: Array<[now: number, records: ListedRecord[]]>) {
	let state = fresh;
	const emitted = passes.map(([now, records]) => {
		const { state: reached, ids } = sweep(state, now, records);
		state = reached;
		return ids;
	});
	return { emitted, state };
}

describe('A new record', () => {
	test('is emitted once, however often it is listed', () => {
		const listed = [record('a', at(0, 9))];
		expect(sweepAll([at(0, 10), listed], [at(0, 11), [...listed, ...listed]], [at(1), listed]).emitted).toEqual([['a'], [], []]);
		expect(sweep(fresh, at(0, 10), [...listed, ...listed]).ids).toEqual(['a']);
	});

	test('needs no room in the state if its day is about to be closed, and leaves the room to others', () => {
		const listed = [record('a', at(0, 1)), record('b', at(0, 2)), record('kept', at(9, 1)), record('too many', at(9, 2))];
		expect(sweep(fresh, at(9, 3), listed, Infinity, 1)).toMatchObject({ ids: ['a', 'b', 'kept'], remaining: 1 });
	});

	test('is emitted in order of time, and records of the same time in the order of the API', () => {
		const listed = [record('d', at(0, 9)), record('unknown', null), record('b', at(0, 7)), record('c', at(0, 7)), record('a', at(0, 6))];
		expect(sweep(fresh, at(0, 10), listed).ids).toEqual(['a', 'b', 'c', 'd', 'unknown']);
	});

	test('is emitted if its time is at or after the start of the stream', () => {
		const state = streamFrom('stream', 'date', at(0, 8));
		expect(sweep(state, at(0, 10), [record('before', at(0, 8) - 1), record('first', at(0, 8))]).ids).toEqual(['first']);
	});

	test('is emitted if it is listed at the very end of the lookback', () => {
		const last = [record('last', at(0, 24) - 1)];
		const running = [record('newest', at(2, 22))];
		expect(sweepAll([at(2, 22), running], [at(2, 23), running], [at(3) - 1, [...last, ...running]]).emitted).toEqual([['newest'], [], ['last']]);
		// The first poll after that moment may be a week later.
		expect(sweepAll([at(2, 22), running], [at(2, 23), running], [at(9), [...last, ...running]]).emitted).toEqual([['newest'], [], ['last']]);
	});

	test('is not emitted once its day is closed, because its ID would no longer be known', () => {
		const running = [record('newest', at(3, 1))];
		const passes = sweepAll([at(3, 1), running], [at(3, 2), running], [at(3, 3), [record('late', at(0, 23)), ...running]]);
		expect(passes.emitted).toEqual([['newest'], [], []]);
	});

	test('that the filters exclude is emitted once they include it', () => {
		expect(sweepAll([at(0, 10), [record('a', at(0, 9), 'filtered')]], [at(0, 11), [record('a', at(0, 9))]]).emitted).toEqual([[], ['a']]);
	});
});

describe('A recording that is not transcoded yet', () => {
	const running = (day: number) => record(`day ${day}`, at(day, 1), 'filtered');
	const waiting = record('slow', at(0, 9), 'waiting');
	const finished = record('slow', at(0, 9));

	test('keeps its day open beyond the lookback, for 30 days, and is emitted when it is ready', () => {
		const passes = Array.from({ length: 31 }, (_, day): [number, ListedRecord[]] => [at(day, 9), [waiting, running(day)]]);
		const listed = [finished, running(30)];
		const { emitted, state } = sweepAll(...passes, [at(30, 10), [waiting, running(30)]], [at(30, 11), listed], [at(30, 12), listed]);
		expect(emitted.flat()).toEqual(['slow']);
		expect(state.floor).toBe(dayOf(at(28)));
	});

	test('keeps its day open no longer than that, so the state stays small', () => {
		const listed = [waiting, running(31)];
		const { state } = sweepAll([at(30, 9), [waiting, running(30)]], [at(31, 9), listed], [at(31, 10), listed]);
		expect(state.floor).toBeGreaterThan(fresh.floor);
	});

	test('keeps only its own day and the days after it open', () => {
		const listed = [record('old', at(0)), record('slow', at(4), 'waiting'), running(9)];
		const { state } = sweepAll([at(9, 2), listed], [at(9, 3), listed]);
		expect(state.floor).toBe(dayOf(at(4)));
	});

	/** A pass on day 9 in two listings: days 0 to 2, and the rest. */
	function sweepInTwo(early: ListedRecord[], late: ListedRecord[]): DeliveryState {
		const state = { ...fresh, newest: dayOf(at(9)) };
		const options = { now: at(9), lookbackDays: 2, limit: Infinity };
		const half = deliver({ ...state, sweep: beginSweep(state, at(9)) }, { firstDay: fresh.floor - 1, nextDay: dayOf(at(3)), records: early }, options);
		return deliver(half.state, { firstDay: dayOf(at(3)), nextDay: dayOf(at(10)), records: late }, options).state;
	}

	test('keeps its day open in a pass that takes several polls', () => {
		expect(sweepInTwo([waiting], [running(9)])).toMatchObject({ floor: fresh.floor, sweep: null, swept: at(9) });
	});

	test('without a time keeps open the days that it may be of, and no earlier ones', () => {
		expect(sweepInTwo([], [record('undated', null, 'waiting'), running(9)]).floor).toBe(dayOf(at(3)));
	});

	test('does not keep its day open if there is nothing to transcode', () => {
		const listed = [record('chat alone', at(0), 'empty'), running(9)];
		expect(sweepAll([at(9, 2), listed], [at(9, 3), listed]).state.floor).toBe(dayOf(at(7)));
	});
});

describe('More new records than the limit', () => {
	const listed = [record('e', null), record('d', at(1, 2)), record('b', at(0, 8)), record('c', at(0, 9)), record('a', at(0, 7))];

	test('are emitted in parts, oldest first, and none is lost', () => {
		const first = sweep(fresh, at(1, 3), listed, 2);
		expect([first.ids, first.remaining]).toEqual([['a', 'b'], 3]);
		const second = sweep(first.state, at(1, 4), listed, 2);
		expect([second.ids, second.remaining]).toEqual([['c', 'd'], 1]);
		expect(sweep(second.state, at(1, 5), listed, 2)).toMatchObject({ ids: ['e'], remaining: 0 });
	});

	test('make the pass stop a day before the first one that is held back, because the API may list it there', () => {
		const dated = listed.filter(({ time }) => time !== null);
		expect(sweep(fresh, at(1, 3), dated, 2).state.sweep).toMatchObject({ next: dayOf(at(-1)) });
		expect(sweep(fresh, at(1, 3), dated, 3).state.sweep).toMatchObject({ next: dayOf(at(0)) });
	});

	test('do not end the pass, even if they are of days ahead of the clock of n8n', () => {
		const ahead = [record('x', at(9, 7)), record('y', at(9, 8))];
		const { ids, remaining, state } = sweep(fresh, at(1, 3), ahead, 1);
		expect([ids, remaining, state.sweep]).toEqual([['x'], 1, expect.anything()]);
	});

	test('start a pass in a poll between two passes, whatever their day', () => {
		const { state, emit, remaining } = deliver(fresh, { firstDay: dayOf(at(1)), nextDay: dayOf(at(2)), records: listed }, { now: at(1, 3), lookbackDays: 2, limit: 2 });
		expect([idsOf(emit), remaining, state.sweep?.next]).toEqual([['a', 'b'], 3, fresh.floor - 1]);
	});
});

describe('The clock of n8n', () => {
	test('closes no day if it is far ahead, because only the days of records count', () => {
		expect(sweep(fresh, at(40), [record('a', at(0, 9))]).state.floor).toBe(fresh.floor);
		expect(sweep(fresh, at(40), []).state.floor).toBe(fresh.floor);
	});

	test('closes no day if it is far behind, and records ahead of it are emitted when it is right again', () => {
		const { ids, state } = sweep(fresh, at(-20), [record('a', at(9))]);
		expect([ids, state.floor, lastDayOf(state, at(-20))]).toEqual([[], fresh.floor, dayOf(at(-20))]);
		expect(sweep(state, at(9, 1), [record('a', at(9))]).ids).toEqual(['a']);
	});
});

describe('The beginning of a stream', () => {
	test('from now is the start of yesterday, and records that are already listed are not emitted', () => {
		const state = streamFromNow('stream', 'now', at(5, 9));
		expect(state).toMatchObject({ since: at(4), floor: dayOf(at(4)), swept: at(5, 9), sweep: null });
		const listed = [record('ready', at(5)), record('held', at(5), 'filtered'), record('slow', at(5), 'waiting'), record('chat', at(5), 'empty')];
		const begun = markAsKnown(freeze(state), [...listed, record('too old', at(4) - 1)], at(5, 9));
		checkState(begun);
		const allReady = [...listed.map(({ id, time }) => record(id, time)), record('too old', at(4) - 1), record('late', at(4)), record('new', at(5, 10))];
		expect(sweep(begun, at(5, 11), allReady).ids).toEqual(['late', 'slow', 'chat', 'new']);
	});

	test('remembers a record without a readable time while the last day that may list it is open', () => {
		const begun = markAsKnown(streamFromNow('stream', 'now', at(5, 9)), [record('old', null)], at(5, 9));
		// The start lists up to day 8, the day before the first open one.
		const { state } = sweep(begun, at(11, 9), [record('new', at(11))]);
		expect(state.floor).toBe(dayOf(at(9)));
		expect(sweep(state, at(11, 10), [record('old', null)]).ids).toEqual([]);
	});

	test('from a date is that date, and a pass is due immediately', () => {
		expect(streamFrom('stream', 'date', at(5, 9))).toMatchObject({ since: at(5, 9), floor: dayOf(at(5)), swept: 0, known: {} });
	});
});

test('If nothing is new, the same state object is returned, so nothing needs to be saved', () => {
	const { state } = sweep(fresh, at(0, 10), [record('a', at(0, 9))]);
	const listing = { firstDay: fresh.floor, nextDay: fresh.floor + 1, records: [record('a', at(0, 9)), record('b', at(0, 9), 'filtered')] };
	expect(deliver(state, listing, { now: at(0, 11), lookbackDays: 2, limit: Infinity }).state).toBe(state);
});
