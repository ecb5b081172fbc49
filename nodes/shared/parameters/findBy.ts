import { inputError } from '../api/errors';
import type { FindByRoutes } from '../descriptions/findBy';
import { readConferenceNumber, readLimit, readOption, readRoomId, type ParameterContext } from './parameters';
import { isInPeriod, readPeriod, toApiDays, toSessionDays, type ApiDays, type Period } from '../time/periods';

/** The values of Find By and its fields: what the route needs, and the exact period if there is one. */
export interface FindBy extends Partial<ApiDays> {
	conferenceNumber?: string;
	roomId?: string;
	period?: Period;
	limit: number;
}

const FIND_SESSIONS_BY = ['period', 'room', 'roomAndPeriod'] as const;
const FIND_BY: ReadonlyArray<keyof FindByRoutes> = ['conference', ...FIND_SESSIONS_BY];

function readNamedPeriod(context: ParameterContext, now: number): Period {
	const input = { from: context.getNodeParameter('from', ''), to: context.getNodeParameter('to', '') };
	try {
		return readPeriod(input, context.getTimezone(), now);
	} catch (error) {
		throw inputError(context.getNode(), error instanceof Error ? error.message : String(error));
	}
}

/** The values of Find By for sessions, with the chosen option. */
export interface FindSessionsBy extends Omit<FindBy, 'conferenceNumber'> {
	findBy: (typeof FIND_SESSIONS_BY)[number];
}

/** Reads Find By and the fields that belong to the chosen option. Throws a NodeApiError if one is invalid. */
export function readFindBy(context: ParameterContext): FindBy {
	const findBy = readOption(context, 'findBy', 'Find By', FIND_BY);
	return findBy === 'conference'
		? { limit: readLimit(context), conferenceNumber: readConferenceNumber(context) }
		: readRoomAndPeriod(context, findBy, toApiDays);
}

/** As `readFindBy`, for sessions. The days are those around the period as well (`toSessionDays`). */
export function readFindSessionsBy(context: ParameterContext): FindSessionsBy {
	const findBy = readOption(context, 'findBy', 'Find By', FIND_SESSIONS_BY);
	return { findBy, ...readRoomAndPeriod(context, findBy, toSessionDays) };
}

function readRoomAndPeriod(context: ParameterContext, findBy: FindSessionsBy['findBy'], toDays: typeof toApiDays): FindBy {
	const limit = readLimit(context);
	if (findBy === 'room') return { limit, roomId: readRoomId(context) };
	const now = Date.now();
	const period = readNamedPeriod(context, now);
	const search = { limit, period, ...toDays(period, now) };
	return findBy === 'period' ? search : { ...search, roomId: readRoomId(context) };
}

/**
 * Whether a record of this time (milliseconds since 1970) matches the search. Records outside the exact period are
 * always filtered out: the API only knows whole UTC days, and the older route for a room and a period may ignore the
 * days altogether (enablex-api.md 7.1).
 */
export const isInSearch = ({ period }: Pick<FindBy, 'period'>, time: number | null): boolean =>
	period === undefined || isInPeriod(time, period);

/** The older route for a room and a period, which some documents and deployments use (enablex-api.md 7.1). */
export const olderRoomPeriodRoute = (route: string): string | undefined =>
	route.includes('/room-period/') ? route.replace('/room-period/', '/room/') : undefined;
