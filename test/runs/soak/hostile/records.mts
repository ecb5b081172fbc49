/** The records of a month, and what the API lists of them. */
import type { IDataObject } from 'n8n-workflow';

import { DAY, dayOf, startOfDay } from '../../../../nodes/shared/time/days';
import { MONTH_HOURS, type Group, type Month } from './month.mts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** When the workflow is published. */
export const PUBLISHED = Date.UTC(2027, 2, 10, 12);
export const MONTH_END = PUBLISHED + MONTH_HOURS * HOUR;
const HISTORY_DAYS = 75;

/** A record and its future. Times are in milliseconds since 1970, by the clock of EnableX. */
export interface MonthRecord {
	id: string;
	logged: number;
	/** Its time as the API returns it. */
	shown: string;
	/** The time that decides about its order. `null` if it shows none, or one that cannot be right. */
	time: number | null;
	/** The day under which the API lists it. */
	filed: number;
	/** When the API starts to list it. */
	visible: number;
	/** When it can be emitted. */
	ready: number;
	/** Whether a recording has no file at all before that. */
	startsWithoutFiles: boolean;
}

/** The records of a month, until `lastDay` if there are some every day. */
export function recordsOf(month: Month, lastDay: number): MonthRecord[] {
	const daily: Group[] = [];
	const firstDay = dayOf(PUBLISHED) - HISTORY_DAYS;
	for (let day = firstDay; month.perDay > 0 && day <= lastDay; day++) {
		const hour = (startOfDay(day) - PUBLISHED) / HOUR;
		daily.push({ hour, count: month.perDay, apartMinutes: Math.floor(1_400 / month.perDay), lateness: 0, waitHours: 0, startsWithoutFiles: false, shows: 'its time' });
	}
	return [...daily, ...month.groups].flatMap((group, index) => groupRecords(month, group, `${index}`));
}

function groupRecords({ trigger, api }: Month, { hour, count, apartMinutes, lateness, waitHours, startsWithoutFiles, shows }: Group, name: string): MonthRecord[] {
	return Array.from({ length: count }, (_, index) => {
		const logged = PUBLISHED + hour * HOUR + index * apartMinutes * MINUTE;
		const visible = logged + Math.floor(lateness * trigger.lookbackDays * DAY);
		const isRight = shows === 'its time';
		return {
			id: `${name}-${index}`,
			logged,
			shown: isRight ? new Date(logged).toISOString() : shows === 'no time' ? 'soon' : shows,
			time: isRight ? logged : null,
			filed: dayOf(logged) + api.filedDays,
			visible,
			ready: trigger.event === 'recording' ? Math.max(visible, logged + waitHours * HOUR) : visible,
			startsWithoutFiles,
		};
	});
}

/** The JSON of a record at a given time. */
export function toJson({ id, shown, ready, startsWithoutFiles }: MonthRecord, event: Month['trigger']['event'], at: number): IDataObject {
	if (event === 'cdr') return { cdr_id: id, trans_date: shown };
	const isReady = ready <= at;
	const recording = isReady || !startsWithoutFiles ? [{ url: 'https://files.example.com/a.mkv' }] : [];
	return { _id: id, trans_date: shown, recording, transcoded: isReady ? [{ url: 'https://files.example.com/a.mov' }] : [] };
}

/** Records by the day under which the API lists them. */
export class Listings {
	private readonly days = new Map<number, MonthRecord[]>();

	constructor(records: readonly MonthRecord[]) {
		for (const record of records) this.days.set(record.filed, [...(this.days.get(record.filed) ?? []), record]);
		for (const day of this.days.values()) day.sort((a, b) => a.logged - b.logged);
	}

	/** The records listed at a given time for the days from `firstDay` to the day before `end`, oldest first. */
	list(firstDay: number, end: number, at: number): MonthRecord[] {
		const records: MonthRecord[] = [];
		for (let day = firstDay; day < end; day++) {
			for (const record of this.days.get(day) ?? []) if (record.visible <= at) records.push(record);
		}
		return records;
	}

	/** The number of records of the busiest days in a row. */
	busiest(dayCount: number): number {
		const sums = [...this.days.keys()].map((first) => this.list(first, first + dayCount, Infinity).length);
		return Math.max(0, ...sums);
	}
}
