/** Route 7 of enablex-api.md 3: the users in a room's running session (enablex-api.md 6). */
import type { FastifyInstance } from 'fastify';
import { listPresentUsers } from '../admission.mts';
import type { Context } from '../context.mts';
import { readProject, type RoomParams } from '../request.mts';
import { findRoom, findRunningSession } from '../room-model.mts';
import type { JsonObject, SessionUser } from '../types.mts';

/** Mounts the users route. */
export function mountUsers(app: FastifyInstance, ctx: Context): void {
	app.get<RoomParams>('/rooms/:roomId/users', async (request) => {
		const room = findRoom(ctx, readProject(request), request.params.roomId);
		if (!findRunningSession(ctx, room.roomId)) return emptyUserList(ctx);
		const users = listPresentUsers(ctx, room.roomId).map(serializeUser);
		return { result: 0, total: users.length, users };
	});
}

/** "A null list" for a room without a session; its exact format is undocumented. */
function emptyUserList(ctx: Context): JsonObject {
	const { usersWhenInactive } = ctx.settings;
	if (usersWhenInactive === 'missing') return { result: 0 };
	return { result: 0, total: 0, users: usersWhenInactive === 'null' ? null : [] };
}

function serializeUser(user: SessionUser): JsonObject {
	const canPublish = user.role === 'moderator' || user.role === 'participant';
	return {
		name: user.name,
		user_ref: user.userRef,
		role: user.role,
		permissions: {
			publish: canPublish,
			subscribe: user.role !== 'audience',
			record: user.role === 'moderator',
			stats: true,
			controlhandlers: canPublish,
		},
	};
}
