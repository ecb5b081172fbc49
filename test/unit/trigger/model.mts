/** A model of the API as the trigger sees it: records, each with everything that happens to it. */
import type { Days, ListedRecord } from '../../../nodes/EnableXVideoTrigger/delivery/state';
import { DAY, dayOf } from '../../../nodes/shared/time/days';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** A number of days in milliseconds. */
export const days = (count: number): number => count * DAY;

/** A record of the API. Times are in milliseconds since 1970, by the API's clock. */
export interface PlannedRecord {
	id: string;
	/** Its time: the API lists it among the records of this day. */
	logged: number;
	/** A time that replaces `logged` later, and when. */
	moved?: { at: number; logged: number };
	/** Whether its time can be read. */
	isDated: boolean;
	/** A time that cannot be right, which the API returns instead of its own. */
	impossible?: number;
	/** When the API starts to list it. */
	visible: number;
	/** When its file is available; until then its status is `waiting`. */
	ready: number;
	/** Whether strict filters exclude it. */
	isMinor: boolean;
}

export interface ModelApi {
	records: readonly PlannedRecord[];
	/** The older route of a room may list everything, whatever days are requested (enablex-api.md 7.1). */
	ignoresDays: boolean;
	/** Whether the last requested day is included, which is undocumented (enablex-api.md 7). */
	includesLastDay: boolean;
	order: 'newest first' | 'oldest first' | 'mixed';
	/** Whether its replies have a Date header. */
	sendsDate: boolean;
	/** Whether a reply lists each record twice: with its current and with its original time. */
	repeats: boolean;
	/** By how many days the day under which it lists a record differs from that of the record's time. */
	filedDays: -1 | 0 | 1;
	/** It refuses a request that names more days. */
	maxDays: number;
	/** It times out when a reply would have more records. */
	maxRecords: number;
}

/** The message of a request that the API does not answer, because it asks for too much. */
export const REFUSAL = 'The API refuses so much';

type Filed = ListedRecord & { filed: number };

const inOrder: Record<ModelApi['order'], (a: Filed, b: Filed) => number> = {
	'newest first': (a, b) => b.filed - a.filed,
	'oldest first': (a, b) => a.filed - b.filed,
	mixed: (a, b) => (a.filed % 7) - (b.filed % 7),
};

function statusOf({ ready, isMinor }: PlannedRecord, at: number, isStrict: boolean): ListedRecord['status'] {
	if (ready > at) return 'waiting';
	return isStrict && isMinor ? 'filtered' : 'ready';
}

function file(record: PlannedRecord, at: number, isStrict: boolean, isFirst: boolean): Filed {
	const { id, logged, moved, isDated, impossible } = record;
	const filed = !isFirst && moved !== undefined && moved.at <= at ? moved.logged : logged;
	return { id, time: impossible ?? (isDated ? filed : null), status: statusOf(record, at, isStrict), filed };
}

/** The records that the API lists for some days at a given time, with strict filters or without filters. Throws if the request is too large. */
export function listRecords(api: ModelApi, { firstDay, nextDay }: Days, at: number, isStrict = false): ListedRecord[] {
	const end = api.includesLastDay ? nextDay + 1 : nextDay;
	if (nextDay - firstDay + 1 > api.maxDays) throw new Error(REFUSAL);
	const visible = api.records.filter((record) => record.visible <= at);
	const listed = (isFirst: boolean) =>
		visible
			.map((record) => file(record, at, isStrict, isFirst))
			.filter(({ filed }) => api.ignoresDays || (dayOf(filed) + api.filedDays >= firstDay && dayOf(filed) + api.filedDays < end))
			.sort(inOrder[api.order]);
	const all = api.repeats ? [...listed(true), ...listed(false)] : listed(false);
	if (all.length > api.maxRecords) throw new Error(REFUSAL);
	return all.map(({ id, time, status }) => Object.freeze({ id, time, status }));
}
