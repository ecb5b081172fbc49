import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { apiError } from '../shared/api/errors';
import type { Collector } from '../shared/api/listEntries';
import { requestListInTime } from '../shared/api/listReply';
import { fillPath } from '../shared/api/paths';
import { requestWithFallback } from '../shared/api/request';
import { olderRoomPeriodRoute } from '../shared/parameters/findBy';
import { dayOf, toApiDay } from '../shared/time/days';
import type { Candidate, CandidateList } from './completion/completer';
import { recordKey } from './delivery/knownKeys';
import type { Days, ListedRecord } from './delivery/state';
import { TRIGGER_EVENTS } from './events';
import type { TriggerSettings } from './settings';

/** What decides about the delivery of a record. */
export function toListed(record: IDataObject, { event, filters }: TriggerSettings): ListedRecord {
	const { idOf, timeOf, statusOf } = TRIGGER_EVENTS[event];
	return { id: idOf(record), time: timeOf(record), status: statusOf(record, filters) };
}

/** The JSON of a record's item. */
export function toItem(record: IDataObject, { event, simplify }: TriggerSettings): IDataObject {
	const { simplify: simplified, raw } = TRIGGER_EVENTS[event];
	return simplify ? simplified(record) : raw(record);
}

/** Collects the records, with the items of those that `keeps` names. Of all others, almost nothing is kept. */
export function candidates(settings: TriggerSettings, keeps: (record: ListedRecord) => boolean): Collector<Candidate[]> {
	const { needsAll } = TRIGGER_EVENTS[settings.event];
	const listed: Candidate[] = [];
	return {
		add(record) {
			const facts = toListed(record, settings);
			const candidate = { ...facts, key: recordKey(facts.id) };
			listed.push(needsAll || keeps(candidate) ? { ...candidate, item: toItem(record, settings) } : candidate);
		},
		result: () => listed,
	};
}

/**
 * Lists the records of the UTC days from `firstDay` to the day before `nextDay`. The request also names
 * `nextDay`, because it is undocumented whether the API includes the last day of a request
 * (enablex-api.md 7). `timeoutMs` is asked before each request, and limits it as a whole. Resolves to what the collector made of the list.
 * Rejects with a NodeApiError.
 */
export async function listDays<T>(
	context: IPollFunctions,
	{ event, roomId }: TriggerSettings,
	{ firstDay, nextDay }: Days,
	timeoutMs: () => number,
	start: () => Collector<T>,
): Promise<{ value: T } & Pick<CandidateList, 'sentAt' | 'apiDay'>> {
	const { list } = TRIGGER_EVENTS[event];
	const route = roomId === '' ? `/${list}/period/:from/:to` : `/${list}/room-period/:roomId/:from/:to`;
	const values = { roomId, from: toApiDay(firstDay), to: toApiDay(nextDay) };
	const onSkippedEntries = (count: number) => context.logger.warn(`EnableX listed entries that are not records. Entries skipped: ${count}`);
	const reading = { key: list, start, onSkippedEntries };
	const result = await requestWithFallback(
		async (path) => await requestListInTime(context, fillPath(path, values), reading, timeoutMs()),
		route,
		olderRoomPeriodRoute(route),
	);
	if (!result.ok) throw apiError(context.getNode(), result.failure);
	const { value, sentAt } = result;
	return { value, ...(sentAt !== undefined && { sentAt, apiDay: dayOf(sentAt) }) };
}

/** The records of some days (`listDays`), with the items of those that `keeps` names. */
export async function listCandidates(
	context: IPollFunctions,
	settings: TriggerSettings,
	days: Days,
	timeoutMs: () => number,
	keeps: (record: ListedRecord) => boolean,
): Promise<CandidateList> {
	const { value: records, ...list } = await listDays(context, settings, days, timeoutMs, () => candidates(settings, keeps));
	return { records, ...list };
}
