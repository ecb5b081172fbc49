import type { Context } from './context.mts';
import { ControlError } from './control-error.mts';
import type { Role, RoomRecord } from './types.mts';

/** "Must be used within its 15-minutes lifetime", and only once (enablex-api.md 5). */
const TOKEN_LIFETIME_MS = 15 * 60_000;

/**
 * Joins with a token as a client SDK would: uses it up and returns the user it was issued for.
 * @throws ControlError 409 for a token of another room, or a used or expired one
 */
export function redeemToken(ctx: Context, room: RoomRecord, token: string): { name: string; userRef: string; role: Role } {
	const record = ctx.store.state.tokens.get(readTokenId(token));
	if (!record || record.roomId !== room.roomId) throw new ControlError(409, 'This token does not belong to the room.');
	if (record.used) throw new ControlError(409, 'This token has been used; a token only works once.');
	const lifetime = record.lifetimeMs ?? TOKEN_LIFETIME_MS;
	if (ctx.clock.now() - record.issuedAt > lifetime) throw new ControlError(409, `This token has expired; it was valid for ${lifetime / 60_000} minutes.`);
	record.used = true;
	return record;
}

function readTokenId(token: string): string {
	try {
		return String(JSON.parse(Buffer.from(token, 'base64').toString('utf8')).tokenId);
	} catch {
		return '';
	}
}
