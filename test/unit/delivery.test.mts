import { deliver, remember } from '../../nodes/EnableXVideoTrigger/delivery';
import type { DeliveryState, ListedRecord } from '../../nodes/EnableXVideoTrigger/state';
import { beginSweep, lastDayOf } from '../../nodes/EnableXVideoTrigger/sweep';
import { streamFrom, streamFromNow } from '../../nodes/EnableXVideoTrigger/savedState';
import { dayOf } from '../../nodes/shared/days';
import { checkState, freeze } from './delivery-host.mts';
import { days, HOUR } from './delivery-model.mts';

const DAY_0 = Date.UTC(2026, 10, 20);
/** A moment: days after the first one, and hours. */
const at = (day: number, hours = 0) => DAY_0 + days(day) + hours * HOUR;
const record = (id: string, time: number | null, status: ListedRecord['status'] = 'ready'): ListedRecord => ({ id, time, status });
const fresh = streamFrom('stream', 'date', at(0));
const idsOf = (records: readonly ListedRecord[]) => records.map(({ id }) => id);

/** One pass over all open days at a moment, with the default lookback, in a single listing of these records. */
function sweep(state: DeliveryState, now: number, records: ListedRecord[], limit = Infinity) {
	const sweeping = { ...state, sweep: beginSweep(state, now) };
	const listing = { firstDay: state.floor, nextDay: lastDayOf(state, now) + 1, records };
	const delivery = deliver(freeze(sweeping), listing, { now, lookbackDays: 2, limit });
	checkState(delivery.state);
	return { ...delivery, ids: idsOf(delivery.emit) };
}

/** Passes at several moments, one after the other; each lists the records that are given for it. */
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
	test('comes through once, however often it is listed', () => {
		const listed = [record('a', at(0, 9))];
		expect(sweepAll([at(0, 10), listed], [at(0, 11), [...listed, ...listed]], [at(1), listed]).emitted).toEqual([['a'], [], []]);
		expect(sweep(fresh, at(0, 10), [...listed, ...listed]).ids).toEqual(['a']);
	});

	test('comes oldest first among others, and those of the same time as the API lists them', () => {
		const listed = [record('d', at(0, 9)), record('unknown', null), record('b', at(0, 7)), record('c', at(0, 7)), record('a', at(0, 6))];
		expect(sweep(fresh, at(0, 10), listed).ids).toEqual(['a', 'b', 'c', 'd', 'unknown']);
	});

	test('comes through from the first moment of the stream on, and not from before it', () => {
		const state = streamFrom('stream', 'date', at(0, 8));
		expect(sweep(state, at(0, 10), [record('before', at(0, 8) - 1), record('first', at(0, 8))]).ids).toEqual(['first']);
	});

	test('comes through when it is listed at the very end of the lookback', () => {
		const last = [record('last', at(0, 24) - 1)];
		const running = [record('newest', at(2, 22))];
		expect(sweepAll([at(2, 22), running], [at(2, 23), running], [at(3) - 1, [...last, ...running]]).emitted).toEqual([['newest'], [], ['last']]);
		// The first poll after that moment may be a week later.
		expect(sweepAll([at(2, 22), running], [at(2, 23), running], [at(9), [...last, ...running]]).emitted).toEqual([['newest'], [], ['last']]);
	});

	test('does not come through once its day is closed, as its id would no longer be known', () => {
		const running = [record('newest', at(3, 1))];
		const passes = sweepAll([at(3, 1), running], [at(3, 2), running], [at(3, 3), [record('late', at(0, 23)), ...running]]);
		expect(passes.emitted).toEqual([['newest'], [], []]);
	});

	test('that the filters hold back comes through when they let it pass', () => {
		expect(sweepAll([at(0, 10), [record('a', at(0, 9), 'filtered')]], [at(0, 11), [record('a', at(0, 9))]]).emitted).toEqual([[], ['a']]);
	});
});

describe('A recording that is on its way', () => {
	const running = (day: number) => record(`day ${day}`, at(day, 1), 'filtered');
	const waiting = record('slow', at(0, 9), 'waiting');
	const finished = record('slow', at(0, 9));

	test('is waited for beyond the lookback, for 30 days', () => {
		const passes = Array.from({ length: 31 }, (_, day): [number, ListedRecord[]] => [at(day, 9), [waiting, running(day)]]);
		const listed = [finished, running(30)];
		const { emitted, state } = sweepAll(...passes, [at(30, 10), [waiting, running(30)]], [at(30, 11), listed], [at(30, 12), listed]);
		expect(emitted.flat()).toEqual(['slow']);
		expect(state.floor).toBe(dayOf(at(28)));
	});

	test('is not waited for any longer than that, so that the state stays small', () => {
		const listed = [waiting, running(31)];
		const { state } = sweepAll([at(30, 9), [waiting, running(30)]], [at(31, 9), listed], [at(31, 10), listed]);
		expect(state.floor).toBeGreaterThan(fresh.floor);
	});

	test('keeps only its own day and the days after it open', () => {
		const listed = [record('old', at(0)), record('slow', at(4), 'waiting'), running(9)];
		const { state } = sweepAll([at(9, 2), listed], [at(9, 3), listed]);
		expect(state.floor).toBe(dayOf(at(4)));
	});

	test('keeps its day open in a pass that takes several polls', () => {
		const begun = { ...fresh, newest: dayOf(at(9)), sweep: beginSweep({ ...fresh, newest: dayOf(at(9)) }, at(9)) };
		const options = { now: at(9), lookbackDays: 2, limit: Infinity };
		const half = deliver(begun, { firstDay: fresh.floor, nextDay: dayOf(at(3)), records: [waiting] }, options);
		const end = deliver(half.state, { firstDay: dayOf(at(3)), nextDay: dayOf(at(10)), records: [running(9)] }, options);
		expect(end.state).toMatchObject({ floor: fresh.floor, sweep: null, swept: at(9) });
	});

	test('is not waited for when there is nothing that could be transcoded', () => {
		const listed = [record('chat alone', at(0), 'empty'), running(9)];
		expect(sweepAll([at(9, 2), listed], [at(9, 3), listed]).state.floor).toBe(dayOf(at(7)));
	});
});

