import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { urlsOf } from '../../shared/records/archive';
import { readTime } from '../../shared/time/times';
import { isObject, toNumber, toText } from '../../shared/utils/values';
import type { Notification } from './body';
import { eventName } from './filter';

/** When the event happened, as ISO 8601 in UTC: from seconds or milliseconds, as a number or text (enablex-api.md 13). */
function occurredAt(value: unknown): string | null {
	return readTime(toNumber(value) ?? value, 'UTC')?.time.toJSDate().toISOString() ?? null;
}

/** The URLs of the files, each once. `transcoded` has one text under `recording`, the other events have lists (enablex-api.md 13). */
const filesOf = ({ recording, transcoded, files }: Notification): string[] => [...new Set([recording, transcoded, files].flatMap(urlsOf))];

/** The storage to which files were delivered, or `null` for other events. */
function destinationOf(value: unknown): IDataObject | null {
	if (!isObject(value)) return null;
	return { name: toText(value.name), host: toText(value.host), account: toText(value.account) };
}

/** The same text for the same content, whatever the order of keys, and whether numbers are sent as numbers or as text. */
function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (!isObject(value)) return JSON.stringify(String(value));
	const entries = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
	return `{${entries.join(',')}}`;
}

/**
 * An ID that is the same for each delivery of an event and for nothing else. The time is not
 * part of it, because it may be the delivery time. An undocumented event, or one without a conference
 * number, is identified by its whole body, including its time.
 */
export function eventId(notification: Notification): string {
	const { type, app_id, room_id, conf_num, stage, destination } = notification;
	const isDocumented = eventName(type) !== 'other' && toText(conf_num) !== null;
	const files = filesOf(notification).sort();
	const identity = isDocumented ? { type, app_id, room_id, conf_num, stage, destination, files } : notification;
	return createHash('sha256').update(canonical(identity)).digest('hex').slice(0, 32);
}

/** A notification as a flat item. `destination` has `name`, `host` and `account`. */
export function simplifyNotification(notification: Notification): IDataObject {
	const { type, trans_date, conf_num, room_id, stage, file_size, destination } = notification;
	return {
		event: type,
		occurred_at: occurredAt(trans_date),
		conf_num: toText(conf_num),
		room_id: toText(room_id),
		files: filesOf(notification),
		stage: toNumber(stage) ?? toText(stage),
		file_size: toNumber(file_size),
		destination: destinationOf(destination),
		event_id: eventId(notification),
	};
}
