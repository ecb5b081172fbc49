/** Runs sessions: users join and leave, which creates CDRs and possibly an archive. */
import { addArchive } from './archive-record.mts';
import { buildCdr } from './cdr-record.mts';
import type { Context } from './context.mts';
import { ControlError } from './control-error.mts';
import type { RunSessionInput, SessionResult, SessionUserInput } from './control-types.mts';
import { notificationsOf } from './notifications.mts';
import { keptUntil } from './retention.mts';
import { findRunningSession, isExpired, serializeRoom } from './room-model.mts';
import type { ArchiveRecord, ChatMessage, RoomRecord, Session, SessionUser } from './types.mts';
import { redeemToken } from './redeem-token.mts';

const DEFAULT_SECONDS = 600;
const DEFAULT_TRANSCODING_SECONDS = 60;
const DEFAULT_FILE_BYTES = 65_536;
const EXAMPLE_CHAT: ChatMessage[] = [{ from: 'Sandbox', message: 'Hello, can everybody hear me?' }];

/**
 * Runs a session in a room. Without keepRunning, the whole session is known up front: future events
 * happen when the clock reaches them.
 * @throws ControlError 404 for an unknown room, 409 if a session is running there that does not end before this one starts
 */
export function runSession(ctx: Context, input: RunSessionInput): SessionResult {
	const room = findSessionRoom(ctx, input);
	const lengths = input.users.map((user) => (user.joinAfterSeconds ?? 0) + (user.seconds ?? DEFAULT_SECONDS));
	const length = Math.max(0, ...lengths) * 1000;
	const startAt = readStart(ctx, input, length);
	const session: Session = {
		confNum: ctx.ids.hex24(),
		roomId: room.roomId,
		appId: room.appId,
		startAt,
		endAt: input.keepRunning ? null : startAt + length,
		users: input.users.map((user) => createSessionUser(ctx, room, user, startAt, input.keepRunning === true)),
		artifacts: {
			recording: input.recording ?? room.settings.auto_recording === true,
			transcodedAfterSeconds: input.transcodedAfterSeconds === undefined ? DEFAULT_TRANSCODING_SECONDS : input.transcodedAfterSeconds,
			transcodedFiles: input.transcodedFiles ?? 1,
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
 * Ends the session with this conference number or in this room, now.
 * @throws ControlError 404 if there is none
 */
export function endSession(ctx: Context, target: { confNum?: string; roomId?: string }): SessionResult {
	const session = ctx.store.state.sessions.find(
		(one) => one.endAt === null && (one.confNum === target.confNum || one.roomId === target.roomId),
	);
	if (!session) throw new ControlError(404, 'There is no open session. Only sessions started with keepRunning can be ended.');
	session.endAt = Math.max(ctx.clock.now(), session.startAt);
	return finish(ctx, session);
}

function findSessionRoom(ctx: Context, { roomId, startAt = '' }: RunSessionInput): RoomRecord {
	const room = ctx.store.state.rooms.get(roomId);
	if (!room || isExpired(ctx, room)) throw new ControlError(404, `There is no room ${roomId}.`);
	const running = findRunningSession(ctx, roomId);
	if (running && !(Date.parse(startAt) >= (running.endAt ?? Infinity))) throw new ControlError(409, `A session is already running in room ${roomId}.`);
	return room;
}

function readStart(ctx: Context, input: RunSessionInput, length: number): number {
	if (input.startAt === undefined) return ctx.clock.now() - (input.keepRunning ? 0 : length);
	const startAt = Date.parse(input.startAt);
	if (Number.isNaN(startAt)) throw new ControlError(400, `startAt is not a valid time: ${input.startAt}`);
	return startAt;
}

function readChat(chat: RunSessionInput['chat']): ChatMessage[] {
	if (Array.isArray(chat)) return chat;
	return chat ? EXAMPLE_CHAT : [];
}

/** A user in an open session leaves only if `seconds` is given. */
function createSessionUser(ctx: Context, room: RoomRecord, input: SessionUserInput, startAt: number, isOpen: boolean): SessionUser {
	const who = input.token === undefined ? input : redeemToken(ctx, room, input.token);
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
		...(input.visibleAfterSeconds !== undefined && { visibleAfterSeconds: input.visibleAfterSeconds }),
	};
}

/** Creates the records of a session that has a known end. */
function finish(ctx: Context, session: Session): SessionResult {
	const { endAt } = session;
	const result = { confNum: session.confNum, roomId: session.roomId, startAt: new Date(session.startAt).toISOString() };
	if (endAt === null) return { ...result, endAt: null, cdrIds: [] };
	const cdrIds = addCdrs(ctx, session, endAt);
	const archive: ArchiveRecord | undefined = addArchive(ctx, session, endAt);
	ctx.notifier.add(notificationsOf(ctx, session, endAt, archive));
	return { ...result, endAt: new Date(endAt).toISOString(), cdrIds, ...(archive ? { archiveId: archive.archiveId } : {}) };
}

/** Adds one record per user who was present; users who would have joined after the end did not. */
function addCdrs(ctx: Context, session: Session, endAt: number): string[] {
	const room = ctx.store.state.rooms.get(session.roomId);
	const roomDetails = room ? serializeRoom(room) : {};
	return session.users.filter((user) => user.joinedAt <= endAt).map((user) => {
		user.leftAt = Math.min(user.leftAt ?? endAt, endAt);
		const cdrId = ctx.ids.hex24();
		const visibleAt = user.leftAt + (user.visibleAfterSeconds ?? session.artifacts.visibleAfterSeconds) * 1000;
		const sessionSeconds = (endAt - session.startAt) / 1000;
		const { appId, confNum, roomId } = session;
		ctx.store.state.cdrs.push(buildCdr({ appId, confNum, roomId, cdrId, roomDetails, sessionSeconds, visibleAt, keptUntil: keptUntil(ctx, user.leftAt) }, user, user.leftAt));
		return cdrId;
	});
}
