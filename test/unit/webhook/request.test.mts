import fc from 'fast-check';
import { UserError } from 'n8n-workflow';

import { MAX_BYTES, readNotification } from '../../../nodes/EnableXVideoWebhookTrigger/notification/body';
import { isWanted } from '../../../nodes/EnableXVideoWebhookTrigger/notification/filter';
import { hasLogin } from '../../../nodes/EnableXVideoWebhookTrigger/notification/login';
import { readWebhookCredential } from '../../../nodes/shared/credential/webhookLogin';
import { basicAuth } from '../../lib/basic-auth.mts';
import { APP_ID, NOTIFICATIONS } from '../../lib/notifications.mts';

const bytes = (text: string) => Buffer.from(text);
const { roomdrop } = NOTIFICATIONS;

describe('A body', () => {
	test.each([
		['JSON', JSON.stringify(roomdrop)],
		['JSON after a byte order mark', `\uFEFF${JSON.stringify(roomdrop)}`],
		['JSON with spaces around it', `\n ${JSON.stringify(roomdrop, null, 2)} \n`],
	])('of %s is a notification', (_what, text) => {
		expect(readNotification(bytes(text))).toEqual({ notification: roomdrop });
	});

	const nested = (levels: number) => `{"type":"x","a":${'['.repeat(levels)}${']'.repeat(levels)}}`;
	test.each([
		['nothing', '', 'The body is empty'],
		['spaces', '  ', 'The body is not JSON'],
		['text', 'roomdrop', 'The body is not JSON'],
		['a form', 'type=roomdrop&conf_num=1', 'The body is not JSON'],
		['half of a JSON object', JSON.stringify(roomdrop).slice(0, -5), 'The body is not JSON'],
		['UTF-16', Buffer.from(JSON.stringify(roomdrop), 'utf16le'), 'The body is not JSON'],
		['Latin-1', Buffer.from('{"type":"ä"}', 'latin1'), 'The body is not JSON'],
		['null', 'null', 'The body is not a JSON object'],
		['a number', '5', 'The body is not a JSON object'],
		['JSON text', '"roomdrop"', 'The body is not a JSON object'],
		['a list', JSON.stringify([roomdrop]), 'The body is not a JSON object'],
		['an object without a type', '{}', 'The body has no event type'],
		['an empty type', '{"type":""}', 'The body has no event type'],
		['a type that is an object', '{"type":{}}', 'The body has no event type'],
		['an object that is nested a thousand deep', nested(1000), 'The body is nested more than 32 levels deep'],
		['an object that is nested a hundred thousand deep', nested(100_000), 'The body is nested more than 32 levels deep'],
		['more than a megabyte', JSON.stringify({ ...roomdrop, padding: 'x'.repeat(MAX_BYTES) }), `The body has more than ${MAX_BYTES} bytes`],
	])('of %s is none', (_what, body, reason) => {
		expect(readNotification(Buffer.from(body as string))).toEqual({ reason });
	});

	test('that is nested like a notification, and far deeper, is one', () => {
		expect(readNotification(bytes(nested(31)))).toHaveProperty('notification');
	});

	test('of any bytes is never an error, and the reason quotes nothing of it', () => {
		fc.assert(
			fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytes), fc.string().map(bytes)), (body) => {
				const result = readNotification(body);
				if ('reason' in result) expect(result.reason).toMatch(/^The body (is empty|is not JSON|is not a JSON object|has no event type|is nested more than 32 levels deep)$/);
				else expect(typeof result.notification.type).toBe('string');
			}),
			{ numRuns: 5000 },
		);
	});
});

