import { NodeApiError, type IDataObject } from 'n8n-workflow';

import { resultOrError } from '../../../shared/api/errors';
import { endOf, roomTypeOf } from '../../../shared/records/room';
import { formatTime } from '../../../shared/time/times';
import { toMillis, toObject } from '../../../shared/utils/values';
import type { ItemContext } from '../../execution/itemContext';
import { callRequest, type Request } from '../../execution/operation';

/** When a scheduled room starts and closes, in milliseconds since 1970. */
interface Schedule {
	start: number;
	end: number;
}

function scheduleOf(room: IDataObject): Schedule | undefined {
	const start = toMillis(toObject(room.settings).scheduled_time);
	const end = endOf(room);
	return roomTypeOf(room) === 'scheduled' && start !== null && end !== null ? { start, end } : undefined;
}

/** Which side of its schedule a room is on, at a time in milliseconds since 1970. Before its start it may issue tokens already. */
function describeSchedule({ start, end }: Schedule, now: number, zone: string): string {
	if (now < start) return `Too early: the room starts ${formatTime(start, zone)} and closes ${formatTime(end, zone)}`;
	if (now >= end) return `Too late: the room closed ${formatTime(end, zone)}. It had started ${formatTime(start, zone)}`;
	return `The room started ${formatTime(start, zone)} and closes ${formatTime(end, zone)}`;
}

/**
 * The error of a token that a room refused because of its schedule, with the times of the room in front of
 * the API's words. The codes do not tell too early from too late (enablex-api.md 10). Returns the error
 * as it is if the room cannot be read, or is not scheduled. Sends one request.
 */
export async function addSchedule(context: ItemContext, getRoom: Request, roomId: string, error: NodeApiError): Promise<NodeApiError> {
	const result = await resultOrError(callRequest(context, getRoom, { roomId }));
	if (result instanceof NodeApiError || !result.ok) return error;
	const schedule = scheduleOf(toObject(result.body.room));
	if (schedule === undefined) return error;
	// By the clock of the API, which decides.
	const now = result.sentAt ?? Date.now();
	error.message = `${describeSchedule(schedule, now, context.getTimezone())} (${error.message})`;
	return error;
}
