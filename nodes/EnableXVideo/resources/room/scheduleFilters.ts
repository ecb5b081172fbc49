import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../shared/api/errors';
import type { ParameterContext } from '../../../shared/parameters/parameters';
import { readEnd, readStart } from '../../../shared/time/periods';
import { toMillis, toObject } from '../../../shared/utils/values';

/** The filters of Get Many on Scheduled Time. Only scheduled rooms have one. */
export const scheduleFilterFields: INodeProperties[] = [
	{
		displayName: 'Scheduled After',
		name: 'scheduledAfter',
		type: 'dateTime',
		default: '',
		description: 'Only return scheduled rooms that start at this time or later, as a date and time such as 2026-11-22T09:30:00, or as a date. Without an offset, it is in the time zone of the workflow.',
	},
	{
		displayName: 'Scheduled Before',
		name: 'scheduledBefore',
		type: 'dateTime',
		default: '',
		description: 'Only return scheduled rooms that start before this time, in the same format as Scheduled After. A date without a time includes that day.',
	},
];

/** Times in milliseconds since 1970: `scheduledAfter` is inclusive, `scheduledBefore` is exclusive. */
export interface ScheduleFilters {
	scheduledAfter?: number;
	scheduledBefore?: number;
}

/** Reads the filters that were filled in. Throws a NodeApiError that names the filter. */
export function readScheduleFilters(context: ParameterContext, filled: IDataObject): ScheduleFilters {
	const zone = context.getTimezone();
	try {
		const filters = {
			...('scheduledAfter' in filled && { scheduledAfter: readStart(filled.scheduledAfter, 'Scheduled After', zone) }),
			...('scheduledBefore' in filled && { scheduledBefore: readEnd(filled.scheduledBefore, 'Scheduled Before', zone) }),
		};
		const { scheduledAfter = -Infinity, scheduledBefore = Infinity } = filters;
		if (scheduledAfter > scheduledBefore) throw new RangeError('Scheduled After is after Scheduled Before. Swap them, or correct one of them');
		return filters;
	} catch (error) {
		throw inputError(context.getNode(), error instanceof Error ? error.message : String(error));
	}
}

/** Whether a room starts within the filters. A room without a Scheduled Time matches only if no such filter is set. */
export function isScheduledWithin(room: IDataObject, { scheduledAfter, scheduledBefore }: ScheduleFilters): boolean {
	if (scheduledAfter === undefined && scheduledBefore === undefined) return true;
	const start = toMillis(toObject(room.settings).scheduled_time);
	return start !== null && start >= (scheduledAfter ?? -Infinity) && start < (scheduledBefore ?? Infinity);
}
