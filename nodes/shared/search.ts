import type { IDataObject } from 'n8n-workflow';

import { inputError } from './errors';
import type { FindByRoutes } from './findBy';
import { newestFirst, readList } from './lists';
import { readConferenceNumber, readLimit, readOption, readRoomId, type ParameterContext } from './parameters';
import { isInPeriod, readPeriod, toApiDays, type ApiDays, type Period } from './periods';

/** What Find By and its fields come to: the values of the route, and the exact period if there is one. */
export interface Search extends Partial<ApiDays> {
	conferenceNumber?: string;
	roomId?: string;
	period?: Period;
	limit: number;
}

const WAYS: ReadonlyArray<keyof FindByRoutes> = ['conference', 'period', 'room', 'roomAndPeriod'];

function readNamedPeriod(context: ParameterContext, now: number): Period {
	const edges = { from: context.getNodeParameter('from', ''), to: context.getNodeParameter('to', '') };
	try {
		return readPeriod(edges, context.getTimezone(), now);
	} catch (error) {
		throw inputError(context.getNode(), error instanceof Error ? error.message : String(error));
	}
}

/** Reads Find By and the fields that go with it. */
export function readSearch(context: ParameterContext): Search {
	const findBy = readOption(context, 'findBy', 'Find By', WAYS);
	const limit = readLimit(context);
	if (findBy === 'conference') return { limit, conferenceNumber: readConferenceNumber(context) };
	if (findBy === 'room') return { limit, roomId: readRoomId(context) };
	const now = Date.now();
	const period = readNamedPeriod(context, now);
	const search = { limit, period, ...toApiDays(period, now) };
	return findBy === 'period' ? search : { ...search, roomId: readRoomId(context) };
}

/**
 * The records of a reply that the search is about, newest first, at most `limit`. The exact period
 * always counts, whatever days the API listed: it only knows whole UTC days, and the older route
 * for a room and a period may ignore the days altogether (api.md 7.1).
 */
export function pick(
	context: ParameterContext,
	reply: IDataObject,
	key: string,
	{ period, limit }: Search,
	timeOf: (record: IDataObject) => number | null,
): IDataObject[] {
	const records = readList(context.getNode(), reply, key);
	const inPeriod = period ? records.filter((record) => isInPeriod(timeOf(record), period)) : records;
	return newestFirst(inPeriod, timeOf).slice(0, limit);
}

/** The other route of a room and a period, which some documents and deployments have (api.md 7.1). */
export const olderRoomPeriodRoute = (route: string): string | undefined =>
	route.includes('/room-period/') ? route.replace('/room-period/', '/room/') : undefined;
