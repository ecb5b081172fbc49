import { MAX_EMITTED, MAX_KNOWN } from '../../../nodes/EnableXVideoTrigger/delivery/collect';
import { KEY_LENGTH } from '../../../nodes/EnableXVideoTrigger/delivery/knownKeys';
import type { DeliveryState } from '../../../nodes/EnableXVideoTrigger/delivery/state';
import { dayOf, startOfDay } from '../../../nodes/shared/time/days';
import { behind, NOW, poll, ready, TODAY, type Answer } from './one-poll.mts';

describe('A backlog', () => {
	test('is delivered in parts of at most 10,000 records, oldest first, each record once', async () => {
		const backlog = Array.from({ length: 25_000 }, (_, index) => ready(`cdr-${index}`, startOfDay(TODAY - 3) + index * 10_000));
		const answer: Answer = ({ firstDay, nextDay }) => backlog.filter(({ time }) => dayOf(time ?? 0) >= firstDay && dayOf(time ?? 0) < nextDay).reverse();
		const parts: string[][] = [];
		const lefts: number[] = [];
		for (let state = behind(5); parts.length < 3; ) {
			const part = await poll(state, answer);
			parts.push(part.ids);
			lefts.push(part.remaining);
			state = part.state;
		}
		expect(parts.map(({ length }) => length)).toEqual([MAX_EMITTED, MAX_EMITTED, 5_000]);
		expect(parts.flat()).toEqual(backlog.map(({ id }) => id));
		expect(lefts.map((left) => left > 0)).toEqual([true, true, false]);
	});
});

describe('A state that is full', () => {
	const full: DeliveryState = { ...behind(5), known: { [TODAY - 4]: 'x'.repeat(MAX_KNOWN * KEY_LENGTH) } };
	const oneNew: Answer = ({ firstDay }) => (firstDay === TODAY - 4 ? [ready('new', startOfDay(firstDay))] : []);

	test('accepts no new record, and reports that one remains', async () => {
		expect(await poll({ ...full, newest: TODAY - 4 }, oneNew)).toMatchObject({ emit: [], remaining: 1 });
	});

	test('is not reported while there is room for one more record', async () => {
		const state = { ...full, known: { [TODAY - 4]: 'x'.repeat(2 * KEY_LENGTH) } };
		const three: Answer = ({ firstDay }) => (firstDay === TODAY - 4 ? ['a', 'b', 'c'].map((id) => ready(id, startOfDay(firstDay))) : []);
		const { ids, remaining, isFull } = await poll(state, three, { maxKnown: 4, maxEmitted: 1, lookbackDays: 5 });
		expect([ids, remaining, isFull]).toEqual([['a'], 2, undefined]);
	});

	test('has room again when its oldest day is closed, in the same poll', async () => {
		const newToday: Answer = ({ nextDay }) => (nextDay > TODAY ? [ready('new', NOW)] : []);
		expect(await poll(full, newToday)).toMatchObject({ emit: [{ id: 'new' }], remaining: 0 });
	});

	test('has room again in the same poll for a record of the very listing that closes that day', async () => {
		// Listed a day before that of its time, as the API may do.
		const newLater: Answer = ({ firstDay, nextDay }) => (firstDay <= TODAY - 3 && TODAY - 3 < nextDay ? [ready('new', startOfDay(TODAY - 2))] : []);
		expect(await poll(full, newLater)).toMatchObject({ emit: [{ id: 'new' }], remaining: 0 });
	});

	test.each([
		['starts over a sweep of an earlier day, which cannot close the days since', 1, -5],
		['continues a sweep of today, which would otherwise never end', 0, -2],
	])('%s', async (_what, daysAgo, first) => {
		const sweep = { next: TODAY - 2, begun: TODAY - daysAgo, waiting: null };
		expect((await poll({ ...full, sweep }, () => [], { maxKnown: MAX_KNOWN })).asked[1][0]).toBe(first);
	});
});
