/** The ways in which a reply can be faulty. The table of a run counts each kind by its name. */
import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { apiError, errorBody, toJsonText } from './bodies.mts';
import { expandPlaceholders, hostileJson, mutate, mutation } from './mutations.mts';
import type { Meaning } from './oracle.mts';
import { BROKEN_DELIVERIES, BROKEN_HEADERS, CODINGS, DAMAGED_CODINGS, DAMAGED_FRAMINGS, DELIVERIES, FRAMINGS, HANGING_DELIVERIES, type ReplyPlan } from './reply-plan.mts';

export const REPLY_ATTACKS = [
	'none', 'values', 'status', 'error envelopes', 'text', 'headers', 'coding', 'framing', 'broken off', 'hanging', 'redirects',
] as const;
export type ReplyAttack = (typeof REPLY_ATTACKS)[number];

export interface AttackedReply {
	attack: ReplyAttack;
	plan: ReplyPlan;
	/** What the reply was made to mean, where that is known without reading it. */
	meaning?: Meaning;
	/** The words of the API that the error has to show. */
	words?: string;
}

type Changes = { [Key in keyof ReplyPlan]?: fc.Arbitrary<ReplyPlan[Key]> };

const JSON_TYPE: [string, string] = ['Content-Type', 'application/json; charset=utf-8'];
const STATUSES = [100, 101, 102, 103, 200, 201, 202, 203, 204, 205, 206, 299, 300, 304, 400, 401, 402, 403, 404, 405, 409, 410, 413, 418, 422, 425, 429, 451, 499, 500, 501, 502, 503, 504, 520, 599, 600, 799, 999];

const TYPES = ['text/html', 'text/plain', 'application/octet-stream', 'application/xml', 'multipart/form-data', 'text/event-stream', 'application/json; charset=utf-16', 'nonsense', '', 'image/png'];

const header: fc.Arbitrary<[string, string]> = fc.oneof(
	fc.constantFrom(...TYPES).map((type): [string, string] => ['Content-Type', type]),
	fc.constantFrom<[string, string]>(
		['Set-Cookie', 'a=b'], ['Refresh', '0; url={foreign}/refresh'], ['Retry-After', '0'], ['Content-Disposition', 'attachment; filename="../../x"'],
		['X-Long', 'x'.repeat(4_000)], ['X-Bytes', '\u00ff\u00fe'], ['__proto__', 'x'], ['constructor', 'x'], ['Content-Encoding', 'identity'],
		['Content-Encoding', 'nonsense'], ['Trailer', 'x'], ['Upgrade', 'websocket'], ['Content-Range', 'bytes 0-1/2'], ['WWW-Authenticate', 'Digest realm="x", nonce="y"'],
	),
	fc.constantFrom(...BROKEN_HEADERS),
);

const location = fc.constantFrom('{foreign}/caught', '{api}/video/v2/again', '/again', '//{foreignHost}/caught', '{api}', '', 'http://[', 'file:///etc/passwd', 'javascript:1', '{foreign}/a b\u00ff', '../../..');

const PAGE = '<!DOCTYPE html><html><body><h1>It works</h1>{"result":0}</body></html>';
const otherText = fc.oneof(
	fc.constantFrom('', ' ', '\n', PAGE, ` ${PAGE}`, '<', 'OK', 'null', 'true', '0', '"result"', '[]', '[{"result":0}]', '{', '{}', '{"result":0', "{'result':0}", '\uFEFF', 'undefined', 'NaN', '{"result":0}{"result":0}', '\u0000', 'data: {"result":0}\n\n', '{"result":}'),
	fc.string({ unit: 'binary', maxLength: 40 }),
	hostileJson.map((value) => expandPlaceholders(JSON.stringify(value) ?? 'null')),
);

/** With HTTP 200, only the envelope tells that it is an error. */
const errorStatus = fc.oneof(fc.constant(200), fc.constantFrom(400, 401, 403, 404, 409, 422, 429, 500, 503));

