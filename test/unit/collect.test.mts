import { collect, MAX_EMITTED, MAX_KNOWN, type CollectOptions, type Days } from '../../nodes/EnableXVideoTrigger/collect';
import type { DeliveryState, ListedRecord } from '../../nodes/EnableXVideoTrigger/state';
import { KEY_LENGTH } from '../../nodes/EnableXVideoTrigger/knownKeys';
import { streamFrom } from '../../nodes/EnableXVideoTrigger/savedState';
import { dayOf, startOfDay } from '../../nodes/shared/days';
import { checkState, freeze } from './delivery-host.mts';
import { days, HOUR, MINUTE } from './delivery-model.mts';

const NOW = Date.UTC(2026, 10, 20, 12);
const TODAY = dayOf(NOW);
const EARLIEST = TODAY - 92;
const ready = (id: string, time: number | null): ListedRecord => ({ id, time, status: 'ready' });
/** A stream that has run for some days, and was swept just now. */
const running: DeliveryState = { ...streamFrom('stream', 'now', NOW - days(5)), newest: TODAY, swept: NOW };
/** A stream of which some days are still to be read. */
const behind = (count: number): DeliveryState => ({ ...running, floor: TODAY - count, since: startOfDay(TODAY - count), swept: 0 });

type Answer = (asked: Days, listing: number) => ListedRecord[] | undefined;

/** Polls once, with an API that answers so, and tells what it was asked for: days counted from today. */
async function poll(state: DeliveryState, answer: Answer = () => [], options: Partial<CollectOptions<ListedRecord>> = {}) {
	const asked: Array<[firstDay: number, nextDay: number]> = [];
	const firsts: boolean[] = [];
	const list = async (range: Days, isFirst: boolean) => {
		asked.push([range.firstDay - TODAY, range.nextDay - TODAY]);
		firsts.push(isFirst);
		return answer(range, asked.length - 1);
	};
	const result = await collect(freeze(state), { now: NOW, lookbackDays: 2, timeLeft: () => Infinity, ...options, list });
	checkState(result.state);
	return { ...result, asked, firsts, ids: result.emit.map(({ id }) => id) };
}

/** As many records of one day as a listing may hold, all known by the filters to be held back. */
const manyOf = (day: number, count: number) =>
	Array.from({ length: count }, (_, index): ListedRecord => ({ id: `${day}-${index}`, time: startOfDay(day), status: 'filtered' }));

describe('Between two passes, a poll', () => {
	test('asks once, for the recent days only', async () => {
		expect((await poll(running)).asked).toEqual([[0, 1]]);
	});

	test('asks for yesterday too in the first three hours of a day', async () => {
		const pollAt = async (now: number) => await poll({ ...running, swept: now - MINUTE }, undefined, { now });
		expect((await pollAt(startOfDay(TODAY) + 3 * HOUR - 1)).asked).toEqual([[-1, 1]]);
		expect((await pollAt(startOfDay(TODAY) + 3 * HOUR)).asked).toEqual([[0, 1]]);
	});

	test('asks up to the newest day that it knows when the clock is behind', async () => {
		expect((await poll({ ...running, newest: TODAY + 2 })).asked).toEqual([[0, 3]]);
	});

	test('gives the very same state back when nothing is new', async () => {
		expect((await poll(running)).state).toBe(running);
	});
});

