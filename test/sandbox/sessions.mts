/** Running a session: users come and go, and leave CDRs and perhaps an archive behind. */
import { addArchive } from './archive-record.mts';
import { buildCdr } from './cdr-record.mts';
import type { Context } from './context.mts';
import { ControlError } from './control-error.mts';
import type { RunSessionInput, SessionResult, SessionUserInput } from './control-types.mts';
import { findRunningSession, isUsedUp, showRoom } from './room-model.mts';
import type { ArchiveRecord, ChatMessage, RoomRecord, Session, SessionUser } from './types.mts';
import { spendToken } from './spend-token.mts';

const DEFAULT_SECONDS = 600;
const DEFAULT_TRANSCODING_SECONDS = 60;
const DEFAULT_FILE_BYTES = 65_536;
const EXAMPLE_CHAT: ChatMessage[] = [{ from: 'Sandbox', message: 'Hello, can everybody hear me?' }];

/**
 * Runs a session in a room. Without keepRunning its whole course is known at once: what lies ahead
 * of the clock happens when the clock gets there.
 * @throws ControlError 404 for an unknown room, 409 when a session is running there
 */
export function runSession(ctx: Context, input: RunSessionInput): SessionResult {
	const room = findSessionRoom(ctx, input.roomId);
	const lengths = input.users.map((user) => (user.joinAfterSeconds ?? 0) + (user.seconds ?? DEFAULT_SECONDS));
	const length = Math.max(0, ...lengths) * 1000;
	const startAt = readStart(ctx, input, length);
	const session: Session = {
		confNum: ctx.ids.hex24(),
		roomId: room.roomId,
		appId: room.appId,
		startAt,
		endAt: input.keepRunning ? null : startAt + length,
		users: input.users.map((user) => admit(ctx, room, user, startAt, input.keepRunning === true)),
		aftermath: {
			recording: input.recording ?? room.settings.auto_recording === true,
			transcodedAfterSeconds: input.transcodedAfterSeconds === undefined ? DEFAULT_TRANSCODING_SECONDS : input.transcodedAfterSeconds,
			visibleAfterSeconds: input.visibleAfterSeconds ?? 0,
			chat: readChat(input.chat),
			fileBytes: input.fileBytes ?? DEFAULT_FILE_BYTES,
		},
	};
	room.controllerId ??= ctx.ids.uuid();
	ctx.store.state.sessions.push(session);
	return finish(ctx, session);
}

/**
 * Ends the session that runs under this conference number or in this room, now.
 * @throws ControlError 404 when there is none
 */
export function endSession(ctx: Context, where: { confNum?: string; roomId?: string }): SessionResult {
	const session = ctx.store.state.sessions.find(
		(one) => one.endAt === null && (one.confNum === where.confNum || one.roomId === where.roomId),
	);
	if (!session) throw new ControlError(404, 'No open session there. Only sessions run with keepRunning can be ended.');
	session.endAt = Math.max(ctx.clock.now(), session.startAt);
	return finish(ctx, session);
}

function findSessionRoom(ctx: Context, roomId: string): RoomRecord {
	const room = ctx.store.state.rooms.get(roomId);
	if (!room || isUsedUp(ctx, room)) throw new ControlError(404, `There is no room ${roomId}.`);
	if (findRunningSession(ctx, roomId)) throw new ControlError(409, `A session is already running in room ${roomId}.`);
	return room;
}

function readStart(ctx: Context, input: RunSessionInput, length: number): number {
	if (input.startAt === undefined) return ctx.clock.now() - (input.keepRunning ? 0 : length);
	const startAt = Date.parse(input.startAt);
	if (Number.isNaN(startAt)) throw new ControlError(400, `startAt is not a time: ${input.startAt}`);
	return startAt;
}

function readChat(chat: RunSessionInput['chat']): ChatMessage[] {
	if (Array.isArray(chat)) return chat;
	return chat ? EXAMPLE_CHAT : [];
}

/** A user of a session that stays open leaves by `seconds` only when that is given. */
function admit(ctx: Context, room: RoomRecord, input: SessionUserInput, startAt: number, isOpen: boolean): SessionUser {
	const who = input.token === undefined ? input : spendToken(ctx, room, input.token);
	const joinedAt = startAt + (input.joinAfterSeconds ?? 0) * 1000;
	const seconds = input.seconds ?? (isOpen ? null : DEFAULT_SECONDS);
	const role = who.role ?? 'participant';
	const publishes = role === 'moderator' || role === 'participant';
	return {
		callNum: ctx.ids.hex24(),
		logId: ctx.ids.text(6),
		name: who.name ?? 'Guest',
		userRef: who.userRef ?? '',
		role,
		quality: input.quality ?? 'Good',
		joinedAt,
		leftAt: seconds === null ? null : joinedAt + seconds * 1000,
		ip: input.ip ?? '192.0.2.100',
		agent: input.agent ?? 'Mozilla/5.0 (sandbox)',
		audio: input.audio ?? publishes,
		video: input.video ?? publishes,
		screen: input.screen ?? false,
		sip: input.sip ?? false,
	};
}

/** Writes what a session with a known end leaves behind. */
function finish(ctx: Context, session: Session): SessionResult {
	const { endAt } = session;
	const result = { confNum: session.confNum, roomId: session.roomId, startAt: new Date(session.startAt).toISOString() };
	if (endAt === null) return { ...result, endAt: null, cdrIds: [] };
	const cdrIds = addCdrs(ctx, session, endAt);
	const archive: ArchiveRecord | undefined = addArchive(ctx, session, endAt);
	return { ...result, endAt: new Date(endAt).toISOString(), cdrIds, ...(archive ? { archiveId: archive.archiveId } : {}) };
}

/** One record per user who was there; a user who would have come after the end never came. */
function addCdrs(ctx: Context, session: Session, endAt: number): string[] {
	const room = ctx.store.state.rooms.get(session.roomId);
	const roomDetails = room ? showRoom(room) : {};
	return session.users.filter((user) => user.joinedAt <= endAt).map((user) => {
		user.leftAt = Math.min(user.leftAt ?? endAt, endAt);
		const cdrId = ctx.ids.hex24();
		const visibleAt = user.leftAt + session.aftermath.visibleAfterSeconds * 1000;
		const sessionSeconds = (endAt - session.startAt) / 1000;
		const { appId, confNum, roomId } = session;
		ctx.store.state.cdrs.push(buildCdr({ appId, confNum, roomId, cdrId, roomDetails, sessionSeconds, visibleAt }, user, user.leftAt));
		return cdrId;
	});
}
