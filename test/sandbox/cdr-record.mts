/** Builds CDRs: one user connection in one session each (enablex-api.md 7.2, A.3, A.4). */
import { PARTNER_ID } from './context.mts';
import { asObject } from './json.mts';
import type { CdrRecord, JsonObject, SessionUser } from './types.mts';

/** The session fields of a CDR. */
export interface CdrFrame {
	appId: string;
	confNum: string;
	roomId: string;
	cdrId: string;
	/** The complete room definition at that time. */
	roomDetails: JsonObject;
	/** The length of the whole session in seconds. */
	sessionSeconds: number;
	visibleAt: number;
	keptUntil?: number;
}

/** The record of a user who has left. `trans_date` is the time the user left, which is when the call is logged. */
export function buildCdr(frame: CdrFrame, user: SessionUser, leftAt: number): CdrRecord {
	const seconds = (leftAt - user.joinedAt) / 1000;
	const connected = new Date(user.joinedAt).toISOString();
	const disconnected = new Date(leftAt).toISOString();
	const cdr: JsonObject = {
		trans_date: disconnected,
		conf_num: frame.confNum,
		sip: user.sip,
		call_num: user.callNum,
		call_log_id: user.logId,
		parent_partner_id: PARTNER_ID,
		room: {
			room_id: frame.roomId,
			connect_dt: connected,
			disconnect_dt: disconnected,
			duration: seconds,
			room_details: frame.roomDetails,
			sip: user.sip,
		},
		user: { role: user.role, ip: user.ip, name: user.name, ref: user.userRef, agent: user.agent },
		sigserver: { disconnect_dt: disconnected, connect_dt: connected, ip: '192.0.2.30', duration: seconds + 0.25, hold_duration: 0.25 },
		published_track: { audio: user.audio, data: false, video: user.video, screen: user.screen, url: false },
		usage: buildUsage(user, Math.ceil(seconds), frame.sessionSeconds),
		stats_quality: user.quality === 'Good' ? GOOD_STATS : BAD_STATS,
		video_embed: false,
		visual_builder: false,
		lowcode: false,
		app_id: frame.appId,
		cdr_id: frame.cdrId,
	};
	return { appId: frame.appId, confNum: frame.confNum, roomId: frame.roomId, transAt: leftAt, visibleAt: frame.visibleAt, keptUntil: frame.keptUntil, cdr };
}

/** Values in seconds, although their names say minutes; only `connect_minutes_cal` is in minutes (enablex-api.md 7.2). */
function buildUsage(user: SessionUser, seconds: number, sessionSeconds: number): JsonObject {
	return {
		subscribed_minutes: seconds,
		published_minutes: user.audio || user.video ? seconds : 0,
		screen_minutes: user.screen ? seconds : 0,
		connect_minutes: seconds,
		connect_minutes_cal: Math.ceil(seconds / 60),
		room_connect_minutes: Math.ceil(sessionSeconds),
	};
}

const GOOD_STATS = buildStats('Good', 1_200_000, 41_020);
const BAD_STATS = buildStats('Bad', 96_000, 9_200);

/** All records of one quality share these objects, so that 100,000 records stay small. */
function buildStats(quality: 'Good' | 'Bad', video: number, audio: number): JsonObject {
	const bitrates = (average: number) => ({
		avg_bitrate: average,
		avg_bitrate_quality: quality,
		max_bitrate: Math.round(average * 1.05),
		min_bitrate: Math.round(average * 0.93),
	});
	const shares = quality === 'Good'
		? { bitrate_good_percent: 100, bitrate_moderate_percent: 0, bitrate_bad_percent: 0 }
		: { bitrate_good_percent: 10, bitrate_moderate_percent: 20, bitrate_bad_percent: 70 };
	return {
		send: { video: bitrates(video), sharing: {}, audio: bitrates(audio) },
		receive: { video: { ...bitrates(video), ...shares }, sharing: {}, audio: { ...bitrates(audio), ...shares }, rtt: {} },
		call_quality: quality,
	};
}

/** A record in the older format (enablex-api.md A.4): booleans as text, a used token, fewer fields. */
export function toOldCdr(cdr: JsonObject): JsonObject {
	const { trans_date, conf_num, call_num, call_log_id, app_id, cdr_id, sigserver } = cdr;
	const { room_id, connect_dt, disconnect_dt, duration } = asObject(cdr.room);
	const { subscribed_minutes, published_minutes } = asObject(cdr.usage);
	const tracks = Object.entries(asObject(cdr.published_track)).map(([kind, value]) => [kind, String(value)]);
	return {
		trans_date, conf_num, call_num, call_log_id,
		room: { room_id, connect_dt, disconnect_dt, duration },
		user: { ...asObject(cdr.user), token: Buffer.from(`spent token of ${call_num}`).toString('base64'), confName: '' },
		sigserver,
		published_track: Object.fromEntries(tracks),
		usage: { subscribed_minutes, published_minutes },
		app_id, cdr_id,
	};
}
