/** What counts as a readable error message, and what a reply means according to enablex-api.md 2.4. */
import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../lib/operations/values.mts';
import { isWhole, type ReplyPlan } from './reply-plan.mts';

/** Technical messages of V8, Node, axios, zlib and the HTTP parser. */
const TECHNICAL_TERMS = [
	/cannot (read|set|convert|destructure)|is not (a function|iterable|defined|a constructor)|undefined|\[object |maximum call stack/i,
	/invalid (array|string) length|unexpected token|in JSON at|circular structure|invalid time value|parse error|status code \d/i,
	/incorrect (header|data|length)|invalid (distance|block|stored|bit|code)|unexpected end|decompress|brotli|zlib/i,
	/socket hang up|\baborted\b|premature close|\bstream\b/i,
	/\bE[A-Z]{5,}\b|HPE_|ERR_|Z_[A-Z]+_ERROR|\bNaN\b/,
];

/** The API's own message may be anything; all other messages must be sentences. */
const apiWords = (body: unknown): string[] =>
	isObject(body) ? [body.desc, body.error, body.message, ...(isObject(body.error) ? [body.error.reason, body.error.message] : [])].map(clean).filter(Boolean) : [];

const clean = (value: unknown) =>
	typeof value === 'string' ? value.replace(/^\s*[[(]Reason[\])]\s*/i, '').replace(/[\s\p{C}]+/gu, ' ').trim().slice(0, 400) : '';

/** Throws if this error is not fit to show to a user. It must not contain any of the `secrets`. */
export function checkSentence(message: unknown, description: unknown, body: unknown, secrets: readonly string[] = []): void {
	if (typeof message !== 'string' || message.trim() === '') throw new Error(`The error has no message: ${String(message)}`);
	const all = `${message}\n${typeof description === 'string' ? description : ''}`;
	const secret = secrets.find((candidate) => all.includes(candidate));
	if (secret !== undefined) throw new Error(`The error contains a secret: ${all}`);
	// The credential test first gives its own explanation of a failure, then the API's message.
	if (apiWords(body).some((words) => message.startsWith(words) || message.includes(`the API says: ${words}`))) return;
	if (TECHNICAL_TERMS.some((words) => words.test(message))) throw new Error(`The message is technical, not a sentence for users: ${message}`);
	if (!/\p{L}{2,} .*\p{L}{2,}/su.test(message)) throw new Error(`The message is not a sentence: ${message}`);
}

/** Whether a message is the words of the API, alone or after a cause or a schedule that the node adds. */
const hasWords = (message: unknown, words: string) => message === words || String(message).endsWith(`: ${words}`) || String(message).endsWith(` (${words})`);

/** Throws unless an error of the API in one of its envelopes is told in its own words, if there are any. */
export function checkWords(message: unknown, words: string | undefined): void {
	if (words !== undefined && !hasWords(message, words)) throw new Error(`The API says "${words}", and the user reads "${String(message)}"`);
}

/** The reply's body as the node receives it: parsed, or `undefined` if it did not arrive or is not JSON. */
export function receivedBody(plan: ReplyPlan): unknown {
	if (!isWhole(plan)) return undefined;
	const once = parsed(plan.body.replace(/^\uFEFF/, ''));
	// JSON inside a JSON string counts as its content: n8n parses once, and the node parses what is still text.
	return typeof once === 'string' ? parsed(once) : once;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** What a reply means by the documentation. About `undocumented` it says nothing, so a node may judge it either way. */
export type Meaning = 'success' | 'failure' | 'undocumented';

/** The only results of a documented success: a number for rooms, a text for CDRs and archives (enablex-api.md 3). */
const SUCCESS_RESULTS: readonly unknown[] = [0, '0'];
/** No client sends them, but whoever reads numbers out of texts takes them for 0. */
const ODD_ZERO = /^\s*[+-]?0[\d.xobe+-]*\s*$/i;
/** In these an older envelope says that there was no error. */
const NOTHING: readonly unknown[] = [undefined, null, ''];

/** The meaning of a `result`, whatever stands beside it. */
function meaningOfResult(result: unknown): Meaning {
	if (SUCCESS_RESULTS.includes(result)) return 'success';
	return typeof result === 'string' && ODD_ZERO.test(result) ? 'undocumented' : 'failure';
}

/** What a reply means. Dial-in is the one route whose success has no result (enablex-api.md 9.1). */
export function meaningOf(plan: ReplyPlan, hasNoResult = false): Meaning {
	const body = receivedBody(plan);
	if (!isObject(body) || plan.status < 200 || plan.status > 299 || body.status === 'error') return 'failure';
	if (!hasNoResult || !NOTHING.includes(body.result)) return meaningOfResult(body.result);
	return NOTHING.includes(body.error) ? 'success' : 'failure';
}

/** The body of a reply that is not a failure. */
export function successBody(plan: ReplyPlan, hasNoResult = false): IDataObject | undefined {
	const body = receivedBody(plan);
	return isObject(body) && meaningOf(plan, hasNoResult) !== 'failure' ? body : undefined;
}

/** Throws unless the oracle finds in a reply what it was made to mean. */
export function checkOracle({ meaning, plan }: { meaning?: Meaning; plan: ReplyPlan }, hasNoResult?: boolean): void {
	if (meaning !== undefined && meaning !== meaningOf(plan, hasNoResult)) throw new Error(`The oracle takes a reply that was made as a ${meaning} for something else`);
}
