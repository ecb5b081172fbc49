/** What counts as a sentence for people, and what a reply means by the rules of api.md 2.4 alone. */
import type { IDataObject } from 'n8n-workflow';

import { isObject } from './operations.mts';
import { isWhole, type ReplyPlan } from './reply-plan.mts';

/** The words of programs: of V8, Node, axios, zlib and the HTTP parser. */
const WORDS_OF_PROGRAMS = [
	/cannot (read|set|convert|destructure)|is not (a function|iterable|defined|a constructor)|undefined|\[object |maximum call stack/i,
	/invalid (array|string) length|unexpected token|in JSON at|circular structure|invalid time value|parse error|status code \d/i,
	/incorrect (header|data|length)|invalid (distance|block|stored|bit|code)|unexpected end|decompress|brotli|zlib/i,
	/socket hang up|\baborted\b|premature close|\bstream\b/i,
	/\bE[A-Z]{5,}\b|HPE_|ERR_|Z_[A-Z]+_ERROR|\bNaN\b/,
];

/** The API's own words may be anything; ours and everybody else's have to be a sentence. */
const apiWords = (body: unknown): string[] =>
	isObject(body) ? [body.desc, body.error, body.message, ...(isObject(body.error) ? [body.error.reason, body.error.message] : [])].map(clean).filter(Boolean) : [];

const clean = (value: unknown) =>
	typeof value === 'string' ? value.replace(/^\s*[[(]Reason[\])]\s*/i, '').replace(/[\s\p{C}]+/gu, ' ').trim().slice(0, 400) : '';

/** Throws when this is nothing to show to a person. `secrets` must not be in it. */
export function checkSentence(message: unknown, description: unknown, body: unknown, secrets: readonly string[] = []): void {
	if (typeof message !== 'string' || message.trim() === '') throw new Error(`The error has no message: ${String(message)}`);
	const all = `${message}\n${typeof description === 'string' ? description : ''}`;
	const secret = secrets.find((candidate) => all.includes(candidate));
	if (secret !== undefined) throw new Error(`The error holds a secret: ${all}`);
	// The credential test says what it makes of a failure first, and then what the API says.
	if (apiWords(body).some((words) => message.startsWith(words) || message.includes(`the API says: ${words}`))) return;
	if (WORDS_OF_PROGRAMS.some((words) => words.test(message))) throw new Error(`The message is no sentence for people: ${message}`);
	if (!/\p{L}{2,} .*\p{L}{2,}/su.test(message)) throw new Error(`The message is no sentence: ${message}`);
}

/** The reply's body as the node can have it: parsed, or `undefined` when it did not arrive or is no JSON. */
export function arrivedBody(plan: ReplyPlan): unknown {
	if (!isWhole(plan)) return undefined;
	const once = parsed(plan.body.replace(/^\uFEFF/, ''));
	// JSON as a text in JSON counts as what it holds: n8n parses it once, and the node what is still a text.
	return typeof once === 'string' ? parsed(once) : once;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

const isZero = (result: unknown) => result === 0 || (typeof result === 'string' && result.trim() !== '' && Number(result) === 0);
const isNothing = (value: unknown) => value === undefined || value === null || value === '';

/** The body of a success, or `undefined` when the reply is none. */
export function successOf(plan: ReplyPlan, hasNoResult = false): IDataObject | undefined {
	const body = arrivedBody(plan);
	if (!isObject(body) || plan.status < 200 || plan.status > 299 || body.status === 'error') return undefined;
	if (isZero(body.result)) return body;
	return hasNoResult && isNothing(body.result) && isNothing(body.error) ? body : undefined;
}
