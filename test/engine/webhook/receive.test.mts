import path from 'node:path';
import { Ajv, type AnySchemaObject } from 'ajv';
import { loadOutputSchema } from 'n8n-core';
import type { INodeParameters } from 'n8n-workflow';

import { basicAuth } from '../../lib/basic-auth.mts';
import { useFixture } from '../../lib/engine/fixture.mts';
import { given } from '../../lib/engine/refusal.mts';
import { secretsIn } from '../../lib/engine/secrets.mts';
import { issuesOf, WebhookHost } from '../../lib/engine/webhook-host.mts';
import { closeListeners } from '../../lib/listener.mts';
import { NOTIFICATIONS, post, WEBHOOK_AUTHORIZATION, WEBHOOK_LOGIN } from '../../lib/notifications.mts';
import { locator } from '../../lib/operations/locator.mts';
import { secretsInValue } from '../../lib/secrets/canaries.mts';

const fixture = useFixture();
afterEach(closeListeners);

const EVENTS = ['roomdrop', 'recording', 'transcoded', 'file-transfer', 'other'];
const { roomdrop, transcoded } = NOTIFICATIONS;

/** A published workflow and the address of its webhook. */
async function publish(parameters: INodeParameters = {}) {
	const host = new WebhookHost(fixture().engine, parameters);
	await host.publish();
	return { host, url: await host.listen() };
}

/** What n8n has logged above the level of details. */
const logLines = () => fixture().logged.map((entry) => JSON.stringify(entry));