describe('A pass over all open days', () => {
	test.each([
		['an hour after the last one', HOUR],
		['at once when the clock was set back', -1],
	])('begins %s', async (_, elapsed) => {
		expect((await poll({ ...behind(5), swept: NOW - elapsed })).asked[0]).toEqual([-5, -4]);
	});

	test('does not begin a minute before that hour has passed', async () => {
		expect((await poll({ ...behind(5), swept: NOW - HOUR + MINUTE })).asked).toEqual([[0, 1]]);
	});

	test('reads each open day once, more of them at a time over empty ones, and ends with today', async () => {
		const { asked, state, firsts } = await poll(behind(30));
		expect(asked).toEqual([[-30, -29], [-29, -27], [-27, -23], [-23, -15], [-15, -7], [-7, 1]]);
		expect(firsts).toEqual([true, false, false, false, false, false]);
		expect(state).toMatchObject({ sweep: null, swept: NOW });
	});

	test('reads full days one by one, and others as wide as before', async () => {
		const counts = [0, 0, 5001, 5000, 1000, 999];
		const { asked } = await poll(behind(30), ({ firstDay }, listing) => manyOf(firstDay, counts[listing] ?? 0));
		expect(asked.slice(0, 7)).toEqual([[-30, -29], [-29, -27], [-27, -23], [-23, -22], [-22, -21], [-21, -20], [-20, -18]]);
	});

	/** A day with as many records, up to its last hour or only up to noon. */
	const dayOfRecords = (day: number, count: number, hours: number) =>
		Array.from({ length: count }, (_, index) => ready(`${day}-${index}`, startOfDay(day) + Math.floor((hours * HOUR * index) / count)));
	/** An API whose days are all like that, and which includes the last day that it is asked for, or not. */
	const fullDays = (isInclusive: boolean, count = 2_400, hours = 24): Answer => ({ firstDay, nextDay }) =>
		Array.from({ length: nextDay - firstDay + (isInclusive ? 1 : 0) }, (_, index) => dayOfRecords(firstDay + index, count, hours)).flat();

	test('does not read a full day again that came with the day before', async () => {
		const { asked, state, ids } = await poll(behind(5), fullDays(true));
		expect(asked).toEqual([[-5, -4], [-3, -2], [-1, 0]]);
		expect(new Set(ids).size).toBe(ids.length);
		expect(state).toMatchObject({ sweep: { next: TODAY - 1 } });
	});

	test.each<[string, Answer]>([
		['the API leaves out the last day that it is asked for', fullDays(false)],
		['nothing of its last hour came', fullDays(true, 1_200, 22)],
		['few of its records came', ({ firstDay }) => [...dayOfRecords(firstDay, 1_200, 24), ...dayOfRecords(firstDay + 1, 98, 24), ready(`${firstDay}-late`, startOfDay(firstDay + 2) - 1)]],
	])('reads each day when %s', async (_what, answer) => {
		const { asked } = await poll(behind(3), answer);
		expect(asked.slice(0, 3)).toEqual([[-3, -2], [-2, -1], [-1, 0]]);
	});

	test('does not end before today is read, also when each day is full', async () => {
		const { asked, state } = await poll(behind(1), ({ firstDay }) => manyOf(firstDay, 5001));
		expect([asked, state.sweep]).toEqual([[[-1, 0], [0, 1]], null]);
	});

	test('asks for no day that is older than EnableX keeps records', async () => {
		const { asked } = await poll(behind(4000));
		expect(asked[0]).toEqual([EARLIEST - TODAY, EARLIEST - TODAY + 1]);
		expect(asked.at(-1)?.[1]).toBe(1);
	});

	test('goes on in the next poll where the time ran out', async () => {
		let left = 5;
		const first = await poll(behind(30), () => { left--; return []; }, { timeLeft: () => left });
		expect(first.asked).toEqual([[-30, -29], [-29, -27], [-27, -23]]);
		expect((await poll(first.state)).asked[0]).toEqual([-23, -22]);
	});

	test('is given up for this poll when a later listing runs out of time; what was read before counts', async () => {
		const answer: Answer = ({ firstDay }, listing) => (listing < 2 ? [ready(`day ${firstDay - TODAY}`, startOfDay(firstDay))] : undefined);
		const { ids, left, state } = await poll(behind(30), answer);
		expect([ids, left]).toEqual([['day -30', 'day -29'], 0]);
		expect((await poll(state, answer)).ids).toEqual(['day -27', 'day -26']);
	});

	test('fails as a whole when a listing fails, with the error of the listing', async () => {
		const outage = new Error('The API is down');
		const answer: Answer = ({ firstDay }, listing) => {
			if (listing === 2) throw outage;
			return [ready('a', startOfDay(firstDay))];
		};
		await expect(poll(behind(30), answer)).rejects.toBe(outage);
	});

	test('gives the records of all its listings oldest first', async () => {
		const answer: Answer = ({ firstDay }) => [ready(`undated ${firstDay}`, null), ready(`noon ${firstDay}`, startOfDay(firstDay) + 12 * HOUR), ready(`midnight ${firstDay}`, startOfDay(firstDay))];
		const { emit } = await poll(behind(6), answer);
		const times = emit.map(({ time }) => time ?? Infinity);
		expect(times).toHaveLength(9);
		expect(times).toEqual([...times].sort((a, b) => (a === b ? 0 : a - b)));
	});
});

describe('A backlog', () => {
	test('comes in parts of at most 10,000 records, the oldest first, each once', async () => {
		const backlog = Array.from({ length: 25_000 }, (_, index) => ready(`cdr-${index}`, startOfDay(TODAY - 3) + index * 10_000));
		const answer: Answer = ({ firstDay, nextDay }) => backlog.filter(({ time }) => dayOf(time ?? 0) >= firstDay && dayOf(time ?? 0) < nextDay).reverse();
		const parts: string[][] = [];
		const lefts: number[] = [];
		for (let state = behind(5); parts.length < 3; ) {
			const part = await poll(state, answer);
			parts.push(part.ids);
			lefts.push(part.left);
			state = part.state;
		}
		expect(parts.map(({ length }) => length)).toEqual([MAX_EMITTED, MAX_EMITTED, 5_000]);
		expect(parts.flat()).toEqual(backlog.map(({ id }) => id));
		expect(lefts.map((left) => left > 0)).toEqual([true, true, false]);
	});
});

describe('A state that is full', () => {
	const full: DeliveryState = { ...behind(4), known: { [TODAY - 4]: 'x'.repeat(MAX_KNOWN * KEY_LENGTH) } };
	const oneNew: Answer = ({ firstDay }) => (firstDay === TODAY - 4 ? [ready('new', startOfDay(firstDay))] : []);

	test('takes no new record, and says that one is left', async () => {
		expect(await poll({ ...full, newest: TODAY - 4 }, oneNew)).toMatchObject({ emit: [], left: 1 });
	});

	test('has room again as soon as its oldest day is closed, in the same poll', async () => {
		const newToday: Answer = ({ nextDay }) => (nextDay > TODAY ? [ready('new', NOW)] : []);
		expect(await poll(full, newToday)).toMatchObject({ emit: [{ id: 'new' }], left: 0 });
	});
});
