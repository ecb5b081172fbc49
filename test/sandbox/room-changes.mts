/** Creating and changing rooms (enablex-api.md 4.2, 4.5). */
import type { Context } from './context.mts';
import { ApiError } from './envelope.mts';
import { asObject } from './json.mts';
import { completeSettings, completeSip, dropEmpty, findRunningSession } from './room-model.mts';
import { checkSettings, parseScheduledTime, toNumber } from './room-validation.mts';
import type { Json, JsonObject, Project, RoomRecord } from './types.mts';

/** Creates a room from the body of POST /rooms. @throws ApiError in the order of the result codes */
export function createRoom(ctx: Context, project: Project, body: JsonObject): RoomRecord {
	const sent = ctx.settings.newDialect ? translateDialect(body) : body;
	if (isBlank(sent.name)) throw new ApiError(10002);
	if (isBlank(sent.owner_ref) && !ctx.settings.newDialect) throw new ApiError(10010);
	const settings = asObject(sent.settings);
	const { scheduled, adhoc, mode } = settings;
	const kind = { scheduled: scheduled === true, adhoc: adhoc === true, isLecture: mode === 'lecture', quality: project.quality, isNew: true };
	checkSettings(settings, kind, ctx.clock.now());
	return addRoom(ctx, project, sent, settings);
}

/** Stores a validated room; `created` is in epoch milliseconds. */
export function addRoom(ctx: Context, project: Project, body: JsonObject, settings: JsonObject, created = ctx.clock.now()): RoomRecord {
	const complete = completeSettings(settings, project);
	const room: RoomRecord = {
		roomId: ctx.ids.hex24(),
		appId: project.appId,
		name: body.name ?? '',
		ownerRef: body.owner_ref ?? '',
		settings: ctx.settings.roomGeneration === '2018' ? dropAdhocLimits(complete) : complete,
		sip: completeSip(body.sip, ctx.ids),
		data: body.data,
		created,
	};
	ctx.store.state.rooms.set(room.roomId, room);
	return room;
}

/** Updates a room from the body of PATCH; settings are merged key by key (enablex-api.md 4.5). */
export function updateRoom(ctx: Context, project: Project, room: RoomRecord, body: JsonObject): void {
	const now = ctx.clock.now();
	checkChange(body);
	if (findRunningSession(ctx, room.roomId) || isPastCutoff(ctx, room, now)) throw new ApiError(10030);
	if (body.name !== undefined && isBlank(body.name)) throw new ApiError(10002);
	if (body.owner_ref !== undefined && isBlank(body.owner_ref)) throw new ApiError(10010);
	const sent = asObject(body.settings);
	const { scheduled, adhoc, mode } = room.settings;
	const kind = { scheduled: scheduled === true, adhoc: adhoc === true, isLecture: mode === 'lecture', quality: project.quality, isNew: false };
	checkSettings(sent, kind, now);
	if ((sent.scheduled ?? scheduled) !== scheduled || (sent.adhoc ?? adhoc) !== adhoc) throw new ApiError(10106);
	if ((sent.mode ?? mode) !== mode) throw new ApiError(10020);
	room.settings = dropEmpty({ ...room.settings, ...sent });
	if (body.name !== undefined) room.name = body.name;
	if (body.owner_ref !== undefined) room.ownerRef = body.owner_ref;
	if (body.data !== undefined) room.data = body.data;
	if (body.sip !== undefined) room.sip = completeSip(body.sip, ctx.ids, room.sip);
	room.updated = now;
}

/** Top-level keys that PATCH changes (enablex-api.md 4.5). */
const CHANGEABLE = ['name', 'owner_ref', 'settings', 'sip', 'data'];

/** Refuses a change of nothing, and one of an unknown key. The codes are assumptions (enablex-api.md 15). */
function checkChange(body: JsonObject): void {
	const keys = Object.keys(body);
	if (keys.length === 0) throw new ApiError(10002, { text: 'Required Data Missing' });
	if (keys.some((key) => !CHANGEABLE.includes(key))) throw new ApiError(10009, { text: 'Unrecognized Key' });
}

/** Adhoc rooms of 2018 came back without `duration` and `moderators` (enablex-api.md 4.2). */
function dropAdhocLimits(settings: JsonObject): JsonObject {
	const { duration: _duration, moderators: _moderators, ...others } = settings;
	return settings.adhoc === true ? others : settings;
}

/**
 * "Scheduled room can be updated 30 minutes before the scheduled start time" (S1; 15 in D23). The
 * error code is undocumented; here, the room counts as active from then on, until its end. Whether a room
 * that is over can be moved is undocumented, too; here, it can.
 */
function isPastCutoff(ctx: Context, room: RoomRecord, now: number): boolean {
	const start = room.settings.scheduled === true ? parseScheduledTime(room.settings.scheduled_time) : null;
	if (start === null) return false;
	const end = start + (toNumber(room.settings.duration) ?? 0) * 60_000;
	return now > start - ctx.settings.cutoffMinutes * 60_000 && now < end;
}

/** Translates the room body of the new overview (enablex-api.md 4.2): top-level mode, seconds, `auto_record`. */
function translateDialect(body: JsonObject): JsonObject {
	const { auto_record, ...settings } = asObject(body.settings);
	if (auto_record !== undefined) settings.auto_recording = auto_record;
	if (body.mode !== undefined) settings.mode = body.mode;
	const seconds = toNumber(body.duration);
	if (seconds !== null) settings.duration = seconds / 60;
	return { ...body, settings };
}

function isBlank(value: Json | undefined): boolean {
	return !(typeof value === 'number' || (typeof value === 'string' && value.trim() !== ''));
}
