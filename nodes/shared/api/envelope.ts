import type { IDataObject } from 'n8n-workflow';

import { redactLogin } from './redactLogin';
import { nextStepFor } from './resultCodes';
import { isObject } from '../utils/values';
import { parseRetryAfter } from './retryAfter';

/** The parts of an HTTP reply that `readEnvelope` needs. */
export interface Reply {
	statusCode: number;
	statusMessage?: string;
	headers?: IDataObject;
	/** The body as n8n parsed it, or its text. */
	body: unknown;
	/** The Authorization header of the request. It is redacted from errors, because a reply may echo it. */
	authorization?: unknown;
}

/** A reply that is not a success: the API's message, its code, and what to do next. */
export interface ApiFailure {
	message: string;
	nextStep: string;
	/** As text: the result code (enablex-api.md 10), the error code of the newer envelope, or the HTTP status. */
	code: string;
	httpStatus: number;
	requestId?: string;
	/** The API's Retry-After, in milliseconds. */
	retryAfterMs?: number;
	/** Whether `message` comes from the API. If not, it describes an unusable reply. */
	hasApiMessage: boolean;
}

/** A judged reply. `sentAt` is when the API sent it by its own clock (the Date header), in milliseconds since 1970. */
export type ApiResult = { ok: true; body: IDataObject; sentAt?: number } | { ok: false; failure: ApiFailure };

const MAX_MESSAGE_LENGTH = 500;

/** One line of at most 500 characters, without a leading `[Reason] ` and without the login of the request. */
function cleanText(value: unknown, { authorization }: Reply): string {
	if (typeof value !== 'string') return '';
	const oneLine = redactLogin(value, authorization).replace(/^\s*[[(]Reason[\])]\s*/i, '').replace(/[\s\p{C}]+/gu, ' ').trim();
	return oneLine.length > MAX_MESSAGE_LENGTH ? `${oneLine.slice(0, MAX_MESSAGE_LENGTH)}…` : oneLine;
}

/** Parses a body that n8n left as text. Returns `undefined` if it is not valid JSON. */
function parseBody(body: unknown): unknown {
	const raw = Buffer.isBuffer(body) ? body.toString('utf8') : body;
	if (typeof raw !== 'string') return raw;
	try {
		return JSON.parse(raw);
	} catch {
		return undefined;
	}
}

function formatStatus(reply: Reply): string {
	const reason = cleanText(reply.statusMessage, reply);
	return reason === '' ? `HTTP ${reply.statusCode}` : `HTTP ${reply.statusCode} (${reason})`;
}

const CHECK_BASE_URL =
	'Check Base URL in the EnableX API credential: it ends with the version, such as https://api.enablex.io/video/v2';

/** The failure of a reply that is not a JSON object: a redirect, a web page, an empty or a truncated body. */
function invalidBodyFailure(reply: Reply): ApiFailure {
	const { statusCode } = reply;
	const raw = Buffer.isBuffer(reply.body) ? reply.body.toString('utf8') : reply.body;
	const text = typeof raw === 'string' ? raw.trim() : '';
	const fail = (message: string, nextStep: string): ApiFailure => ({
		message,
		nextStep,
		code: String(statusCode),
		httpStatus: statusCode,
		hasApiMessage: false,
	});
	if (statusCode >= 300 && statusCode < 400) {
		return fail(`The API returned ${formatStatus(reply)}, a redirect, which is not followed`, CHECK_BASE_URL);
	}
	if (statusCode >= 400) {
		return fail(`The API returned ${formatStatus(reply)}`, nextStepFor('', statusCode));
	}
	if (text.startsWith('<')) {
		return fail('The server returned a web page instead of an EnableX Video API response', CHECK_BASE_URL);
	}
	if (text === '' && (raw === undefined || raw === null || raw === '')) {
		return fail('The API returned an empty response', 'Try again in a moment');
	}
	return fail(
		'The API response is not a JSON object, or it was cut off',
		`Try again in a moment. If the error persists, ${CHECK_BASE_URL.charAt(0).toLowerCase()}${CHECK_BASE_URL.slice(1)}`,
	);
}

/** Reads both error envelopes (enablex-api.md 2.4): `{result,error,desc}` and `{status,error_code,message,request_id}`. */
function readFailure(body: IDataObject, reply: Reply): ApiFailure {
	const { statusCode: httpStatus } = reply;
	const clean = (value: unknown) => cleanText(value, reply);
	const errorCode = clean(typeof body.error_code === 'number' ? String(body.error_code) : body.error_code);
	const result = typeof body.result === 'object' ? NaN : Number(body.result);
	const code = errorCode || (Number.isFinite(result) && result !== 0 ? String(result) : String(httpStatus));
	const nested = isObject(body.error) ? clean(body.error.reason) || clean(body.error.message) : '';
	const apiMessage = clean(body.desc) || clean(body.error) || clean(body.message) || nested;
	const requestId = clean(body.request_id);
	return {
		message: apiMessage || `The API returned ${formatStatus(reply)} without an error message`,
		nextStep: nextStepFor(code, httpStatus),
		code,
		httpStatus,
		hasApiMessage: apiMessage !== '',
		...(requestId && { requestId }),
	};
}

const readRetryAfter = ({ headers }: Reply): Pick<ApiFailure, 'retryAfterMs'> => {
	const retryAfterMs = parseRetryAfter(headers?.['retry-after'], Date.now());
	return retryAfterMs === undefined ? {} : { retryAfterMs };
};

/** A server without a clock sends no Date header (RFC 9110, 6.6.1), so it is optional here. */
const sentAtOf = ({ headers }: Reply): { sentAt?: number } => {
	const sentAt = Date.parse(String(headers?.date));
	return Number.isNaN(sentAt) ? {} : { sentAt };
};

/**
 * Decides whether a reply is a success by its envelope, not by its HTTP status alone (enablex-api.md 2.4).
 * Success is a 2xx without `status: "error"` and with `result` 0, as a number or as text. Pass
 * `needsResult` as false only for the dial-in route, whose success has no `result`. Never throws.
 */
export function readEnvelope(reply: Reply, needsResult = true): ApiResult {
	const body = parseBody(reply.body);
	if (!isObject(body)) return { ok: false, failure: { ...invalidBodyFailure(reply), ...readRetryAfter(reply) } };
	const { result } = body;
	const isSuccessStatus = reply.statusCode >= 200 && reply.statusCode < 300;
	const hasResult = result !== undefined && result !== null && result !== '';
	const hasError = body.error !== undefined && body.error !== null && body.error !== '';
	if (isSuccessStatus && body.status !== 'error' && !hasResult && !hasError) {
		if (!needsResult) return { ok: true, body, ...sentAtOf(reply) };
		return {
			ok: false,
			failure: {
				message: 'The response lacks the result code that every EnableX Video API response has',
				nextStep: CHECK_BASE_URL,
				code: String(reply.statusCode),
				httpStatus: reply.statusCode,
				hasApiMessage: false,
			},
		};
	}
	const isZero = result === 0 || (typeof result === 'string' && result.trim() !== '' && Number(result) === 0);
	if (isSuccessStatus && body.status !== 'error' && isZero) return { ok: true, body, ...sentAtOf(reply) };
	return { ok: false, failure: { ...readFailure(body, reply), ...readRetryAfter(reply) } };
}
