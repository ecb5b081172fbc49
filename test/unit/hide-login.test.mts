import * as fc from 'fast-check';

import { readEnvelope } from '../../nodes/shared/envelope';
import { hideLogin } from '../../nodes/shared/hideLogin';
import { credential } from './fakes.mts';

const basic = (username: string, password: string) => Buffer.from(`${username}:${password}`).toString('base64');
/** Its base64 ends with padding and has a plus and a slash in it. */
const PASSWORD = 'p"ss wörd: 1/2+3%~?~>~~';
const BASE64 = basic('6034d7', PASSWORD);
const hide = (text: string) => hideLogin(text, `Basic ${BASE64}`);

describe('A text of a server loses the login that it echoes', () => {
	test.each<[string, string, string]>([
		['the header', `Bad header Authorization: Basic ${BASE64}.`, 'Bad header Authorization: Basic [hidden].'],
		['the header without its padding', `Basic ${BASE64.replace(/=+$/, '')} is wrong`, 'Basic [hidden] is wrong'],
		['the password', `The key ${PASSWORD} is wrong`, 'The key [hidden] is wrong'],
		['the login as it was before its encoding', `6034d7:${PASSWORD}`, '6034d7:[hidden]'],
		['the password in an address', `/login?key=${encodeURIComponent(PASSWORD)}&a=1`, '/login?key=[hidden]&a=1'],
		['the header in an address', `/?h=${encodeURIComponent(`Basic ${BASE64}`)}`, '/?h=Basic%20[hidden]'],
		['the password in JSON', JSON.stringify({ key: PASSWORD }), '{"key":"[hidden]"}'],
		['the beginning of the header', `Basic ${BASE64.slice(0, 14)}… is wrong`, 'Basic [hidden]… is wrong'],
		['all of it twice', `${PASSWORD}, ${BASE64}, ${PASSWORD}`, '[hidden], [hidden], [hidden]'],
	])('as %s', (_, text, expected) => expect(hide(text)).toBe(expected));

	test.each([
		'Basic authentication is required', 'Invalid credentials', 'App ID 6034d7 is unknown', 'participants: 5000 is above your plan', 'Authorization', '',
	])('and nothing else: "%s"', (text) => expect(hide(text)).toBe(text));

	test('but keeps its words when the secret is so short that it would cut them apart', () => {
		expect(hideLogin('Error 10009: a key', `Basic ${basic('id', '0')}`)).toBe('Error 10009: a key');
	});

	test('and is whole when no login was sent', () => {
		for (const none of [undefined, null, '', 'Basic ']) expect(hideLogin('Room not found, x', none)).toBe('Room not found, x');
	});

	test('whatever the secret and whatever stands around it', () => {
		const secret = fc.string({ minLength: 6, unit: 'grapheme' });
		fc.assert(
			fc.property(secret, fc.string(), fc.string(), fc.nat(3), (password, before, after, form) => {
				const base64 = basic('id', password).replace(/=+$/, '');
				const forms = [password, encodeURIComponent(password), JSON.stringify(password).slice(1, -1), base64];
				fc.pre(!before.includes(forms[form]) && !'[hidden]'.includes(forms[form]));
				const shown = hideLogin(`${before} ${forms[form]} ${after}`, `Basic ${basic('id', password)}`);
				expect(shown.replaceAll('[hidden]', '')).not.toContain(forms[form]);
			}),
			{ numRuns: 1000 },
		);
	});
});

describe('An error of the API repeats no part of the login', () => {
	const authorization = `Basic ${basic(credential.appId, credential.appKey)}`;
	const echo = `You sent ${authorization}, that is ${credential.appKey}`;
	const hidden = 'You sent Basic [hidden], that is [hidden]';

	test.each<[string, object, object]>([
		['error', { result: 1, error: echo }, { message: hidden }],
		['desc', { result: 1, error: 'No', desc: echo }, { message: hidden }],
		['a nested reason', { result: 1, error: { reason: echo } }, { message: hidden }],
		['a nested message', { result: 1, error: { message: echo } }, { message: hidden }],
		['the newer envelope', { status: 'error', error_code: echo, message: echo, request_id: echo }, { message: hidden, code: hidden, requestId: hidden }],
	])('that stands in %s', (_where, body, expected) => {
		for (const statusCode of [200, 400, 401, 500]) {
			for (const sent of [body, JSON.stringify(body), Buffer.from(JSON.stringify(body))]) {
				expect(readEnvelope({ statusCode, body: sent, authorization })).toMatchObject({ ok: false, failure: expected });
			}
		}
	});

	test('that stands in the words of the status', () => {
		expect(readEnvelope({ statusCode: 502, statusMessage: echo, body: '', authorization })).toMatchObject({ failure: { message: `The API answered HTTP 502 (${hidden})` } });
	});

	test('not even a beginning of it at the place where a long message is cut', () => {
		for (let before = 430; before < 500; before++) {
			const verdict = readEnvelope({ statusCode: 400, body: { result: 1, error: `${'.'.repeat(before)} ${credential.appKey}` }, authorization });
			expect(verdict).toMatchObject({ failure: { message: expect.not.stringContaining(credential.appKey.slice(0, 4)) } });
		}
	});
});
