/** The API's two error envelopes (enablex-api.md 2) and its result codes (enablex-api.md 10). */
import type { SandboxSettings } from './control-types.mts';
import type { JsonObject } from './types.mts';

/** The documented text of each result code; 10114 and 50001 are verbatim from the real service. */
export const RESULT_TEXTS: Readonly<Record<number, string>> = {
	10000: 'Application not found',
	10001: 'URL Parameter Missing: room_id',
	10002: 'Required Data Missing: name',
	10003: 'Invalid Value: settings.scheduled',
	10004: 'Required Data Missing: settings.scheduled_time',
	10005: 'Invalid Date/Time Format: settings.scheduled_time',
	10006: 'Illegible Date/Time: settings.scheduled_time',
	10007: 'Invalid Value: settings.participants',
	10008: 'Invalid Value: settings.auto_recording',
	10009: 'Unrecognized Key of settings',
	10010: 'Required Data Missing: owner_ref',
	10011: 'Invalid Value: settings.duration',
	10012: 'Invalid Value: settings.active_talker',
	10013: 'Invalid Value: settings.wait_moderator',
	10014: 'Invalid Value: settings.quality',
	10016: 'Invalid Value: settings.adhoc',
	10017: 'Illegible Value: settings.adhoc',
	10018: 'Illegible Parameter. Not valid one for this Room Type',
	10019: 'Invalid Value: settings.mode',
	10020: 'Illegible Parameter: settings.mode',
	10021: 'Room Quality higher than App Quality not permitted',
	10022: 'Invalid Value: settings.moderators',
	10023: 'Illegible Value: settings.moderators',
	10024: 'Illegible value settings.peep',
	10025: 'Illegible value settings.knock',
	10026: 'Invalid SIP URI Value: settings.aor',
	10030: 'Denied Update request on active room',
	10101: 'Required JSON Key Missing: name',
	10102: 'Required JSON Key Missing: user_ref',
	10103: 'Required JSON Key Missing: role',
	10104: 'Invalid Value: role',
	10105: 'Server Busy',
	10106: 'Illegible Request. Room Type update not allowed',
	10111: 'Token denied. Conference is over',
	10112: 'Token denied. Beyond Permissible Cut-Off Time',
	10113: 'Token denied. Room is not active',
	10114: 'Token Denied. Room is full.',
	10201: 'URL Parameter Missing: conf-num',
	10202: 'URL Parameter Missing: room-id',
	10203: 'URL Parameter Missing: to_date',
	40001: 'Room not found',
	40002: 'Token denied. Unauthorized',
	50000: 'Internal Server Error',
	50001: 'Failed to create Room',
	50002: 'Failed to fetch list of Rooms',
	50003: 'Failed to get Room Information',
	50004: 'Failed to delete Room',
};

/** An error of the API; the app turns it into the envelope that is set. */
export class ApiError extends Error {
	readonly status: number;

	/**
	 * @param code a result code of enablex-api.md 10
	 * @param options `status` overrides the usual HTTP status, `text` the documented text
	 */
	constructor(readonly code: number, options: { status?: number; text?: string } = {}) {
		super(options.text ?? RESULT_TEXTS[code] ?? 'Unknown error');
		this.status = options.status ?? httpStatusOf(code);
	}
}

/** The HTTP status for a result code, as suggested at the end of enablex-api.md 10 (an assumption). */
export function httpStatusOf(code: number): number {
	if (code === 10030 || code === 10106) return 409;
	if (code === 40001) return 404;
	if (code === 40002) return 403;
	if (code >= 50000) return 500;
	return 400;
}

/** The older error body. `result` was a string in 2018 and a number in 2021 (enablex-api.md 2.2). */
export function buildLegacyError(code: number | string, text: string, desc = ''): JsonObject {
	return { result: code, error: `[Reason] ${text}`, desc };
}

const NEW_CODES: Readonly<Record<number, string>> = {
	400: 'INVALID_PARAM',
	401: 'UNAUTHORIZED',
	403: 'FORBIDDEN',
	404: 'NOT_FOUND',
	409: 'CONFLICT',
	422: 'UNPROCESSABLE',
	429: 'RATE_LIMITED',
	503: 'SERVICE_UNAVAILABLE',
};

/** The newer, platform-wide error body (enablex-api.md 2.1); only some of its codes are documented. */
export function buildNewError(status: number, message: string, requestId: string, code?: string): JsonObject {
	return { status: 'error', error_code: code ?? NEW_CODES[status] ?? 'INTERNAL_ERROR', message, request_id: requestId };
}

/** The status and body of an error under the current settings. */
export function buildErrorAnswer(
	settings: SandboxSettings,
	error: { code: number; status: number; message: string; desc?: string },
	requestId: string,
): { status: number; body: JsonObject } {
	const status = settings.errorsAlways200 ? 200 : error.status;
	if (settings.envelope === 'new') {
		return { status, body: buildNewError(error.status, error.message, requestId) };
	}
	const code = settings.resultAsString ? String(error.code) : error.code;
	return { status, body: buildLegacyError(code, error.message, error.desc) };
}

/** A body with a list; an empty list has the form that `emptyLists` sets. */
export function withList(settings: SandboxSettings, body: JsonObject, key: string, list: JsonObject[]): JsonObject {
	if (list.length > 0 || settings.emptyLists === 'array') return { ...body, [key]: list };
	return settings.emptyLists === 'null' ? { ...body, [key]: null } : body;
}
