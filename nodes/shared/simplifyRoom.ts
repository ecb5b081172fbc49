import type { IDataObject } from 'n8n-workflow';

import type { EnableXCredential } from './credential';
import { joinLinks } from './joinLinks';
import { isObject, isTrue, toIso, toNumber, toObject, toText, without } from './values';

export const ROOM_TYPES = ['permanent', 'scheduled', 'adhoc'] as const;
export type RoomType = (typeof ROOM_TYPES)[number];
export const ROOM_MODES = ['group', 'lecture'] as const;

/** The type of a room, which the API tells by two flags (api.md 4.1). */
export function roomTypeOf(room: IDataObject): RoomType {
	const settings = toObject(room.settings);
	if (isTrue(settings.scheduled)) return 'scheduled';
	return isTrue(settings.adhoc) ? 'adhoc' : 'permanent';
}

/** A room as a flat item, with the links that an invitation needs (design: Output items). */
export function simplifyRoom(
	room: IDataObject,
	credential: Pick<EnableXCredential, 'appId' | 'meetingDomain'>,
): IDataObject {
	const settings = toObject(room.settings);
	const roomId = toText(room.room_id);
	return {
		room_id: roomId,
		name: toText(room.name),
		owner_ref: toText(room.owner_ref),
		mode: toText(settings.mode),
		type: roomTypeOf(room),
		scheduled_time: toIso(settings.scheduled_time),
		duration_minutes: toNumber(settings.duration),
		moderators: toNumber(settings.moderators),
		participants: toNumber(settings.participants),
		created: toIso(room.created),
		...joinLinks(roomId, credential),
	};
}

/**
 * A room as the API sent it, without `sip.secret`: an older generation carries the password of the
 * room's SIP account there (api.md 4.2), and no password has a place in the data of an execution.
 */
export function rawRoom(room: IDataObject): IDataObject {
	return isObject(room.sip) && 'secret' in room.sip ? { ...room, sip: without(room.sip, 'secret') } : room;
}
