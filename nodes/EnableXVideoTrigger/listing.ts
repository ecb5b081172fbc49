import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { ask, askEither } from '../shared/ask';
import { toApiDay } from '../shared/days';
import { apiError } from '../shared/errors';
import { readList } from '../shared/lists';
import { fillPath } from '../shared/paths';
import { olderRoomPeriodRoute } from '../shared/search';
import type { Days } from './collect';
import { TRIGGER_EVENTS } from './events';
import type { TriggerSettings } from './settings';
import type { ListedRecord } from './state';

/** A listed record with what it is made of. */
export interface Candidate extends ListedRecord {
	record: IDataObject;
}

/**
 * Lists the records of some UTC days. The day after the last one is asked for as well: whether the
 * API includes it is undocumented (api.md 7). `timeoutMs` is for each request. Throws a NodeApiError.
 */
export async function listCandidates(
	context: IPollFunctions,
	{ event, roomId, filters }: TriggerSettings,
	{ firstDay, nextDay }: Days,
	timeoutMs: number,
): Promise<Candidate[]> {
	const { list, idOf, timeOf, statusOf } = TRIGGER_EVENTS[event];
	const route = roomId === '' ? `/${list}/period/:from/:to` : `/${list}/room-period/:roomId/:from/:to`;
	const values = { roomId, from: toApiDay(firstDay), to: toApiDay(nextDay) };
	const verdict = await askEither(
		async (path) => await ask(context, fillPath(path, values), timeoutMs),
		route,
		olderRoomPeriodRoute(route),
	);
	if (!verdict.ok) throw apiError(context.getNode(), verdict.failure);
	return readList(context.getNode(), verdict.body, list).map((record) => ({
		record,
		id: idOf(record),
		time: timeOf(record),
		status: statusOf(record, filters),
	}));
}

/** The item of a candidate, as the node's own Get Many would give it. */
export function toItem({ record }: Candidate, { event, simplify }: TriggerSettings): IDataObject {
	const { simplify: simplified, raw } = TRIGGER_EVENTS[event];
	return simplify ? simplified(record) : raw(record);
}