/** Valid and faulty replies to an operation whose documented body is `body`. */
export function attackedReply(body: fc.Arbitrary<IDataObject>, now: () => number, weights: Partial<Record<ReplyAttack, number>> = {}): fc.Arbitrary<AttackedReply> {
	const text = body.map((value) => toJsonText(value, now()));
	const damaged = fc.tuple(fc.oneof({ weight: 5, arbitrary: body }, { weight: 1, arbitrary: errorBody }), fc.array(mutation, { minLength: 1, maxLength: 4 }))
		.map(([value, changes]) => expandPlaceholders(toJsonText(mutate(value, changes), now())));
	const anyText = fc.oneof(text, damaged, errorBody.map((value) => toJsonText(value, now())));
	const cutText = fc.tuple(text, fc.nat(1_000)).map(([whole, at]) => whole.slice(0, at % whole.length));

	const withPlan = (attack: ReplyAttack, weight: number, changes: Changes) => ({
		weight: weights[attack] ?? weight,
		arbitrary: fc.record({
			status: fc.constantFrom(200, 200, 200, 201),
			headers: fc.constant([JSON_TYPE]),
			body: text,
			coding: fc.constant('none' as const),
			framing: fc.constantFrom(...FRAMINGS),
			delivery: fc.constantFrom('whole' as const, 'whole' as const, 'whole' as const, ...DELIVERIES),
			...changes,
		} satisfies { [Key in keyof ReplyPlan]: fc.Arbitrary<ReplyPlan[Key]> }).map((plan): AttackedReply => ({ attack, plan: withoutWaits(plan) })),
	});

	/** Replies that were made to mean something, in a transfer that does not change it. */
	const withMeaning = (attack: ReplyAttack, weight: number, made: fc.Arbitrary<{ value: IDataObject; status: number; meaning: Meaning; words?: string }>) => ({
		weight: weights[attack] ?? weight,
		arbitrary: made.chain(({ value, status, ...known }) =>
			withPlan(attack, 1, { body: fc.constant(toJsonText(value, now())), status: fc.constant(status) }).arbitrary.map((reply): AttackedReply => ({ ...reply, ...known })),
		),
	});

	return fc.oneof(
		withMeaning('none', 40, fc.record({ value: body, status: fc.constantFrom(200, 200, 200, 201), meaning: fc.constant('success' as const) })),
		withMeaning('error envelopes', 30, fc.tuple(apiError, errorStatus).map(([{ body: value, words }, status]) => ({ value, status, meaning: 'failure', words }))),
		withPlan('values', 200, { body: damaged }),
		withPlan('status', 50, { status: fc.oneof(fc.constantFrom(...STATUSES), fc.integer({ min: 100, max: 999 })), body: anyText }),
		withPlan('error envelopes', 30, {
			status: errorStatus,
			body: fc.tuple(errorBody, fc.array(mutation, { minLength: 1, maxLength: 2 })).map(([value, changes]) => expandPlaceholders(toJsonText(mutate(value, changes), now()))),
		}),
		withPlan('text', 40, { body: fc.oneof(otherText, cutText), status: fc.constantFrom(200, 200, 200, 404, 502) }),
		withPlan('headers', 30, { headers: fc.array(header, { maxLength: 3 }), body: anyText }),
		withPlan('coding', 30, { coding: fc.constantFrom(...CODINGS, ...DAMAGED_CODINGS), body: anyText }),
		withPlan('framing', 30, { framing: fc.constantFrom(...DAMAGED_FRAMINGS) }),
		withPlan('broken off', 30, { delivery: fc.constantFrom(...BROKEN_DELIVERIES) }),
		withPlan('hanging', 3, { delivery: fc.constantFrom(...HANGING_DELIVERIES) }),
		withPlan('redirects', 30, { status: fc.constantFrom(300, 301, 302, 303, 305, 307, 308), headers: location.map((to): Array<[string, string]> => [['Location', to]]), body: anyText }),
	);
}

/** A client may retry after these two statuses; Retry-After tells it not to wait. */
function withoutWaits(plan: ReplyPlan): ReplyPlan {
	if (plan.status !== 429 && plan.status !== 503) return plan;
	return { ...plan, headers: [...plan.headers.filter(([name]) => name !== 'Retry-After'), ['Retry-After', '0']] };
}
