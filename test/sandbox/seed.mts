/** Adds many rooms or CDRs at once, for lists, limits and benchmarks. */
import { buildCdr } from './cdr-record.mts';
import type { Context } from './context.mts';
import { ControlError } from './control-error.mts';
import type { AddCdrsInput, AddCdrsResult, SeedCdrsInput, SeedCdrsResult, SeedRoomsInput } from './control-types.mts';
import { readDay } from './period.mts';
import { keptUntil } from './retention.mts';
import { addRoom } from './room-changes.mts';
import { serializeRoom } from './room-model.mts';
import type { Project, Role, RoomRecord, SessionUser } from './types.mts';

const DAY_MS = 86_400_000;
const USERS_PER_SESSION = 4;
const ROLES: readonly Role[] = ['moderator', 'participant', 'participant', 'viewer'];
const CALL_SECONDS = 300;

/**
 * Adds permanent rooms named "<prefix> 1", "<prefix> 2", … and returns their IDs in that order. All
 * are created at one moment, so that the newest first is the same list on a slow machine.
 */
export function seedRooms(ctx: Context, project: Project, input: SeedRoomsInput): string[] {
	const prefix = input.namePrefix ?? 'Room';
	const created = ctx.clock.now();
	return Array.from({ length: input.count }, (_, index) => {
		const body = { name: `${prefix} ${index + 1}`, owner_ref: `owner-${(index % 10) + 1}` };
		return addRoom(ctx, project, body, { participants: '10', ...input.settings }, created).roomId;
	});
}

/**
 * Adds CDRs spread evenly from `from` to `to` (a day as `to` means its end), with four users per
 * session and bad quality for every tenth call. All of them are listed immediately.
 * @throws ControlError 400 for invalid times, 404 for an unknown room
 */
export function seedCdrs(ctx: Context, project: Project, input: SeedCdrsInput): SeedCdrsResult {
	const from = readTime(input.from, 0);
	const to = readTime(input.to, DAY_MS - 1);
	if (from > to) throw new ControlError(400, 'from must not be after to.');
	const step = input.count > 1 ? (to - from) / (input.count - 1) : 0;
	const calls = Array.from({ length: input.count }, (_, index) => ({ leftAt: Math.round(from + index * step), visibleAt: 0 }));
	const { roomId, cdrIds } = addCalls(ctx, project, input.roomId, calls);
	return { count: input.count, roomId, firstCdrId: cdrIds[0] ?? null, lastCdrId: cdrIds.at(-1) ?? null };
}

/**
 * Adds CDRs with given times, with four users per session, each listed `visibleAfterSeconds` after
 * its time.
 * @throws ControlError 400 for an invalid time or delay, 404 for an unknown room
 */
export function addCdrs(ctx: Context, project: Project, input: AddCdrsInput): AddCdrsResult {
	const calls = input.cdrs.map(({ leftAt: text, visibleAfterSeconds = 0 }) => {
		const leftAt = readTime(text, 0);
		if (!Number.isFinite(visibleAfterSeconds)) throw new ControlError(400, 'visibleAfterSeconds must be a number.');
		return { leftAt, visibleAt: leftAt + visibleAfterSeconds * 1000 };
	});
	return addCalls(ctx, project, input.roomId, calls);
}

/** Adds calls in one room; times are epoch milliseconds. */
function addCalls(ctx: Context, project: Project, roomId: string | undefined, calls: Array<{ leftAt: number; visibleAt: number }>): AddCdrsResult {
	const room = findSeedRoom(ctx, project, roomId);
	const roomDetails = serializeRoom(room);
	let confNum = '';
	const cdrIds = calls.map(({ leftAt, visibleAt }, index) => {
		if (index % USERS_PER_SESSION === 0) confNum = ctx.ids.hex24();
		const cdrId = ctx.ids.hex24();
		const frame = { appId: room.appId, confNum, roomId: room.roomId, cdrId, roomDetails, sessionSeconds: CALL_SECONDS, visibleAt, keptUntil: keptUntil(ctx, Math.max(leftAt, visibleAt)) };
		ctx.store.state.cdrs.push(buildCdr(frame, makeUser(ctx, index, leftAt), leftAt));
		return cdrId;
	});
	return { roomId: room.roomId, cdrIds };
}

function findSeedRoom(ctx: Context, project: Project, roomId: string | undefined): RoomRecord {
	if (roomId === undefined) return addRoom(ctx, project, { name: 'Seeded room', owner_ref: 'seed' }, {});
	const room = ctx.store.state.rooms.get(roomId);
	if (!room) throw new ControlError(404, `There is no room ${roomId}.`);
	return room;
}

function makeUser(ctx: Context, index: number, leftAt: number): SessionUser {
	return {
		callNum: ctx.ids.hex24(),
		logId: ctx.ids.text(6),
		name: `User ${index + 1}`,
		userRef: `user-${index + 1}`,
		role: ROLES[index % ROLES.length],
		quality: index % 10 === 9 ? 'Bad' : 'Good',
		joinedAt: leftAt - CALL_SECONDS * 1000,
		leftAt,
		ip: '192.0.2.100',
		agent: 'Mozilla/5.0 (sandbox)',
		audio: true,
		video: true,
		screen: false,
		sip: false,
	};
}

function readTime(text: string, dayEnd: number): number {
	const day = readDay(text);
	const time = day === null ? Date.parse(text) : day + dayEnd;
	if (Number.isNaN(time)) throw new ControlError(400, `Not a valid time: ${text}. Use YYYY-MM-DD or ISO 8601.`);
	return time;
}
