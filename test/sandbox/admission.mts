/** Who can get a join token, and when (enablex-api.md 5). */
import type { Context } from './context.mts';
import { ApiError } from './envelope.mts';
import { findRunningSession } from './room-model.mts';
import { parseScheduledTime, toNumber } from './room-validation.mts';
import type { Role, RoomRecord, SessionUser } from './types.mts';

/**
 * Refuses a token outside a scheduled room's window or for a full room. The documentation does not
 * say which code applies on which side of the window. Here: 10112 before the cut-off; after the end,
 * 10111 if a session took place and 10113 if not.
 * @throws ApiError 10111, 10112, 10113, 10114
 */
export function checkAdmission(ctx: Context, room: RoomRecord, role: Role): void {
	const present = listPresentUsers(ctx, room.roomId);
	checkWindow(ctx, room, present.length > 0);
	const limit = findLimit(room, role);
	if (limit !== null && present.filter((user) => sharesLimit(user.role, role)).length >= limit) throw new ApiError(10114);
}

/** The users currently in a room's running session. */
export function listPresentUsers(ctx: Context, roomId: string): SessionUser[] {
	const now = ctx.clock.now();
	const users = findRunningSession(ctx, roomId)?.users ?? [];
	return users.filter((user) => user.joinedAt <= now && (user.leftAt === null || now < user.leftAt));
}

function checkWindow(ctx: Context, room: RoomRecord, isOccupied: boolean): void {
	const start = room.settings.scheduled === true ? parseScheduledTime(room.settings.scheduled_time) : null;
	if (start === null) return;
	const now = ctx.clock.now();
	if (now < start - ctx.settings.cutoffMinutes * 60_000) throw new ApiError(10112);
	const end = start + (toNumber(room.settings.duration) ?? 0) * 60_000;
	if (now < end || isOccupied) return;
	const hadSession = ctx.store.state.sessions.some((session) => session.roomId === room.roomId);
	throw new ApiError(hadSession ? 10111 : 10113);
}

/** The number of seats for a role; null if the room sets no limit. Moderators do not count as participants (D23). */
function findLimit(room: RoomRecord, role: Role): number | null {
	if (role === 'moderator') return toNumber(room.settings.moderators);
	return toNumber(role === 'audience' ? room.settings.audiences : room.settings.participants);
}

function sharesLimit(one: Role, other: Role): boolean {
	const group = (role: Role) => (role === 'viewer' ? 'participant' : role);
	return group(one) === group(other);
}
