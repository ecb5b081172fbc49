/** Rooms: their defaults, how they are shown, how long they live. */
import type { Context } from './context.mts';
import { ApiError } from './envelope.mts';
import { toNumber } from './room-validation.mts';
import type { JsonObject, Project, RoomRecord, Session } from './types.mts';

/** Talkers when nothing is sent: 16 (S1), never more than participants (2 for "2" in real traffic). */
const DEFAULT_TALKERS = 16;

/** The settings of a new room: what was sent, types kept, with the defaults of api.md 4.2 around it. */
export function completeSettings(sent: JsonObject, project: Project): JsonObject {
	return dropEmpty({
		mode: 'group',
		scheduled: false,
		adhoc: false,
		duration: sent.duration,
		participants: sent.participants,
		auto_recording: false,
		screen_share: true,
		canvas: false,
		media_configuration: 'default',
		quality: project.quality,
		moderators: 1,
		active_talker: true,
		max_active_talkers: Math.min(toNumber(sent.participants) ?? DEFAULT_TALKERS, DEFAULT_TALKERS),
		encryption: false,
		watermark: false,
		single_file_recording: false,
		media_zone: 'XX',
		...sent,
	});
}

/** Empty description and scheduled_time, and the old wait_moderator, do not come back (api.md 4.2). */
export function dropEmpty(settings: JsonObject): JsonObject {
	const kept = Object.entries(settings).filter(
		([key, value]) => key !== 'wait_moderator' && !((key === 'description' || key === 'scheduled_time') && (value === '' || value === null)),
	);
	return Object.fromEntries(kept);
}

/** `sip` of a room; an enabled one has a PIN and a meeting id (api.md 4.2). */
export function completeSip(sent: unknown, ids: Context['ids'], before?: JsonObject): JsonObject {
	const isEnabled = typeof sent === 'object' && sent !== null && 'enabled' in sent && sent.enabled === true;
	if (!isEnabled) return { enabled: false };
	return { enabled: true, pin: before?.pin ?? ids.digits(5), meeting_id: before?.meeting_id ?? ids.digits(5) };
}

/** A room as create and list show it. */
export function showRoom(room: RoomRecord): JsonObject {
	return {
		name: room.name,
		service_id: room.appId,
		owner_ref: room.ownerRef,
		settings: room.settings,
		sip: room.sip,
		data: room.data,
		created: new Date(room.created).toISOString(),
		updated: room.updated === undefined ? undefined : new Date(room.updated).toISOString(),
		room_id: room.roomId,
	};
}

/** A room as GET shows it: with its media state, `sip` last (api.md 4.4, A.5). */
export function showRoomState(ctx: Context, room: RoomRecord): JsonObject {
	const { sip, room_id, ...rest } = showRoom(room);
	const isActive = findRunningSession(ctx, room.roomId) !== undefined;
	return {
		...rest,
		...(room.controllerId ? { enablexControllerId: room.controllerId } : {}),
		...(isActive ? { isRoomActive: true } : {}),
		isMediaServerAvailable: false,
		room_id,
		sip,
	};
}

/** The session that is running in a room at this moment of the clock. */
export function findRunningSession(ctx: Context, roomId: string): Session | undefined {
	const now = ctx.clock.now();
	return ctx.store.state.sessions.find(
		(session) => session.roomId === roomId && session.startAt <= now && (session.endAt === null || now < session.endAt),
	);
}

/**
 * The room of a project.
 * @throws ApiError 10001 for an empty id; 40001 when there is none, when it is another project's, or when it is used up
 */
export function findRoom(ctx: Context, project: Project, roomId: string): RoomRecord {
	if (roomId === '') throw new ApiError(10001);
	const room = ctx.store.state.rooms.get(roomId);
	if (!room || room.appId !== project.appId || isUsedUp(ctx, room)) throw new ApiError(40001);
	return room;
}

/**
 * Whether an adhoc room is gone: after its first session, or, with a duration, once that has passed
 * since the first session's start (api.md 4.1). A session in progress keeps it.
 */
export function isUsedUp(ctx: Context, room: RoomRecord): boolean {
	if (room.settings.adhoc !== true) return false;
	const now = ctx.clock.now();
	const begun = ctx.store.state.sessions.filter((session) => session.roomId === room.roomId && session.startAt <= now);
	if (begun.length === 0 || begun.some((session) => session.endAt === null || now < session.endAt)) return false;
	const minutes = toNumber(room.settings.duration) ?? 0;
	const firstStart = Math.min(...begun.map((session) => session.startAt));
	return minutes === 0 || now >= firstStart + minutes * 60_000;
}
