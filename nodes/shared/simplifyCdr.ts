import type { IDataObject } from 'n8n-workflow';

import { rawRoom } from './simplifyRoom';
import { isObject, toIso, toMillis, toNumber, toObject, toText, without } from './values';

/** When a CDR was logged, in milliseconds; the end or start of the connection when that is missing. */
export function cdrTime(record: IDataObject): number | null {
	const room = toObject(record.room);
	return toMillis(record.trans_date) ?? toMillis(room.disconnect_dt) ?? toMillis(room.connect_dt);
}

/** A call detail record, which is one user's connection (api.md 7), as a flat item. */
export function simplifyCdr(record: IDataObject): IDataObject {
	const room = toObject(record.room);
	const details = toObject(room.room_details);
	const user = toObject(record.user);
	const signalling = toObject(record.sigserver);
	return {
		cdr_id: toText(record.cdr_id),
		conf_num: toText(record.conf_num),
		room_id: toText(room.room_id),
		room_name: toText(details.name),
		owner_ref: toText(details.owner_ref),
		user_name: toText(user.name),
		user_ref: toText(user.ref),
		role: toText(user.role),
		connected_at: toIso(room.connect_dt) ?? toIso(signalling.connect_dt),
		disconnected_at: toIso(room.disconnect_dt) ?? toIso(signalling.disconnect_dt),
		duration_seconds: toNumber(room.duration) ?? toNumber(signalling.duration),
		call_quality: toText(toObject(record.stats_quality).call_quality),
	};
}

/**
 * A CDR as the API sent it, without `user.token`: the older generation carries the join token of
 * the user there (api.md A.4), and a token goes to nobody but the person who asked for it. The room
 * in it is cleaned like any other.
 */
export function rawCdr(record: IDataObject): IDataObject {
	const { user, room } = record;
	const details = toObject(room).room_details;
	return {
		...record,
		...(isObject(user) && { user: without(user, 'token') }),
		...(isObject(room) && isObject(details) && { room: { ...room, room_details: rawRoom(details) } }),
	};
}