describe('More new records than the limit', () => {
	const listed = [record('e', null), record('d', at(1, 2)), record('b', at(0, 8)), record('c', at(0, 9)), record('a', at(0, 7))];

	test('come in parts, the oldest first, and none is lost', () => {
		const first = sweep(fresh, at(1, 3), listed, 2);
		expect([first.ids, first.left]).toEqual([['a', 'b'], 3]);
		const second = sweep(first.state, at(1, 4), listed, 2);
		expect([second.ids, second.left]).toEqual([['c', 'd'], 1]);
		expect(sweep(second.state, at(1, 5), listed, 2)).toMatchObject({ ids: ['e'], left: 0 });
	});

	test('leave the pass at the day of the first one that is held back', () => {
		const dated = listed.filter(({ time }) => time !== null);
		expect(sweep(fresh, at(1, 3), dated, 2).state.sweep).toMatchObject({ next: dayOf(at(0)) });
		expect(sweep(fresh, at(1, 3), dated, 3).state.sweep).toMatchObject({ next: dayOf(at(1)) });
	});

	test('do not end the pass, even if they are of days that the clock of n8n has not come to', () => {
		const ahead = [record('x', at(9, 7)), record('y', at(9, 8))];
		const { ids, left, state } = sweep(fresh, at(1, 3), ahead, 1);
		expect([ids, left, state.sweep]).toEqual([['x'], 1, expect.anything()]);
	});

	test('in a poll between two passes begin a pass, whatever day they are of', () => {
		const { state, emit, left } = deliver(fresh, { firstDay: dayOf(at(1)), nextDay: dayOf(at(2)), records: listed }, { now: at(1, 3), lookbackDays: 2, limit: 2 });
		expect([idsOf(emit), left, state.sweep?.next]).toEqual([['a', 'b'], 3, fresh.floor]);
	});
});

describe('The clock of n8n', () => {
	test('closes no day when it is far ahead: the days of the records count', () => {
		expect(sweep(fresh, at(40), [record('a', at(0, 9))]).state.floor).toBe(fresh.floor);
		expect(sweep(fresh, at(40), []).state.floor).toBe(fresh.floor);
	});

	test('closes no day when it is far behind, and records that are ahead of it come through', () => {
		const { ids, state } = sweep(fresh, at(-20), [record('a', at(9))]);
		expect([ids, state.floor, lastDayOf(state, at(-20))]).toEqual([['a'], fresh.floor, dayOf(at(-20))]);
	});
});

describe('The beginning of a stream', () => {
	test('from now is the start of yesterday, and what is listed then is old', () => {
		const state = streamFromNow('stream', 'now', at(5, 9));
		expect(state).toMatchObject({ since: at(4), floor: dayOf(at(4)), swept: at(5, 9), sweep: null });
		const listed = [record('ready', at(5)), record('held', at(5), 'filtered'), record('slow', at(5), 'waiting'), record('chat', at(5), 'empty')];
		const begun = remember(freeze(state), [...listed, record('too old', at(4) - 1)], at(5, 9));
		checkState(begun);
		const allReady = [...listed.map(({ id, time }) => record(id, time)), record('too old', at(4) - 1), record('late', at(4)), record('new', at(5, 10))];
		expect(sweep(begun, at(5, 11), allReady).ids).toEqual(['late', 'slow', 'chat', 'new']);
	});

	test('from a moment is that moment, with a pass due at once', () => {
		expect(streamFrom('stream', 'date', at(5, 9))).toMatchObject({ since: at(5, 9), floor: dayOf(at(5)), swept: 0, known: {} });
	});
});

test('When nothing is new, the very same state comes back, so that nothing needs to be saved', () => {
	const { state } = sweep(fresh, at(0, 10), [record('a', at(0, 9))]);
	const listing = { firstDay: fresh.floor, nextDay: fresh.floor + 1, records: [record('a', at(0, 9)), record('b', at(0, 9), 'filtered')] };
	expect(deliver(state, listing, { now: at(0, 11), lookbackDays: 2, limit: Infinity }).state).toBe(state);
});
