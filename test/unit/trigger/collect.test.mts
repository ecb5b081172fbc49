import type { Days, ListedRecord } from '../../../nodes/EnableXVideoTrigger/delivery/state';
import { startOfDay } from '../../../nodes/shared/time/days';
import { days, HOUR, MINUTE } from './model.mts';
import { behind, NOW, poll, ready, running, TODAY, type Answer } from './one-poll.mts';

const EARLIEST = TODAY - 92;
/** This many records of one day, all excluded by the filters. */
const manyOf = (day: number, count: number) =>
	Array.from({ length: count }, (_, index): ListedRecord => ({ id: `${day}-${index}`, time: startOfDay(day), status: 'filtered' }));

describe('Between two passes, a poll', () => {
	test('sends one request, for the recent days only', async () => {
		expect((await poll(running)).asked).toEqual([[0, 1]]);
	});

	test('also requests yesterday in the first three hours of a day', async () => {
		const pollAt = async (now: number) => await poll({ ...running, swept: now - MINUTE }, undefined, { now });
		expect((await pollAt(startOfDay(TODAY) + 3 * HOUR - 1)).asked).toEqual([[-1, 1]]);
		expect((await pollAt(startOfDay(TODAY) + 3 * HOUR)).asked).toEqual([[0, 1]]);
	});

	test('requests up to the newest known day if the clock is behind', async () => {
		expect((await poll({ ...running, newest: TODAY + 2 })).asked).toEqual([[0, 3]]);
	});

	test('returns the same state object if nothing is new', async () => {
		expect((await poll(running)).state).toBe(running);
	});
});

