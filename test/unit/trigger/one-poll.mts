/** One poll of a stream at noon of a day, with an API that answers as a test says. */
import { collect, type CollectOptions } from '../../../nodes/EnableXVideoTrigger/delivery/collect';
import { streamFrom } from '../../../nodes/EnableXVideoTrigger/delivery/savedState';
import type { Days, DeliveryState, ListedRecord } from '../../../nodes/EnableXVideoTrigger/delivery/state';
import { dayOf, startOfDay } from '../../../nodes/shared/time/days';
import { checkState, freeze } from './host.mts';
import { days } from './model.mts';

export const NOW = Date.UTC(2026, 10, 20, 12);
export const TODAY = dayOf(NOW);
export const ready = (id: string, time: number | null): ListedRecord => ({ id, time, status: 'ready' });
/** A stream that has run for some days, and was swept just now. */
export const running: DeliveryState = { ...streamFrom('stream', 'now', NOW - days(5)), newest: TODAY, swept: NOW };
/** A stream of which so many days before today are still to be read: the open ones, and the day before them. */
export const behind = (count: number): DeliveryState => ({ ...running, floor: TODAY - count + 1, since: startOfDay(TODAY - count + 1), swept: 0 });

export type Answer = (asked: Days, listing: number) => ListedRecord[] | undefined;

/** Polls an API that returns these records. Also returns the requested days, counted from today. */
export async function poll(state: DeliveryState, answer: Answer = () => [], options: Partial<CollectOptions<ListedRecord>> = {}) {
	const asked: Array<[firstDay: number, nextDay: number]> = [];
	const firsts: boolean[] = [];
	const list = async (range: Days, isFirst: boolean) => {
		asked.push([range.firstDay - TODAY, range.nextDay - TODAY]);
		firsts.push(isFirst);
		const records = answer(range, asked.length - 1);
		return records && { records };
	};
	const result = await collect(freeze(state), { now: NOW, lookbackDays: 2, timeLeft: () => Infinity, ...options, list });
	checkState(result.state);
	return { ...result, asked, firsts, ids: result.emit.map(({ id }) => id) };
}
