/** Route 6 of enablex-api.md 3: join tokens (enablex-api.md 5). */
import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.mts';
import { ApiError } from '../envelope.mts';
import { readBody, readProject, type RoomParams } from '../request.mts';
import { findRoom, findRunningSession, serializeRoom } from '../room-model.mts';
import { toNumber } from '../room-validation.mts';
import { checkAdmission } from '../admission.mts';
import type { JsonObject, Role, RoomRecord } from '../types.mts';

const ROLES: readonly Role[] = ['moderator', 'participant', 'viewer', 'audience'];

/** Mounts the token route. It accepts both documented dialects and ignores unknown keys. */
export function mountTokens(app: FastifyInstance, ctx: Context): void {
	app.post<RoomParams>('/rooms/:roomId/tokens', async (request) => {
		const room = findRoom(ctx, readProject(request), request.params.roomId);
		const body = readBody(request);
		const tokenRequest = readTokenRequest(body);
		checkAdmission(ctx, room, tokenRequest.role);
		const tokenId = ctx.ids.hex24();
		ctx.store.state.tokens.set(tokenId, { tokenId, roomId: room.roomId, ...tokenRequest, issuedAt: ctx.clock.now(), ...readLifetime(ctx, body), used: false });
		return { result: 0, token: encodeToken(ctx, room, tokenId) };
	});
}

/** @throws ApiError 10101 to 10104 */
function readTokenRequest(body: JsonObject): { name: string; role: Role; userRef: string } {
	const name = body.name ?? body.user_name;
	const userRef = body.user_ref ?? body.user_id;
	if (!isText(name)) throw new ApiError(10101);
	if (!isText(userRef)) throw new ApiError(10102);
	if (!isText(body.role)) throw new ApiError(10103);
	const role = ROLES.find((one) => one === body.role);
	if (!role) throw new ApiError(10104);
	return { name: String(name), role, userRef: String(userRef) };
}

/** The `ttl` of the new overview, in seconds, counts only there; elsewhere it is an unknown key (enablex-api.md 5). */
function readLifetime(ctx: Context, { ttl }: JsonObject): { lifetimeMs?: number } {
	const seconds = ctx.settings.newDialect ? toNumber(ttl) : null;
	return seconds === null ? {} : { lifetimeMs: seconds * 1000 };
}

function isText(value: unknown): boolean {
	return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

/** Not a JWT: base64 of JSON with a signature in it, at least 900 characters (enablex-api.md 5). */
function encodeToken(ctx: Context, room: RoomRecord, tokenId: string): string {
	const { room_id, ...meta } = serializeRoom(room);
	const isActive = findRunningSession(ctx, room.roomId) !== undefined;
	const host = new URL(ctx.origins.api).host;
	const content = {
		tokenId,
		roomMeta: { _id: room_id, ...meta, ...(isActive && { isRoomActive: true, enablexControllerId: room.controllerId }) },
		host,
		secure: false,
		logId: ctx.ids.text(6),
		gateway: '',
		currentRoomMode: room.settings.mode,
		eventServer: { url: `${ctx.origins.api}/events` },
		signature: sign(tokenId),
	};
	return Buffer.from(JSON.stringify(content)).toString('base64');
}

/** 56 characters, as in real tokens: the base64 of a SHA-1 in hexadecimal. */
function sign(tokenId: string): string {
	return Buffer.from(createHmac('sha1', 'sandbox').update(tokenId).digest('hex')).toString('base64');
}
