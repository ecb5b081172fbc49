import type { IDataObject } from 'n8n-workflow';

import { rawRoom } from './room';
import type { ShareText } from '../utils/sharedTexts';
import { isObject, omit, toIso, toMillis, toNumber, toObject, toText } from '../utils/values';

/**
 * When a CDR was logged, in milliseconds since 1970. Falls back to the end or start of the connection,
 * and to `null` if there is no readable time.
 */
export function cdrTime(record: IDataObject): number | null {
	const room = toObject(record.room);
	return toMillis(record.trans_date) ?? toMillis(room.disconnect_dt) ?? toMillis(room.connect_dt);
}

/** The minutes that EnableX bills for the connection of a CDR (enablex-api.md 7.2), or `null` where the deployment has none. */
export const billedMinutesOf = (record: IDataObject): number | null => toNumber(toObject(record.usage).connect_minutes_cal);

/**
 * A call detail record, which is one connection of one user (enablex-api.md 7), as a flat item: what people read first,
 * and IDs last. For a long list, `share` keeps one string of the texts that its records repeat (`shareTexts`).
 */
export function simplifyCdr(record: IDataObject, share: ShareText = (text) => text): IDataObject {
	const room = toObject(record.room);
	const details = toObject(room.room_details);
	const user = toObject(record.user);
	const signalling = toObject(record.sigserver);
	return {
		user_name: share(toText(user.name)),
		role: share(toText(user.role)),
		connected_at: toIso(room.connect_dt) ?? toIso(signalling.connect_dt),
		disconnected_at: toIso(room.disconnect_dt) ?? toIso(signalling.disconnect_dt),
		duration_seconds: toNumber(room.duration) ?? toNumber(signalling.duration),
		call_quality: share(toText(toObject(record.stats_quality).call_quality)),
		room_name: share(toText(details.name)),
		owner_ref: share(toText(details.owner_ref)),
		user_ref: share(toText(user.ref)),
		billed_minutes: billedMinutesOf(record),
		log_id: toText(record.call_log_id),
		conf_num: share(toText(record.conf_num)),
		room_id: share(toText(room.room_id)),
		cdr_id: toText(record.cdr_id),
	};
}

/**
 * A CDR as the API returned it, but without `user.token`, which holds the user's join token in older
 * API versions (enablex-api.md A.4). Tokens are output only to the user who created them. The CDR's room
 * goes through `rawRoom`.
 */
export function rawCdr(record: IDataObject): IDataObject {
	const { user, room } = record;
	const hasToken = isObject(user) && 'token' in user;
	const details = toObject(room).room_details;
	const safeDetails = isObject(details) ? rawRoom(details) : details;
	// Most records need no change, and a copy of each would take as long as reading it.
	if (!hasToken && safeDetails === details) return record;
	return {
		...record,
		...(hasToken && { user: omit(user, 'token') }),
		...(safeDetails !== details && { room: { ...toObject(room), room_details: safeDetails } }),
	};
}