describe('A pass over all open days', () => {
	test.each([
		['an hour after the last one', HOUR],
		['immediately if the clock was set back', -1],
	])('begins %s', async (_, elapsed) => {
		expect((await poll({ ...behind(5), swept: NOW - elapsed })).asked.slice(0, 2)).toEqual([[0, 1], [-5, -4]]);
	});

	test('does not begin a minute before the hour has passed', async () => {
		expect((await poll({ ...behind(5), swept: NOW - HOUR + MINUTE })).asked).toEqual([[0, 1]]);
	});

	test.each<[what: string, status: ListedRecord['status'], isSoon: boolean, seconds: number]>([
		['a minute after one that read a record which is ready then', 'waiting', true, 59],
		['an hour after one that read a record which waits for longer', 'waiting', false, 3600],
		['an hour after one that delivered such a record', 'ready', true, 3600],
	])('begins %s', async (_, status, isSoon, seconds) => {
		const first = { id: 'a', time: NOW - days(4), status, isSoon };
		const { state } = await poll(behind(5), (_range, index) => (index === 2 ? [first] : []));
		const { asked } = await poll(state, undefined, { now: NOW + seconds * 1000 - 1 });
		expect(asked).toEqual([[0, 1]]);
		expect((await poll(state, undefined, { now: NOW + seconds * 1000 })).asked.length).toBeGreaterThan(1);
	});

	test('waits for the next poll, and nothing changes, if the recent days were not listed in time', async () => {
		const state = behind(5);
		expect(await poll(state, () => undefined)).toMatchObject({ asked: [[0, 1]], emit: [], remaining: 0, state });
	});

	test('waits for the next poll if no time is left', async () => {
		expect(await poll(behind(5), undefined, { timeLeft: () => 0 })).toMatchObject({ asked: [[0, 1]], state: { sweep: { next: TODAY - 5 } } });
	});

	test('comes after the recent days, reads each open day and the day before once, and reads more days at a time while they are empty', async () => {
		const { asked, state, firsts } = await poll(behind(30));
		expect(asked).toEqual([[0, 1], [-30, -29], [-29, -27], [-27, -23], [-23, -15], [-15, -7], [-7, 0]]);
		expect(firsts).toEqual([true, false, false, false, false, false, false]);
		expect(state).toMatchObject({ sweep: null, swept: NOW });
	});

	test('reads full days one by one, and other days as many at a time as before', async () => {
		const counts = [0, 0, 1000, 5000, 5001, 1000, 999];
		const { asked } = await poll(behind(30), ({ firstDay }, listing) => manyOf(firstDay, counts[listing] ?? 0));
		expect(asked.slice(1, 8)).toEqual([[-30, -29], [-29, -27], [-27, -25], [-25, -23], [-23, -22], [-22, -21], [-21, -19]]);
	});

	/** This many records spread over the first hours of a day. */
	const dayOfRecords = (day: number, count: number, hours: number) =>
		Array.from({ length: count }, (_, index) => ready(`${day}-${index}`, startOfDay(day) + Math.floor((hours * HOUR * index) / count)));
	/** An API with such records on every day, which may include the last requested day. */
	const fullDays = (isInclusive: boolean, count = 1_000, hours = 24): Answer => ({ firstDay, nextDay }) =>
		Array.from({ length: nextDay - firstDay + (isInclusive ? 1 : 0) }, (_, index) => dayOfRecords(firstDay + index, count, hours)).flat();

	test('does not read a full day again if it was listed with the day before', async () => {
		const { asked, state, ids } = await poll(behind(5), fullDays(true));
		expect(asked).toEqual([[0, 1], [-5, -4], [-3, -2], [-1, 0]]);
		expect(new Set(ids).size).toBe(ids.length);
		expect(state).toMatchObject({ sweep: null });
	});

	test.each<[string, Answer]>([
		['the API excludes the last requested day', fullDays(false)],
		['the last hour of the next day was not listed', fullDays(true, 1_200, 23)],
		['the first hour of the day was not listed, because the API may list the next day under it', ({ firstDay }) => dayOfRecords(firstDay + 1, 1_000, 24)],
		['few records of the next day were listed', ({ firstDay }) => [...dayOfRecords(firstDay, 1_200, 24), ...dayOfRecords(firstDay + 1, 98, 24), ready(`${firstDay}-late`, startOfDay(firstDay + 2) - 1), ready(`${firstDay}-next`, startOfDay(firstDay + 2))]],
	])('reads each day when %s', async (_what, answer) => {
		const { asked } = await poll(behind(3), answer);
		expect(asked.slice(0, 4)).toEqual([[0, 1], [-3, -2], [-2, -1], [-1, 0]]);
	});

	test('ends with the day before the recent ones, even if each day is full', async () => {
		const { asked, state } = await poll(behind(1), ({ firstDay }) => manyOf(firstDay, 5001));
		expect([asked, state.sweep]).toEqual([[[0, 1], [-1, 0]], null]);
	});

	test('requests no day older than EnableX keeps records', async () => {
		const { asked } = await poll(behind(4000));
		expect(asked[1]).toEqual([EARLIEST - TODAY, EARLIEST - TODAY + 1]);
		expect(asked.at(-1)?.[1]).toBe(0);
	});

	test('continues in the next poll where the time ran out', async () => {
		let left = 5;
		const first = await poll(behind(30), () => { left--; return []; }, { timeLeft: () => left });
		expect(first.asked).toEqual([[0, 1], [-30, -29], [-29, -27]]);
		expect((await poll(first.state)).asked.slice(0, 2)).toEqual([[0, 1], [-27, -26]]);
	});

	test('ends for this poll when a later listing runs out of time, and keeps what was read before', async () => {
		const answer: Answer = ({ firstDay }, listing) => (listing < 3 ? [ready(`day ${firstDay - TODAY}`, startOfDay(firstDay))] : undefined);
		const { ids, remaining, state, isOutOfTime } = await poll(behind(30), answer);
		expect([ids, remaining, isOutOfTime]).toEqual([['day -29', 'day 0'], 0, true]);
		expect((await poll(state, answer)).ids).toEqual(['day -27', 'day -26']);
	});

	test('ends without a request if there is nothing left to read, and goes on if the recent days have held something back', async () => {
		const atEnd = { ...behind(5), sweep: { next: TODAY, begun: TODAY, waiting: null } };
		expect(await poll(atEnd)).toMatchObject({ asked: [[0, 1]], state: { sweep: null, swept: NOW } });
		const two: Answer = () => [ready('a', NOW), ready('b', NOW)];
		expect((await poll(atEnd, two, { maxEmitted: 1 })).state.sweep).not.toBeNull();
	});

	const outage = new Error('The API is down');

	test('does not begin if the recent days cannot be read', async () => {
		await expect(poll(behind(30), () => { throw outage; })).rejects.toBe(outage);
	});

	/** An API that fails to list the days that match. */
	const refusing = (isRefused: (asked: Days) => boolean): Answer => (asked) => {
		if (isRefused(asked)) throw outage;
		return [ready(`day ${asked.firstDay - TODAY}`, startOfDay(asked.firstDay))];
	};

	test('keeps what it has read if a listing of several days fails, and continues day by day', async () => {
		const { asked, ids, state, failure } = await poll(behind(9), refusing(({ firstDay, nextDay }) => nextDay - firstDay > 2));
		expect(asked).toEqual([[0, 1], [-9, -8], [-8, -6], [-6, -2], [-6, -5], [-5, -4], [-4, -3], [-3, -2], [-2, -1], [-1, 0]]);
		expect([ids.length, state.sweep, failure]).toEqual([8, null, undefined]);
	});

	test('reads only single days in the following polls, too', async () => {
		let left = 5;
		const first = await poll(behind(30), ({ firstDay, nextDay }) => { left--; if (nextDay - firstDay > 1) throw outage; return [ready(`day ${firstDay}`, startOfDay(firstDay))]; }, { timeLeft: () => left });
		expect(first.asked).toEqual([[0, 1], [-30, -29], [-29, -27], [-29, -28]]);
		expect((await poll(first.state)).asked.slice(1, 4)).toEqual([[-28, -27], [-27, -26], [-26, -25]]);
	});

	test('stops at a day that cannot be read, and returns the records so far and the error', async () => {
		const { ids, failure, state } = await poll(behind(9), refusing(({ firstDay, nextDay }) => firstDay <= TODAY - 6 && TODAY - 6 < nextDay));
		expect(ids).toEqual(['day -8', 'day 0']);
		expect([failure, state.sweep?.next]).toEqual([outage, TODAY - 6]);
	});

	test('returns the records of all its listings oldest first', async () => {
		const answer: Answer = ({ firstDay }) => [ready(`undated ${firstDay}`, null), ready(`noon ${firstDay}`, startOfDay(firstDay) + 12 * HOUR), ready(`midnight ${firstDay}`, startOfDay(firstDay))];
		const { emit } = await poll(behind(6), answer);
		const times = emit.map(({ time }) => time ?? Infinity);
		expect(times).toHaveLength(10);
		expect(times).toEqual([...times].sort((a, b) => (a === b ? 0 : a - b)));
	});
});
