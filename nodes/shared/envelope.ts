import type { IDataObject } from 'n8n-workflow';

import { hideLogin } from './hideLogin';
import { nextStepFor } from './resultCodes';
import { readRetryAfter } from './retryAfter';

/** What is needed of an HTTP reply to judge it. */
export interface Reply {
	statusCode: number;
	statusMessage?: string;
	headers?: IDataObject;
	/** The body as the host parsed it, or its text. */
	body: unknown;
	/** The Authorization header of the request, so that no error repeats it when the reply does. */
	authorization?: unknown;
}

/** Why a reply is not a success: the API's own words, its code, and what to do next. */
export interface ApiFailure {
	message: string;
	nextStep: string;
	/** Result code (api.md 10), error code of the newer envelope, or the HTTP status, as text. */
	code: string;
	httpStatus: number;
	requestId?: string;
	/** How long the API asks to wait, in milliseconds. */
	retryAfterMs?: number;
	/** Whether the message is the API's own, not one about the missing answer. */
	isInApisWords: boolean;
}

export type Verdict = { ok: true; body: IDataObject } | { ok: false; failure: ApiFailure };

const MAX_MESSAGE_LENGTH = 500;
const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);

/** The text without `[Reason] ` at its start, line breaks and the login of the request, cut at 500 characters. */
function cleanText(value: unknown, { authorization }: Reply): string {
	if (typeof value !== 'string') return '';
	const oneLine = hideLogin(value, authorization).replace(/^\s*[[(]Reason[\])]\s*/i, '').replace(/[\s\p{C}]+/gu, ' ').trim();
	return oneLine.length > MAX_MESSAGE_LENGTH ? `${oneLine.slice(0, MAX_MESSAGE_LENGTH)}…` : oneLine;
}

/** Parses text the host left unparsed; `undefined` when it is no JSON. */
function parseBody(body: unknown): unknown {
	const raw = Buffer.isBuffer(body) ? body.toString('utf8') : body;
	if (typeof raw !== 'string') return raw;
	try {
		return JSON.parse(raw);
	} catch {
		return undefined;
	}
}

function statusWords(reply: Reply): string {
	const words = cleanText(reply.statusMessage, reply);
	return words === '' ? `HTTP ${reply.statusCode}` : `HTTP ${reply.statusCode} (${words})`;
}

const WRONG_ADDRESS =
	'Check Base URL in the EnableX API credential: it ends with the version, such as https://api.enablex.io/video/v2';

/** A reply that is no JSON object at all: a redirect, a web page, nothing, or something cut off. */
function unreadable(reply: Reply): ApiFailure {
	const { statusCode } = reply;
	const raw = Buffer.isBuffer(reply.body) ? reply.body.toString('utf8') : reply.body;
	const text = typeof raw === 'string' ? raw.trim() : '';
	const fail = (message: string, nextStep: string): ApiFailure => ({
		message,
		nextStep,
		code: String(statusCode),
		httpStatus: statusCode,
		isInApisWords: false,
	});
	if (statusCode >= 300 && statusCode < 400) {
		return fail(`The API answered ${statusWords(reply)}, a redirect, which is not followed`, WRONG_ADDRESS);
	}
	if (statusCode >= 400) {
		return fail(`The API answered ${statusWords(reply)}`, nextStepFor('', statusCode));
	}
	if (text.startsWith('<')) {
		return fail('A web page came back instead of an answer of the EnableX Video API', WRONG_ADDRESS);
	}
	if (text === '' && (raw === undefined || raw === null || raw === '')) {
		return fail('The API sent an empty answer', 'Try again in a moment');
	}
	return fail(
		'The answer is not what the EnableX Video API sends: it cannot be read as JSON, or it was cut off',
		`Try again in a moment. If it stays, ${WRONG_ADDRESS.charAt(0).toLowerCase()}${WRONG_ADDRESS.slice(1)}`,
	);
}

/** Reads both error envelopes (api.md 2.4): `{result,error,desc}` and `{status,error_code,message,request_id}`. */
function failureOf(body: IDataObject, reply: Reply): ApiFailure {
	const { statusCode: httpStatus } = reply;
	const clean = (value: unknown) => cleanText(value, reply);
	const errorCode = clean(typeof body.error_code === 'number' ? String(body.error_code) : body.error_code);
	const result = typeof body.result === 'object' ? NaN : Number(body.result);
	const code = errorCode || (Number.isFinite(result) && result !== 0 ? String(result) : String(httpStatus));
	const nested = isObject(body.error) ? clean(body.error.reason) || clean(body.error.message) : '';
	const words = clean(body.desc) || clean(body.error) || clean(body.message) || nested;
	const requestId = clean(body.request_id);
	return {
		message: words || `The API answered ${statusWords(reply)} without saying why`,
		nextStep: nextStepFor(code, httpStatus),
		code,
		httpStatus,
		isInApisWords: words !== '',
		...(requestId && { requestId }),
	};
}

const waitOf = ({ headers }: Reply): Pick<ApiFailure, 'retryAfterMs'> => {
	const retryAfterMs = readRetryAfter(headers?.['retry-after'], Date.now());
	return retryAfterMs === undefined ? {} : { retryAfterMs };
};

/**
 * Judges a reply by its envelope, not by its HTTP status alone (api.md 2.4). Success is a 2xx
 * without `status: "error"` and with `result` 0, number or text. `needsResult` is false only for
 * the dial-in route, whose success carries no `result`. Never throws.
 */
export function readEnvelope(reply: Reply, needsResult = true): Verdict {
	const body = parseBody(reply.body);
	if (!isObject(body)) return { ok: false, failure: { ...unreadable(reply), ...waitOf(reply) } };
	const { result } = body;
	const isSuccessStatus = reply.statusCode >= 200 && reply.statusCode < 300;
	const hasResult = result !== undefined && result !== null && result !== '';
	const hasError = body.error !== undefined && body.error !== null && body.error !== '';
	if (isSuccessStatus && body.status !== 'error' && !hasResult && !hasError) {
		if (!needsResult) return { ok: true, body };
		return {
			ok: false,
			failure: {
				message: 'The answer lacks the result code that every answer of the EnableX Video API carries',
				nextStep: WRONG_ADDRESS,
				code: String(reply.statusCode),
				httpStatus: reply.statusCode,
				isInApisWords: false,
			},
		};
	}
	const isZero = result === 0 || (typeof result === 'string' && result.trim() !== '' && Number(result) === 0);
	if (isSuccessStatus && body.status !== 'error' && isZero) return { ok: true, body };
	return { ok: false, failure: { ...failureOf(body, reply), ...waitOf(reply) } };
}
