import type { IDataObject } from 'n8n-workflow';

import type { EnableXCredential } from '../credential/credential';
import { joinLinks } from '../credential/joinLinks';
import { LAST_TIME } from '../time/days';
import { isObject, isTrue, omit, toIso, toMillis, toNumber, toObject, toText } from '../utils/values';

export const ROOM_TYPES = ['permanent', 'scheduled', 'adhoc'] as const;
export type RoomType = (typeof ROOM_TYPES)[number];
export const ROOM_MODES = ['group', 'lecture'] as const;

/** The type of a room, which the API encodes in two flags (enablex-api.md 4.1). */
export function roomTypeOf(room: IDataObject): RoomType {
	const settings = toObject(room.settings);
	if (isTrue(settings.scheduled)) return 'scheduled';
	return isTrue(settings.adhoc) ? 'adhoc' : 'permanent';
}

type LinkFields = Pick<EnableXCredential, 'appId' | 'meetingDomain'>;

/** When a scheduled room closes: its start and its duration in minutes, as milliseconds since 1970. `null` if it has no end. */
export function endOf(room: IDataObject): number | null {
	const settings = toObject(room.settings);
	const start = toMillis(settings.scheduled_time);
	const minutes = toNumber(settings.duration);
	if (start === null || minutes === null) return null;
	const end = start + minutes * 60_000;
	return Math.abs(end) <= LAST_TIME ? end : null;
}

/** Only replies to Get say whether a session is running, and they say so only if one is (enablex-api.md 4.4). */
function isActive(room: IDataObject): boolean | null {
	if (room.isRoomActive !== undefined) return isTrue(room.isRoomActive);
	return room.isMediaServerAvailable === undefined ? null : false;
}

/** A room as a flat item, with its join links. What people read comes first. */
export function simplifyRoom(room: IDataObject, credential: LinkFields): IDataObject {
	const settings = toObject(room.settings);
	const sip = toObject(room.sip);
	const roomId = toText(room.room_id);
	const end = endOf(room);
	return {
		room_id: roomId,
		name: toText(room.name),
		...joinLinks(roomId, credential),
		scheduled_time: toIso(settings.scheduled_time),
		end_time: end === null ? null : new Date(end).toISOString(),
		duration_minutes: toNumber(settings.duration),
		owner_ref: toText(room.owner_ref),
		type: isObject(room.settings) ? roomTypeOf(room) : null,
		mode: toText(settings.mode),
		moderators: toNumber(settings.moderators),
		participants: toNumber(settings.participants),
		is_active: isActive(room),
		// Text, because a PIN may start with a zero.
		dial_in_pin: toText(sip.pin),
		dial_in_meeting_id: toText(sip.meeting_id),
		data: isObject(room.data) ? room.data : null,
		created: toIso(room.created),
	};
}

/**
 * A room as the API returned it, but without `sip.secret`, which holds the password of the room's SIP
 * account in older API versions (enablex-api.md 4.2). Execution data must not contain passwords.
 */
export function rawRoom(room: IDataObject): IDataObject {
	return isObject(room.sip) && 'secret' in room.sip ? { ...room, sip: omit(room.sip, 'secret') } : room;
}

/** A room as the API returned it (`rawRoom`), with its join links. */
export const rawRoomWithLinks = (room: IDataObject, credential: LinkFields): IDataObject => ({
	...rawRoom(room),
	...joinLinks(toText(room.room_id), credential),
});
