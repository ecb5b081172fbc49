/** Routes 1 to 5 of enablex-api.md 3: create, list, get, update, delete rooms. */
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.mts';
import { ApiError, withList } from '../envelope.mts';
import { readBody, readProject, type RoomParams } from '../request.mts';
import { createRoom, updateRoom } from '../room-changes.mts';
import { findRoom, findRunningSession, isExpired, serializeRoom, serializeRoomState } from '../room-model.mts';

/** Mounts the room routes. */
export function mountRooms(app: FastifyInstance, ctx: Context): void {
	app.post('/rooms', async (request, reply) => {
		const room = createRoom(ctx, readProject(request), readBody(request));
		reply.code(ctx.settings.createStatus);
		return { result: 0, room: serializeRoom(room) };
	});

	app.get('/rooms', async (request) => {
		const { appId } = readProject(request);
		const rooms = [...ctx.store.state.rooms.values()].filter((room) => room.appId === appId && !isExpired(ctx, room));
		return withList(ctx.settings, { result: 0 }, 'rooms', rooms.map(serializeRoom));
	});

	app.get<RoomParams>('/rooms/:roomId', async (request) => ({
		result: 0,
		room: serializeRoomState(ctx, findRoom(ctx, readProject(request), request.params.roomId)),
	}));

	app.patch<RoomParams>('/rooms/:roomId', async (request) => {
		const project = readProject(request);
		updateRoom(ctx, project, findRoom(ctx, project, request.params.roomId), readBody(request));
		return { result: 0 };
	});

	app.delete<RoomParams>('/rooms/:roomId', async (request) => {
		const room = findRoom(ctx, readProject(request), request.params.roomId);
		// The error code for an active room is undocumented; 50004 is the most likely one (enablex-api.md 4.6).
		if (findRunningSession(ctx, room.roomId)) throw new ApiError(50004);
		ctx.store.state.rooms.delete(room.roomId);
		return { result: 0 };
	});

	app.route({
		method: ['PATCH', 'DELETE'],
		url: '/rooms',
		handler: async () => {
			throw new ApiError(10001);
		},
	});
}