describe('A notification', () => {
	test.each(Object.entries(NOTIFICATIONS))('of type %s starts one execution with a flat item, and is answered 200', async (event, body) => {
		const { host, url } = await publish({ events: EVENTS });
		expect(await post(url, body)).toMatchObject({ status: 200 });
		expect(host.executions).toEqual([[expect.objectContaining({ event, conf_num: body.conf_num, occurred_at: '2026-05-28T20:26:40.000Z' })]]);
		expect([host.failures, logLines()]).toEqual([[], []]);
	});

	test('matches the schema that n8n shows before the first execution', async () => {
		const { host, url } = await publish({ events: EVENTS });
		const nodeDir = path.resolve(__dirname, '..', '..', '..', 'dist', 'nodes', 'EnableXVideoWebhookTrigger');
		const schema = loadOutputSchema({ nodeDir, version: 1 }) as AnySchemaObject;
		const validate = new Ajv({ strict: false, allErrors: true, allowUnionTypes: true }).compile({ ...schema, additionalProperties: false });
		for (const body of [...Object.values(NOTIFICATIONS), { type: 'unknown' }, { type: 5, conf_num: 6, stage: 'last' }]) await post(url, body);
		const items = host.executions.flat();
		expect(items.length).toBe(6);
		for (const item of items) expect([validate(item), validate.errors]).toEqual([true, null]);
	});

	test('without Simplify is the body as it came, with event_id added', async () => {
		const { host, url } = await publish({ events: EVENTS, simplify: false });
		await post(url, transcoded);
		expect(host.executions).toEqual([[{ ...transcoded, event_id: expect.any(String) }]]);
	});

	test('has the same event_id when it is delivered again', async () => {
		const { host, url } = await publish({ events: EVENTS });
		await Promise.all([post(url, roomdrop), post(url, { ...roomdrop, trans_date: 1780000060 }), post(url, transcoded)]);
		const ids = host.executions.flat().map(({ event_id }) => event_id);
		expect([ids.length, new Set(ids).size]).toEqual([3, 2]);
	});

	test.each(['application/json; charset=utf-8', 'text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'application/octet-stream', 'multipart/form-data; boundary=x', 'application/json; charset=utf-16', 'nonsense', ''])(
		'is read as JSON with the content type "%s"',
		async (contentType) => {
			const { host, url } = await publish();
			expect(await post(url, Buffer.from(JSON.stringify(roomdrop)), { contentType })).toMatchObject({ status: 200 });
			expect(host.executions).toHaveLength(1);
		},
	);

	test.each([
		['another event', {}, transcoded],
		['an unknown event, unless Other is chosen', { events: EVENTS.slice(0, -1) }, { ...roomdrop, type: 'user-joined' }],
		['another room', { filters: { roomId: locator('r2') } }, roomdrop],
		['another project', { events: EVENTS }, { ...roomdrop, app_id: 'other' }],
	])('of %s starts nothing, is answered 200 and leaves no line in the log', async (_what, parameters, body) => {
		const { host, url } = await publish(parameters);
		expect(await post(url, body)).toMatchObject({ status: 200 });
		expect([host.executions, host.failures, logLines()]).toEqual([[], [], []]);
	});

	test('of the chosen room starts the workflow', async () => {
		const { host, url } = await publish({ filters: { roomId: locator(roomdrop.room_id) } });
		await post(url, roomdrop);
		expect(host.executions).toHaveLength(1);
	});
});

describe('Where the credential has a webhook login', () => {
	beforeEach(() => fixture().engine.useCredential(WEBHOOK_LOGIN));

	test('a request with it starts the workflow', async () => {
		const { host, url } = await publish();
		expect(await post(url, roomdrop, { authorization: WEBHOOK_AUTHORIZATION })).toMatchObject({ status: 200 });
		expect(host.executions).toHaveLength(1);
	});

	test.each([
		['no login', undefined],
		['another password', basicAuth(WEBHOOK_LOGIN.webhookUsername, 'other')],
		['another user', basicAuth('other', WEBHOOK_LOGIN.webhookPassword)],
		['a login that is not base64', 'Basic !!!'],
		['another scheme', 'Bearer abc'],
	])('a request with %s gets 401, starts no execution and leaves one line in the log', async (_what, authorization) => {
		const { host, url } = await publish();
		for (const body of [roomdrop, '{ broken', '']) {
			fixture().logged.length = 0;
			const { status, headers, text } = await post(url, body, { authorization });
			expect([status, headers['www-authenticate'], JSON.parse(text)]).toEqual([401, expect.stringMatching(/^Basic /), { message: 'Wrong or missing login' }]);
			expect(logLines()).toEqual([expect.stringContaining('answered a request with 401')]);
		}
		expect([host.executions, host.failures, host.refusedByHost]).toEqual([[], [], 0]);
	});

	test('no secret is logged or answered, whatever is sent', async () => {
		const { url } = await publish();
		const replies = [];
		for (const authorization of [undefined, WEBHOOK_AUTHORIZATION, basicAuth('my-user', 'my-password-of-another-service')]) {
			for (const body of [roomdrop, '{ broken', [], 'x'.repeat(2_000_000)]) replies.push((await post(url, body, { authorization })).text);
		}
		const secrets = { 'webhook password': WEBHOOK_LOGIN.webhookPassword.trim(), 'a stranger\'s password': 'my-password-of-another-service' };
		expect(secretsInValue([replies, fixture().logged], secrets)).toEqual([]);
		expect(secretsIn(fixture(), replies)).toEqual([]);
		expect(fixture().logged.length).toBe(11);
	});
});

describe('The settings', () => {
	test('are valid by default', () => {
		expect(issuesOf(fixture().engine, {})).toBeNull();
		expect(issuesOf(fixture().engine, { filters: { roomId: locator('r2') } })).toBeNull();
		expect(issuesOf(fixture().engine, { events: [] })).toMatchObject({ parameters: { events: expect.any(Array) } });
	});

	const WRONG: Array<[what: string, parameters: INodeParameters, credential: object, message: string]> = [
		['only a user name', {}, { webhookUsername: 'u' }, 'Webhook Password is empty'],
		['only a password', {}, { webhookPassword: 'p' }, 'Webhook Username is empty'],
		['no event', { events: [] }, {}, 'Events is empty'],
		['an unknown event', { events: ['left'] }, {}, 'Events "left" is not a valid option'],
		['an invalid room', { filters: { roomId: { __rl: true, mode: 'id', value: '../x' } } }, {}, 'Room "../x" is not an ID'],
		['a link of another service', { filters: { roomId: { __rl: true, mode: 'url', value: 'https://zoom.us/j/123456789' } } }, {}, 'Room is not an EnableX join link'],
		['a Simplify that is neither on nor off', { simplify: given('perhaps') }, {}, 'Simplify has to be on or off'],
	];
	test.each(WRONG)('with %s stop the publication, and the test, with a sentence', async (_what, parameters, credential, message) => {
		fixture().engine.useCredential({ ...credential });
		for (const mode of ['trigger', 'manual'] as const) {
			await expect(new WebhookHost(fixture().engine, parameters).publish(mode)).rejects.toThrow(message);
		}
	});

	test.each(WRONG)('with %s, changed while the workflow is live, start nothing: 500, and one line in the log', async (_what, parameters, credential, message) => {
		const host = new WebhookHost(fixture().engine, parameters);
		fixture().engine.useCredential({ ...credential });
		const { status, text } = await post(await host.listen(), roomdrop);
		expect([status, host.executions, host.failures]).toEqual([500, [], []]);
		expect(text).not.toContain(message);
		expect(logLines()).toEqual([expect.stringContaining(JSON.stringify(`answered a request with 500: ${message}`).slice(1, -1))]);
	});

	test('with half a login accept nobody, not even with that half', async () => {
		fixture().engine.useCredential({ webhookUsername: 'u' });
		const host = new WebhookHost(fixture().engine);
		const url = await host.listen();
		for (const authorization of [undefined, basicAuth('u', '')]) await post(url, roomdrop, { authorization });
		expect(host.executions).toEqual([]);
	});
});
