/** Plays a random history, and compares what was emitted with what had to be. */
import { markAsKnown } from '../../../nodes/EnableXVideoTrigger/delivery/deliver';
import { startDays, streamFrom, streamFromNow } from '../../../nodes/EnableXVideoTrigger/delivery/savedState';
import type { DeliveryState } from '../../../nodes/EnableXVideoTrigger/delivery/state';
import { dayOf } from '../../../nodes/shared/time/days';
import type { History } from './histories.mts';
import { calmStep, startHost } from './host.mts';
import { days, HOUR, listRecords, type PlannedRecord } from './model.mts';

/** The state in which a history begins, and the ids that are old then. */
function begin({ api, since, begun, beginOffset }: History): { state: DeliveryState; old: Set<string> } {
	if (since !== undefined) return { state: streamFrom('stream', 'date', since), old: new Set() };
	const now = begun + beginOffset;
	const fresh = streamFromNow('stream', 'now', now);
	const impossible = new Set(api.records.filter((record) => record.impossible !== undefined).map(({ id }) => id));
	const listed = startDays(fresh, now).flatMap((asked) => listRecords(api, asked, begun));
	const isOld = listed.filter(({ id, status, time }) => status === 'ready' && (impossible.has(id) || (time ?? Infinity) >= fresh.since));
	return { state: markAsKnown(fresh, listed, now), old: new Set(isOld.map(({ id }) => id)) };
}

/** Whether a record has to come through, when the filters are off for good from `calmed` on. */
function isDue({ logged, moved, isDated, isMinor, impossible }: PlannedRecord, { since }: DeliveryState, lookbackDays: number, calmed: number): boolean {
	const oldest = Math.min(logged, moved?.logged ?? Infinity);
	const isOfStream = isDated && impossible === undefined ? oldest >= since : dayOf(oldest) >= dayOf(since);
	return isOfStream && (!isMinor || oldest >= calmed - days(lookbackDays));
}

const laterRecord = (at: number): PlannedRecord => ({ id: `later ${at}`, logged: at, visible: at, ready: at, isDated: true, isMinor: false });

/** Plays a history, lets calm polls follow it, and finds the ids that were lost, that came twice, and that are from before the stream. */
export async function play(plot: History): Promise<Record<'lost' | 'twice' | 'old', string[]>> {
	const { lookbackDays, steps, begun, limits } = plot;
	const { state, old } = begin(plot);
	const calmed = begun + steps.reduce((sum, { wait }) => sum + wait, 2 * HOUR);
	const last = Math.max(calmed, ...plot.api.records.map(({ visible, ready }) => Math.max(visible, ready)));
	// An API that files records under the next day may list them only then.
	const end = last + days(1);
	// A trigger that is full has room again when the lookback has passed a day, which the records of later days show.
	const calmDays = Object.keys(limits).length === 0 ? 0 : lookbackDays + 4;
	// Without a Date header, the records of the day show which day it is; those that are filed under another day do not.
	const sendsDate = plot.api.sendsDate || (calmDays > 0 && plot.api.filedDays !== 0);
	const api = { ...plot.api, sendsDate, records: [...plot.api.records, ...Array.from({ length: calmDays }, (_, day) => laterRecord(end + days(day)))] };
	const host = startHost({ ...plot, api }, state);
	let real = begun;
	for (const step of steps) await host.poll((real += step.wait), step);
	const { emitted } = host;
	for (const at of [calmed, last, last + 2 * HOUR, end, end + 2 * HOUR]) await host.poll(at, calmStep);
	for (let at = end; at < end + days(calmDays); at += 12 * HOUR) {
		for (let before = -1; emitted.length > before; ) {
			before = emitted.length;
			await host.poll(at, calmStep);
		}
	}
	const isLost = (record: PlannedRecord) => isDue(record, state, lookbackDays, calmed) && !old.has(record.id) && !emitted.includes(record.id);
	return {
		lost: plot.api.records.filter(isLost).map(({ id }) => id),
		twice: emitted.filter((id, index) => emitted.indexOf(id) !== index),
		old: emitted.filter((id) => old.has(id)),
	};
}
