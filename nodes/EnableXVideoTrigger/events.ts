import type { IDataObject } from 'n8n-workflow';

import { archiveTime, simplifyArchive, urlsOf } from '../shared/records/archive';
import { cdrTime, rawCdr, simplifyCdr } from '../shared/records/cdr';
import { conferenceNumberOf, sessionCdr } from '../shared/records/session';
import { toNumber, toText } from '../shared/utils/values';
import type { ListedRecord } from './delivery/state';

export const EVENTS = ['cdr', 'session', 'recording'] as const;
export type EventName = (typeof EVENTS)[number];

/** The filters that are applied to the records. The room filter is not here: it is part of the request. */
export interface RecordFilters {
	roles?: string[];
	/** In seconds. */
	minDuration?: number;
	callQuality?: string;
}

/** How one event of the trigger lists, identifies, filters and outputs its records. */
export interface TriggerEvent {
	/** The first part of the route, and the key of the list in the reply (enablex-api.md 3). */
	list: 'cdr' | 'archive';
	/** What its records are called in an error message. */
	pluralName: string;
	idOf(record: IDataObject): string;
	timeOf(record: IDataObject): number | null;
	statusOf(record: IDataObject, filters: RecordFilters): ListedRecord['status'];
	/** Whether its items are made of all listed records, also of known ones. */
	needsAll?: boolean;
	simplify(record: IDataObject): IDataObject;
	raw(record: IDataObject): IDataObject;
}

/**
 * The ID of a record. A record without one must not be lost, so it is identified by `fallbacks` if the
 * first of them is set, or else by its whole content.
 */
function idFrom(id: unknown, fallbacks: unknown[], record: IDataObject): string {
	const text = toText(id);
	if (text !== null) return text;
	try {
		return JSON.stringify(toText(fallbacks[0]) === null ? record : fallbacks);
	} catch {
		// Nested too deeply for JSON.stringify. One malformed record must not block all others.
		return JSON.stringify([simplifyCdr(record), simplifyArchive(record)]);
	}
}

/** Whether a CDR matches the filters. Records that lack a filtered field do not match. */
function matchesFilters(record: IDataObject, { roles, minDuration, callQuality }: RecordFilters): boolean {
	// A shortcut, because most triggers have no filters, and a poll may list thousands of known records.
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
		pluralName: 'call detail records',
		idOf: (record) =>
			idFrom(record.cdr_id, [record.call_log_id ?? record.call_num, record.call_num, record.conf_num], record),
		timeOf: cdrTime,
		statusOf: (record, filters) => (matchesFilters(record, filters) ? 'ready' : 'filtered'),
		simplify: simplifyCdr,
		raw: rawCdr,
	},
	// What is listed are the CDRs of sessions. `sessions/` makes the records of them.
	session: {
		list: 'cdr',
		needsAll: true,
		pluralName: 'ended sessions',
		idOf: (cdr) => conferenceNumberOf(cdr) ?? '',
		timeOf: cdrTime,
		statusOf: () => 'filtered',
		simplify: sessionCdr,
		raw: sessionCdr,
	},
	recording: {
		list: 'archive',
		pluralName: 'finished recordings',
		idOf: (archive) => idFrom(archive._id, [archive.conf_num, archive.room_id], archive),
		timeOf: archiveTime,
		statusOf: ({ transcoded, recording, chatdata, metadata }) => {
			if (!isEmpty(transcoded)) return 'ready';
			// An archive with only a chat has nothing to transcode (enablex-api.md 8.1). Without any file, it is not finished.
			const hasOnlyTexts = isEmpty(recording) && !(isEmpty(chatdata) && isEmpty(metadata));
			return hasOnlyTexts ? 'empty' : 'waiting';
		},
		simplify: simplifyArchive,
		raw: (archive) => archive,
	},
};
