/** A stand-in for the API as the trigger sees it: records, each with all that will ever happen to it. */
import type { Days } from '../../nodes/EnableXVideoTrigger/collect';
import type { ListedRecord } from '../../nodes/EnableXVideoTrigger/state';
import { DAY, dayOf } from '../../nodes/shared/days';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** A number of days in milliseconds. */
export const days = (count: number): number => count * DAY;

/** A record of the API. Moments are in milliseconds since 1970, by the API's clock. */
export interface PlannedRecord {
	id: string;
	/** Its time: the API lists it among the records of this day. */
	logged: number;
	/** A time it is given later, and when. */
	moved?: { at: number; logged: number };
	/** Whether its time can be read. */
	isDated: boolean;
	/** From when on it is listed. */
	visible: number;
	/** From when on its file is there; until then it waits. */
	ready: number;
	/** Whether strict filters hold it back. */
	isMinor: boolean;
}

export interface ModelApi {
	records: readonly PlannedRecord[];
	/** The older route of a room may list everything, whatever days it is asked for (api.md 7.1). */
	ignoresDays: boolean;
	/** Whether the last day that is asked for counts, which is undocumented (api.md 7). */
	includesLastDay: boolean;
	order: 'newest first' | 'oldest first' | 'mixed';
	/** Whether each record comes twice in a reply: as it is, and with the time that it had at first. */
	repeats: boolean;
}

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
	const { id, logged, moved, isDated } = record;
	const filed = !isFirst && moved !== undefined && moved.at <= at ? moved.logged : logged;
	return { id, time: isDated ? filed : null, status: statusOf(record, at, isStrict), filed };
}

/** What the API lists for some days at a moment, with strict filters or without filters. */
export function listRecords(api: ModelApi, { firstDay, nextDay }: Days, at: number, isStrict = false): ListedRecord[] {
	const end = api.includesLastDay ? nextDay + 1 : nextDay;
	const visible = api.records.filter((record) => record.visible <= at);
	const listed = (isFirst: boolean) =>
		visible
			.map((record) => file(record, at, isStrict, isFirst))
			.filter(({ filed }) => api.ignoresDays || (dayOf(filed) >= firstDay && dayOf(filed) < end))
			.sort(inOrder[api.order]);
	const all = api.repeats ? [...listed(true), ...listed(false)] : listed(false);
	return all.map(({ id, time, status }) => Object.freeze({ id, time, status }));
}