describe('A login', () => {
	const LOGIN = { username: 'enablex', password: 'pass:wörd ' };
	const right = basicAuth(LOGIN.username, LOGIN.password);

	test.each([
		['as documented', right],
		['with the scheme in other letters', right.replace('Basic', 'bAsIc')],
		['with more spaces', right.replace(' ', '   ')],
		['without the padding of base64', right.replace(/=+$/, '')],
	])('is accepted %s', (_what, header) => {
		expect(hasLogin(header, LOGIN)).toBe(true);
	});

	test.each([
		['no header', undefined],
		['an empty header', ''],
		['an empty login', 'Basic '],
		['only the user name', basicAuth(LOGIN.username, '')],
		['only the password', basicAuth('', LOGIN.password)],
		['another password', basicAuth(LOGIN.username, 'pass:wörd')],
		['a longer password', basicAuth(LOGIN.username, 'pass:wörd  ')],
		['another user', basicAuth('Enablex', LOGIN.password)],
		['user and password in reverse order', basicAuth(LOGIN.password, LOGIN.username)],
		['the login without base64', `Basic ${LOGIN.username}:${LOGIN.password}`],
		['the login without a scheme', right.replace('Basic ', '')],
		['another scheme', right.replace('Basic', 'Bearer')],
		['the login and a character that completes no byte', `${right.replace(/=+$/, '')}x`],
		['the login twice', `${right}, ${right}`],
		['the login in a list', [right]],
	])('is refused with %s', (_what, header) => {
		expect(hasLogin(header, LOGIN)).toBe(false);
	});

	test('is refused for any other user and password', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (username, password) => {
				expect(hasLogin(basicAuth(username, password), LOGIN)).toBe(`${username}:${password}` === `${LOGIN.username}:${LOGIN.password}`);
			}),
			{ numRuns: 2000 },
		);
	});
});

describe('The login of the credential', () => {
	test.each([
		['both fields', { appId: ' a ', webhookUsername: ' u ', webhookPassword: ' p ' }, { appId: 'a', login: { username: 'u', password: ' p ' } }],
		['neither field', { appId: 'a', webhookUsername: ' ', webhookPassword: '' }, { appId: 'a' }],
		['fields from before they existed', { appId: 'a' }, { appId: 'a' }],
	])('is read from %s', (_what, data, expected) => {
		expect(readWebhookCredential(data)).toEqual(expected);
	});

	test.each([
		['Webhook Password', { webhookUsername: 'u', webhookPassword: '' }],
		['Webhook Username', { webhookUsername: ' ', webhookPassword: 'p' }],
	])('is an error that names %s if only that is missing', (missing, data) => {
		expect(() => readWebhookCredential(data)).toThrow(UserError);
		expect(() => readWebhookCredential(data)).toThrow(`${missing} is empty. In the EnableX API credential, fill in both`);
	});
});

describe('A notification', () => {
	const ALL = { appId: APP_ID, events: ['roomdrop', 'recording', 'transcoded', 'file-transfer', 'other'], roomId: '' } as const;
	const cases: Array<[what: string, body: object, filter: object, expected: boolean]> = [
		['of the project', {}, {}, true],
		['of a project whose ID is a number', { app_id: 42 }, { appId: '42' }, true],
		['without a project', { app_id: undefined }, {}, true],
		['of another project', { app_id: 'other' }, {}, false],
		['of the room', {}, { roomId: roomdrop.room_id }, true],
		['of another room', { room_id: 'other' }, { roomId: roomdrop.room_id }, false],
		['without a room', { room_id: undefined }, { roomId: roomdrop.room_id }, false],
		['of a chosen event', {}, { events: ['roomdrop'] }, true],
		['of another event', {}, { events: ['recording', 'other'] }, false],
		['of an unknown event, with Other', { type: 'user-joined' }, { events: ['other'] }, true],
		['of an unknown event, without Other', { type: 'user-joined' }, { events: ['roomdrop'] }, false],
		['of an event with the name of a method', { type: 'toString' }, { events: ['roomdrop'] }, false],
	];
	test.each(cases)('%s', (_what, body, filter, expected) => {
		expect(isWanted({ ...roomdrop, ...body }, { ...ALL, ...filter })).toBe(expected);
	});
});
