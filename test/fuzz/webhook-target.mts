/** Hostile requests to the webhook trigger, over HTTP. What each must lead to follows from how it was made. */
import { deflateSync, gzipSync } from 'node:zlib';
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../lib/operations/values.mts';
import { WebhookHost } from '../lib/engine/webhook-host.mts';
import { NOTIFICATIONS, post, WEBHOOK_AUTHORIZATION, WEBHOOK_LOGIN } from '../lib/notifications.mts';
import { secretsInValue } from '../lib/secrets/canaries.mts';
import { expandPlaceholders, mutate, mutation } from './mutations.mts';
import { APP_ID, SECRETS, type Simulation } from './simulation.mts';
import { anyTarget } from './target.mts';

interface WebhookCase {
	attack: string;
	body: Buffer;
	contentType: string;
	coding: 'none' | 'gzip' | 'deflate' | 'damaged';
	authorization: string | undefined;
	hasLogin: boolean;
	simplify: boolean;
}

const MAX_BYTES = 1024 * 1024;
const MAX_LEVELS = 32;
const SECRET_NAMES = { ...Object.fromEntries(SECRETS.map((secret) => [secret, secret])), 'webhook password': WEBHOOK_LOGIN.webhookPassword.trim() };
const FIELDS = ['event', 'occurred_at', 'conf_num', 'room_id', 'files', 'stage', 'file_size', 'destination', 'event_id'];

