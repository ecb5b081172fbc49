import type { Context } from './context.mts';
import { ControlError } from './control-error.mts';
import type { Role, RoomRecord } from './types.mts';

/** "Must be used within its 15-minutes lifetime", and once (api.md 5). */
const TOKEN_LIFETIME_MS = 15 * 60_000;

/**
 * Joins with a token as a client SDK would: gives who it was made for and uses it up.
 * @throws ControlError 409 for a token of another room, a used or an expired one
 */
export function spendToken(ctx: Context, room: RoomRecord, token: string): { name: string; userRef: string; role: Role } {
	const record = ctx.store.state.tokens.get(readTokenId(token));
	if (!record || record.roomId !== room.roomId) throw new ControlError(409, 'This token does not belong to the room.');
	if (record.used) throw new ControlError(409, 'This token has been used; a token lets one user in once.');
	if (ctx.clock.now() - record.issuedAt > TOKEN_LIFETIME_MS) throw new ControlError(409, 'This token has expired; it lasts 15 minutes.');
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
