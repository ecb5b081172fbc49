import type { IDataObject } from 'n8n-workflow';

import type { ApiFailure } from '../../shared/api/envelope';
import { apiError } from '../../shared/api/errors';
import { fillPath } from '../../shared/api/paths';
import { apiRequest } from '../../shared/api/request';
import { readList } from '../../shared/api/responseBody';
import { isRoomMissing } from '../../shared/api/resultCodes';
import { toNumber } from '../../shared/utils/values';
import type { CompletionContext } from './completer';

/** The maximum time of one follow-up request, so that one that hangs leaves time for others. */
const MAX_REQUEST_MS = 20_000;
/** The minimum, because 0 would mean no timeout. */
const MIN_REQUEST_MS = 1_000;

/** A reply, or what `ofFailure` makes of a failure. Without a value of it, rejects with a NodeApiError. */
async function get<T>(poll: CompletionContext, path: string, read: (body: IDataObject) => T, ofFailure?: (failure: ApiFailure) => T | undefined): Promise<T> {
	const { context, timeLeft } = poll;
	const timeout = Math.max(MIN_REQUEST_MS, Math.min(Math.floor(timeLeft()), MAX_REQUEST_MS));
	const result = await apiRequest(context, path, timeout);
	if (result.ok) return read(result.body);
	const value = ofFailure?.(result.failure);
	if (value === undefined) throw apiError(context.getNode(), result.failure);
	return value;
}

/** All CDRs of a session. Rejects with a NodeApiError. */
export const fetchCdrs = async (poll: CompletionContext, confNum: string): Promise<IDataObject[]> =>
	await get(poll, fillPath('/cdr/conf/:confNum', { confNum }), (body) => readList(poll.context, body, 'cdr'));

/** All archives of a session. Rejects with a NodeApiError. */
export const fetchArchives = async (poll: CompletionContext, confNum: string): Promise<IDataObject[]> =>
	await get(poll, fillPath('/archive/conf/:confNum', { confNum }), (body) => readList(poll.context, body, 'archive'));

/** Whether nobody is in a room, or the room is gone, as an adhoc room is after its session (enablex-api.md 4.1, 6). Rejects with a NodeApiError. */
export const fetchIsRoomEmpty = async (poll: CompletionContext, roomId: string): Promise<boolean> =>
	await get(
		poll,
		fillPath('/rooms/:roomId/users', { roomId }),
		(body) => readList(poll.context, body, 'users').length === 0 && (toNumber(body.total) ?? 0) <= 0,
		(failure) => (isRoomMissing(failure) ? true : undefined),
	);
