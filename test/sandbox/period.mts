import { ApiError } from './envelope.mts';

/** The filter of a report: a conference, a room, a period, or a room and a period. */
export interface ReportFilter {
	confNum?: string;
	roomId?: string;
	/** Epoch ms, inclusive. */
	from?: number;
	/** Epoch ms, exclusive. */
	before?: number;
}

const DAY_MS = 86_400_000;

/**
 * The period between two UTC days `YYYY-MM-DD` (enablex-api.md 7).
 * @param toExclusive whether the day `to` is excluded; undocumented, so it is a setting
 * @throws ApiError 10203 for an invalid date and for a reversed period (the code is an assumption)
 */
export function readPeriod(from: string, to: string, toExclusive: boolean): { from: number; before: number } {
	const start = readDay(from);
	const end = readDay(to);
	if (start === null || end === null) throw new ApiError(10203, { text: 'Invalid date: from_date, to_date must be YYYY-MM-DD' });
	if (start > end) throw new ApiError(10203, { text: 'Invalid period: from_date is after to_date' });
	return { from: start, before: toExclusive ? end : end + DAY_MS };
}

/** Whether a record belongs to a report. */
export function isInReport(record: { confNum: string; roomId: string; transAt: number }, filter: ReportFilter): boolean {
	return (
		(filter.confNum === undefined || record.confNum === filter.confNum) &&
		(filter.roomId === undefined || record.roomId === filter.roomId) &&
		(filter.from === undefined || record.transAt >= filter.from) &&
		(filter.before === undefined || record.transAt < filter.before)
	);
}

/** The start of a UTC day in epoch ms; null if the text is not a calendar day. */
export function readDay(text: string): number | null {
	if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
	const time = Date.parse(`${text}T00:00:00.000Z`);
	return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? null : time;
}
