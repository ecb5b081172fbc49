/** What the API refuses in a room's settings, in the order of its result codes (api.md 4.2, 10). */
import { ApiError } from './envelope.mts';
import type { Json, JsonObject, Quality } from './types.mts';

const KNOWN_SETTINGS = new Set([
	'description', 'mode', 'scheduled', 'adhoc', 'scheduled_time', 'duration', 'moderators', 'participants',
	'billing_code', 'auto_recording', 'quality', 'canvas', 'screen_share', 'abwd', 'facex', 'max_active_talkers',
	'knock', 'wait_for_moderator', 'wait_moderator', 'audiences', 'hls_view_url', 'send_audiences_stats',
	'single_file_recording', 'role_based_recording', 'live_recording', 'watermark', 'media_zone', 'active_talker',
	'peep', 'aor',
]);

const QUALITIES: readonly Quality[] = ['LD', 'SD', 'HD'];
const MINIMUM_DURATION_MINUTES = 10;
const MAXIMUM_PARTICIPANTS = 1000;
const MAXIMUM_MODERATORS = 5;

/** Key, code of its refusal, and what is fine; the ranges are those of api.md 4.2. */
const RULES: ReadonlyArray<[key: string, code: number, isFine: (value: Json) => boolean]> = [
	['participants', 10007, (value) => isWholeBetween(value, 1, MAXIMUM_PARTICIPANTS)],
	['auto_recording', 10008, isBoolean],
	['active_talker', 10012, isBoolean],
	['wait_moderator', 10013, isBoolean],
	['wait_for_moderator', 10013, isBoolean],
	['quality', 10014, (value) => QUALITIES.some((quality) => quality === value)],
	['mode', 10019, (value) => value === 'group' || value === 'lecture'],
	['moderators', 10022, (value) => isWholeBetween(value, 0, Infinity)],
	['moderators', 10023, (value) => isWholeBetween(value, 1, MAXIMUM_MODERATORS)],
	['peep', 10024, isBoolean],
	['knock', 10025, isBoolean],
	['aor', 10026, (value) => typeof value === 'string' && /^sips?:\S+@\S+$/.test(value)],
];

/** What of a room decides whether a setting is allowed. */
export interface RoomKind {
	scheduled: boolean;
	adhoc: boolean;
	/** Best quality of the subscription. */
	quality: Quality;
	/** True on create: then what a scheduled room needs must be there. */
	isNew: boolean;
}

/**
 * Refuses settings as sent by a client.
 * @throws ApiError with a code of api.md 10
 */
export function checkSettings(sent: JsonObject, kind: RoomKind, now: number): void {
	if (Object.keys(sent).some((key) => !KNOWN_SETTINGS.has(key))) throw new ApiError(10009);
	if (sent.scheduled !== undefined && !isBoolean(sent.scheduled)) throw new ApiError(10003);
	if (sent.adhoc !== undefined && !isBoolean(sent.adhoc)) throw new ApiError(10016);
	if (kind.scheduled && kind.adhoc) throw new ApiError(10017);
	checkScheduledTime(sent.scheduled_time, kind, now);
	for (const [key, code, isFine] of RULES) {
		const value = sent[key];
		if (value !== undefined && !isFine(value)) throw new ApiError(code);
	}
	checkDuration(sent.duration, kind);
	const wanted = QUALITIES.findIndex((quality) => quality === sent.quality);
	if (wanted > QUALITIES.indexOf(kind.quality)) throw new ApiError(10021);
}

function checkScheduledTime(value: Json | undefined, kind: RoomKind, now: number): void {
	if (!kind.scheduled) {
		// Official clients send an empty text with permanent rooms (api.md 4.2); a real time has no place there.
		if (value !== undefined && value !== '' && value !== null) throw new ApiError(10018);
		return;
	}
	if (value === '' || value === null || (value === undefined && kind.isNew)) throw new ApiError(10004);
	if (value === undefined) return;
	const time = parseScheduledTime(value);
	if (time === null) throw new ApiError(10005);
	if (time < now) throw new ApiError(10006);
}

function checkDuration(value: Json | undefined, kind: RoomKind): void {
	if (value === undefined) {
		if (kind.scheduled && kind.isNew) throw new ApiError(10011);
		return;
	}
	const minutes = toNumber(value);
	const isUnlimited = minutes === 0 && !kind.scheduled;
	if (minutes === null || (minutes < MINIMUM_DURATION_MINUTES && !isUnlimited)) throw new ApiError(10011);
}

/** Epoch ms of `YYYY-MM-DD HH:II:SS` in UTC (api.md 4.2), or null when it is not one. */
export function parseScheduledTime(value: Json | undefined): number | null {
	if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)) return null;
	const iso = `${value.replace(' ', 'T')}.000Z`;
	const time = Date.parse(iso);
	// A day such as 30 February is read as 1 March; that is not the day that was sent.
	return Number.isNaN(time) || new Date(time).toISOString() !== iso ? null : time;
}

/** A number sent as a number or as a string ("30"); null when it is neither. */
export function toNumber(value: Json | undefined): number | null {
	if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return null;
	const number = Number(value);
	return Number.isFinite(number) ? number : null;
}

function isWholeBetween(value: Json, low: number, high: number): boolean {
	const number = toNumber(value);
	return number !== null && Number.isInteger(number) && number >= low && number <= high;
}

function isBoolean(value: Json): boolean {
	return typeof value === 'boolean';
}
