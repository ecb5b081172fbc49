import type { IDataObject } from 'n8n-workflow';

import { archiveTime, simplifyArchive, urlsOf } from '../shared/simplifyArchive';
import { cdrTime, rawCdr, simplifyCdr } from '../shared/simplifyCdr';
import { toNumber, toText } from '../shared/values';
import type { ListedRecord } from './state';

export const EVENTS = ['cdr', 'recording'] as const;
export type EventName = (typeof EVENTS)[number];

/** The filters that look at the record itself; the room is part of the request. */
export interface RecordFilters {
	roles?: string[];
	minDuration?: number;
	callQuality?: string;
}

/** What an event is made of: where its records are listed, and how they are known and judged. */
export interface TriggerEvent {
	/** The first part of the route, and the key of the list in the reply (api.md 3). */
	list: 'cdr' | 'archive';
	/** What one record is called in a sentence. */
	noun: string;
	idOf(record: IDataObject): string;
	timeOf(record: IDataObject): number | null;
	statusOf(record: IDataObject, filters: RecordFilters): ListedRecord['status'];
	simplify(record: IDataObject): IDataObject;
	raw(record: IDataObject): IDataObject;
}

/**
 * A record without an id is known by what else is its own, so that it is not lost: by these values
 * if they tell records apart, which the first of them decides, or else by all of it.
 */
function idFrom(id: unknown, others: unknown[], record: IDataObject): string {
	const text = toText(id);
	if (text !== null) return text;
	try {
		return JSON.stringify(toText(others[0]) === null ? record : others);
	} catch {
		// Nested too deeply to be written down: one odd record must not hold up all others.
		return JSON.stringify([simplifyCdr(record), simplifyArchive(record)]);
	}
}

/** Whether a CDR passes the filters. What a filter asks for and the record does not say does not pass. */
function isWanted(record: IDataObject, { roles, minDuration, callQuality }: RecordFilters): boolean {
	// Most triggers have no filters, and each poll lists thousands of records that are known already.
	if (roles === undefined && minDuration === undefined && callQuality === undefined) return true;
	const { role, duration_seconds: duration, call_quality: quality } = simplifyCdr(record);
	const isLongEnough = minDuration === undefined || (toNumber(duration) ?? -1) >= minDuration;
	const hasQuality = callQuality === undefined || toText(quality)?.toLowerCase() === callQuality.toLowerCase();
	return isLongEnough && hasQuality && (roles === undefined || roles.includes(toText(role)?.toLowerCase() ?? ''));
}

const isEmpty = (list: unknown) => urlsOf(list).length === 0;

export const TRIGGER_EVENTS: Record<EventName, TriggerEvent> = {
	cdr: {
		list: 'cdr',
		noun: 'call detail record',
		idOf: (record) =>
			idFrom(record.cdr_id, [record.call_log_id ?? record.call_num, record.call_num, record.conf_num], record),
		timeOf: cdrTime,
		statusOf: (record, filters) => (isWanted(record, filters) ? 'ready' : 'filtered'),
		simplify: simplifyCdr,
		raw: rawCdr,
	},
	recording: {
		list: 'archive',
		noun: 'finished recording',
		idOf: (archive) => idFrom(archive._id, [archive.conf_num, archive.room_id], archive),
		timeOf: archiveTime,
		statusOf: ({ transcoded, recording }) => {
			if (!isEmpty(transcoded)) return 'ready';
			// An archive of a chat alone has nothing that could be transcoded (api.md 8.1).
			return isEmpty(recording) ? 'empty' : 'waiting';
		},
		simplify: simplifyArchive,
		raw: (archive) => archive,
	},
};
