/** Validates a room's settings, in the order of the result codes (enablex-api.md 4.2, 10). */
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
const MIN_DURATION_MINUTES = 10;
const MAX_MODERATORS = 5;

/** The key, its error code, and its valid values; the ranges are those of enablex-api.md 4.2. */
const RULES: ReadonlyArray<[key: string, code: number, isValid: (value: Json, kind: RoomKind) => boolean]> = [
	['participants', 10007, (value, kind) => isIntegerBetween(value, 1, maxParticipants(kind))],
	['auto_recording', 10008, isBoolean],
	['active_talker', 10012, isBoolean],
	['wait_moderator', 10013, isBoolean],
	['wait_for_moderator', 10013, isBoolean],
	['quality', 10014, (value) => QUALITIES.some((quality) => quality === value)],
	['mode', 10019, (value) => value === 'group' || value === 'lecture'],
	['moderators', 10022, (value) => isIntegerBetween(value, 0, Infinity)],
	['moderators', 10023, (value) => isIntegerBetween(value, 1, MAX_MODERATORS)],
	['peep', 10024, isBoolean],
	['knock', 10025, isBoolean],
	['aor', 10026, (value) => typeof value === 'string' && /^sips?:\S+@\S+$/.test(value)],
];

/** The properties of a room that decide which settings are allowed. */
export interface RoomKind {
	scheduled: boolean;
	adhoc: boolean;
	isLecture: boolean;
	/** The best quality of the subscription. */
	quality: Quality;
	/** True on create, when a scheduled room needs all of its fields. */
	isNew: boolean;
}

/**
 * Validates settings as sent by a client.
 * @throws ApiError with a code of enablex-api.md 10
 */
export function checkSettings(sent: JsonObject, kind: RoomKind, now: number): void {
	if (Object.keys(sent).some((key) => !KNOWN_SETTINGS.has(key))) throw new ApiError(10009);
	if (sent.scheduled !== undefined && !isBoolean(sent.scheduled)) throw new ApiError(10003);
	if (sent.adhoc !== undefined && !isBoolean(sent.adhoc)) throw new ApiError(10016);
	if (kind.scheduled && kind.adhoc) throw new ApiError(10017);
	checkScheduledTime(sent.scheduled_time, kind, now);
	for (const [key, code, isValid] of RULES) {
		const value = sent[key];
		if (value !== undefined && !isValid(value, kind)) throw new ApiError(code);
	}
	checkDuration(sent.duration, kind);
	const wanted = QUALITIES.findIndex((quality) => quality === sent.quality);
	if (wanted > QUALITIES.indexOf(kind.quality)) throw new ApiError(10021);
}

/** 200 seats, 300 in a scheduled room, 1,000 in a scheduled lecture (enablex-api.md 4.2). */
function maxParticipants({ scheduled, isLecture }: RoomKind): number {
	if (!scheduled) return 200;
	return isLecture ? 1000 : 300;
}

function checkScheduledTime(value: Json | undefined, kind: RoomKind, now: number): void {
	// Clients send a time, or an empty text, with `scheduled: false` as well, and it is accepted (enablex-api.md 4.2).
	if (!kind.scheduled) return;
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
	if (minutes === null || (minutes < MIN_DURATION_MINUTES && !isUnlimited)) throw new ApiError(10011);
}

/** Epoch ms of `YYYY-MM-DD HH:II:SS` in UTC (enablex-api.md 4.2); null if the format is wrong. */
export function parseScheduledTime(value: Json | undefined): number | null {
	if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)) return null;
	const iso = `${value.replace(' ', 'T')}.000Z`;
	const time = Date.parse(iso);
	// A day such as 30 February is parsed as 1 March, which is not the day that was sent.
	return Number.isNaN(time) || new Date(time).toISOString() !== iso ? null : time;
}

/** A number sent as a number or as a string ("30"); null if it is neither. */
export function toNumber(value: Json | undefined): number | null {
	if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return null;
	const number = Number(value);
	return Number.isFinite(number) ? number : null;
}

function isIntegerBetween(value: Json, low: number, high: number): boolean {
	const number = toNumber(value);
	return number !== null && Number.isInteger(number) && number >= low && number <= high;
}

function isBoolean(value: Json): boolean {
	return typeof value === 'boolean';
}