const documented = fc.constantFrom(...Object.values(NOTIFICATIONS)).map((body) => ({ ...body, app_id: APP_ID }));
const mutated = fc.tuple(documented, fc.array(mutation, { minLength: 1, maxLength: 4 })).map(([body, changes]) => Buffer.from(expandPlaceholders(JSON.stringify(mutate(body, changes)) ?? '')));
const whole = documented.map((body) => Buffer.from(JSON.stringify(body)));
const BODIES: Record<string, fc.Arbitrary<Buffer>> = {
	none: whole,
	values: mutated,
	'broken off': fc.tuple(whole, fc.nat(1_000)).map(([bytes, cut]) => bytes.subarray(0, cut % bytes.length)),
	'other JSON': fc.json().map((text) => Buffer.from(text)),
	text: fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
	bytes: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
	'other encodings': fc.tuple(whole, fc.constantFrom('utf16le' as const, 'latin1' as const)).map(([bytes, encoding]) => Buffer.from(`\uFEFF${bytes.toString()}`, encoding)),
	huge: fc.integer({ min: 1, max: 3 }).map((megabytes) => Buffer.from(JSON.stringify({ type: 'roomdrop', padding: 'x'.repeat(megabytes * MAX_BYTES) }))),
};
const TYPES = ['application/json', '', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml', 'application/json; charset=utf-16', 'application/json; charset=%E0%A4', 'a/b;c', ';;;'];
const LOGINS = [undefined, '', 'Basic', 'Basic ', 'basic OjpoOg==', 'Bearer x', 'Basic eDp5', `${WEBHOOK_AUTHORIZATION}x`, `${WEBHOOK_AUTHORIZATION}, Basic eDp5`, 'Basic ====', 'Digest username="enablex"', `Basic ${'A'.repeat(4000)}`];

const cases: fc.Arbitrary<WebhookCase> = fc
	.record({
		content: fc.oneof(...Object.entries(BODIES).map(([attack, body]) => fc.record({ attack: fc.constant(attack), body }))),
		contentType: fc.constantFrom(...TYPES),
		coding: fc.constantFrom('none' as const, 'none' as const, 'none' as const, 'gzip' as const, 'deflate' as const, 'damaged' as const),
		// The right login as often as all others together, or the bodies would hardly ever be read.
		authorization: fc.oneof(fc.constant(WEBHOOK_AUTHORIZATION), fc.constantFrom(...LOGINS)),
		hasLogin: fc.boolean(),
		simplify: fc.boolean(),
	})
	.map(({ content, ...rest }) => ({ ...content, ...rest }));

const depthOf = (value: unknown): number => (typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0);

/** The notification in a body, if it has one; known without the code under test. */
function notificationIn(bytes: Buffer): IDataObject | undefined {
	if (bytes.length > MAX_BYTES) return undefined;
	const text = bytes.toString('utf8');
	// A round trip changes bytes that are not UTF-8.
	if (!Buffer.from(text).equals(bytes)) return undefined;
	try {
		const body: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
		const isNamed = isObject(body) && ((typeof body.type === 'string' && body.type !== '') || Number.isFinite(body.type));
		return isNamed && depthOf(body) <= MAX_LEVELS ? body : undefined;
	} catch {
		return undefined;
	}
}

/** The status that a request must get, and whether it starts an execution. */
function expectedOf({ body, coding, authorization, hasLogin }: WebhookCase): { status: number; starts: boolean } {
	if (hasLogin && authorization !== WEBHOOK_AUTHORIZATION) return { status: 401, starts: false };
	const notification = coding === 'damaged' ? undefined : notificationIn(body);
	if (notification === undefined) return { status: 400, starts: false };
	const { app_id: app } = notification;
	const isOther = (typeof app === 'string' && app !== '' && app !== APP_ID) || Number.isFinite(app);
	return { status: 200, starts: !isOther };
}

const packed = ({ body, coding }: WebhookCase): Buffer => (coding === 'gzip' ? gzipSync(body) : coding === 'deflate' ? deflateSync(body) : body);

async function run(attempt: WebhookCase, simulation: Simulation): Promise<'items' | 'error'> {
	const { contentType, coding, authorization, hasLogin, simplify } = attempt;
	const none = { webhookUsername: '', webhookPassword: '' };
	simulation.unhandled.length = 0;
	simulation.engine.useCredential(hasLogin ? WEBHOOK_LOGIN : none);
	const host = new WebhookHost(simulation.engine, { events: ['roomdrop', 'recording', 'transcoded', 'file-transfer', 'other'], simplify });
	const { lines, restore } = watchLog();
	try {
		const contentEncoding = coding === 'none' ? undefined : coding === 'damaged' ? 'gzip' : coding;
		const headers = { ...(contentEncoding && { 'content-encoding': contentEncoding }) };
		const reply = await post(await host.listen(), packed(attempt), { authorization, contentType, headers });
		const expected = expectedOf(attempt);
		if (host.failures.length > 0 || host.refusedByHost > 0) throw new Error(`The node threw: ${String(host.failures[0])}`);
		if (reply.status !== expected.status) throw new Error(`The answer is ${reply.status}, not ${expected.status}: ${reply.text}`);
		if (host.executions.length !== Number(expected.starts)) throw new Error(`${host.executions.length} executions were started`);
		if (lines.length !== Number(reply.status !== 200)) throw new Error(`${lines.length} lines were logged`);
		const leaked = secretsInValue([reply.text, lines], SECRET_NAMES);
		if (leaked.length > 0) throw new Error(`A secret was told: ${leaked.join(', ')}`);
		const [[item] = []] = host.executions;
		if (item && simplify && Object.keys(item).join() !== FIELDS.join()) throw new Error(`The item has other fields: ${Object.keys(item).join()}`);
		if (item && !/^[0-9a-f]{32}$/.test(String(item.event_id))) throw new Error('The item has no event_id');
		return expected.starts ? 'items' : 'error';
	} finally {
		restore();
		simulation.engine.useCredential(none);
		await host.close();
	}
}

/** Collects what the node logs, instead of printing thousands of lines. */
function watchLog() {
	const logger = Container.get(Logger);
	const lines: unknown[] = [];
	const { warn } = logger;
	Object.assign(logger, { warn: (...entry: unknown[]) => void lines.push(entry) });
	return { lines, restore: () => void Object.assign(logger, { warn }) };
}

export const webhookTarget = anyTarget<WebhookCase>({ name: 'requests webhook', weight: 4, cases, kindOf: ({ attack }) => attack, run });
