/** Rooms: their defaults, their JSON, and their lifetimes. */
import type { Context } from './context.mts';
import { ApiError } from './envelope.mts';
import { toNumber } from './room-validation.mts';
import type { JsonObject, Project, RoomRecord, Session } from './types.mts';

/** The default number of talkers: 16 (S1), but never more than participants (2 for "2" in real traffic). */
const MAX_TALKERS = 16;

/** The settings of a new room: what was sent, with its types, plus the defaults of enablex-api.md 4.2. */
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
		max_active_talkers: Math.min(toNumber(sent.participants) ?? MAX_TALKERS, MAX_TALKERS),
		encryption: false,
		watermark: false,
		single_file_recording: false,
		media_zone: 'XX',
		...sent,
	});
}

/** Empty description and scheduled_time, and the old wait_moderator, are not echoed (enablex-api.md 4.2). */
export function dropEmpty(settings: JsonObject): JsonObject {
	const kept = Object.entries(settings).filter(
		([key, value]) => key !== 'wait_moderator' && !((key === 'description' || key === 'scheduled_time') && (value === '' || value === null)),
	);
	return Object.fromEntries(kept);
}

/** The `sip` object of a room; if enabled, it has a PIN and a meeting ID (enablex-api.md 4.2). */
export function completeSip(sent: unknown, ids: Context['ids'], before?: JsonObject): JsonObject {
	const isEnabled = typeof sent === 'object' && sent !== null && 'enabled' in sent && sent.enabled === true;
	if (!isEnabled) return { enabled: false };
	return { enabled: true, pin: before?.pin ?? ids.digits(5), meeting_id: before?.meeting_id ?? ids.digits(5) };
}

/** A room as returned by create and list. */
export function serializeRoom(room: RoomRecord): JsonObject {
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

/** A room as returned by GET: with its media state, `sip` last (enablex-api.md 4.4, A.5). */
export function serializeRoomState(ctx: Context, room: RoomRecord): JsonObject {
	const { sip, room_id, ...rest } = serializeRoom(room);
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

/** The session that is currently running in a room. */
export function findRunningSession(ctx: Context, roomId: string): Session | undefined {
	const now = ctx.clock.now();
	return ctx.store.state.sessions.find(
		(session) => session.roomId === roomId && session.startAt <= now && (session.endAt === null || now < session.endAt),
	);
}

/**
 * Finds a room of a project.
 * @throws ApiError 10001 for an empty ID; 40001 if the room does not exist, belongs to another project, or has expired
 */
export function findRoom(ctx: Context, project: Project, roomId: string): RoomRecord {
	if (roomId === '') throw new ApiError(10001);
	const room = ctx.store.state.rooms.get(roomId);
	if (!room || room.appId !== project.appId || isExpired(ctx, room)) throw new ApiError(40001);
	return room;
}

/**
 * Whether an adhoc room has expired: after its first session or, with a duration, once that has
 * passed since the start of the first session (enablex-api.md 4.1). A running session keeps it alive.
 */
export function isExpired(ctx: Context, room: RoomRecord): boolean {
	if (room.settings.adhoc !== true) return false;
	const now = ctx.clock.now();
	const started = ctx.store.state.sessions.filter((session) => session.roomId === room.roomId && session.startAt <= now);
	if (started.length === 0 || started.some((session) => session.endAt === null || now < session.endAt)) return false;
	const minutes = toNumber(room.settings.duration) ?? 0;
	const firstStart = Math.min(...started.map((session) => session.startAt));
	return minutes === 0 || now >= firstStart + minutes * 60_000;
}
