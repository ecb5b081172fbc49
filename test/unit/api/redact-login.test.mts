import * as fc from 'fast-check';

import { basicAuth, encodeLogin } from '../../lib/basic-auth.mts';
import { readEnvelope } from '../../../nodes/shared/api/envelope';
import { redactLogin } from '../../../nodes/shared/api/redactLogin';
import { credential } from '../../lib/fakes.mts';

/** Its base64 form contains a plus and a slash, and ends with padding. */
const PASSWORD = 'p"ss wörd: 1/2+3%~?~>~~';
const BASE64 = encodeLogin('6034d7', PASSWORD);
const hide = (text: string) => redactLogin(text, `Basic ${BASE64}`);

describe('A login that a server echoes is redacted', () => {
	test.each<[string, string, string]>([
		['the header', `Bad header Authorization: Basic ${BASE64}.`, 'Bad header Authorization: Basic [hidden].'],
		['the header without its padding', `Basic ${BASE64.replace(/=+$/, '')} is wrong`, 'Basic [hidden] is wrong'],
		['the password', `The key ${PASSWORD} is wrong`, 'The key [hidden] is wrong'],
		['the login before encoding', `6034d7:${PASSWORD}`, '6034d7:[hidden]'],
		['the password in a URL', `/login?key=${encodeURIComponent(PASSWORD)}&a=1`, '/login?key=[hidden]&a=1'],
		['the header in a URL', `/?h=${encodeURIComponent(`Basic ${BASE64}`)}`, '/?h=Basic%20[hidden]'],
		['the password in JSON', JSON.stringify({ key: PASSWORD }), '{"key":"[hidden]"}'],
		['the beginning of the header', `Basic ${BASE64.slice(0, 14)}… is wrong`, 'Basic [hidden]… is wrong'],
		['all of it twice', `${PASSWORD}, ${BASE64}, ${PASSWORD}`, '[hidden], [hidden], [hidden]'],
	])('as %s', (_, text, expected) => expect(hide(text)).toBe(expected));

	test.each([
		'Basic authentication is required', 'Invalid credentials', 'App ID 6034d7 is unknown', 'participants: 5000 is above your plan', 'Authorization', '',
	])('but nothing else is: "%s"', (text) => expect(hide(text)).toBe(text));

	test('but not if the secret is so short that redacting it would garble the message', () => {
		expect(redactLogin('Error 10009: a key', basicAuth('id', '0'))).toBe('Error 10009: a key');
	});

	test('and the message is unchanged if no login was sent', () => {
		for (const none of [undefined, null, '', 'Basic ']) expect(redactLogin('Room not found, x', none)).toBe('Room not found, x');
	});

	test('for any secret and any text around it', () => {
		const secret = fc.string({ minLength: 6, unit: 'grapheme' });
		fc.assert(
			fc.property(secret, fc.string(), fc.string(), fc.nat(3), (password, before, after, form) => {
				const base64 = encodeLogin('id', password).replace(/=+$/, '');
				const forms = [password, encodeURIComponent(password), JSON.stringify(password).slice(1, -1), base64];
				fc.pre(!before.includes(forms[form]) && !'[hidden]'.includes(forms[form]));
				const shown = redactLogin(`${before} ${forms[form]} ${after}`, basicAuth('id', password));
				expect(shown.replaceAll('[hidden]', '')).not.toContain(forms[form]);
			}),
			{ numRuns: 1000 },
		);
	});
});

describe('An API error contains no part of a login', () => {
	const authorization = basicAuth(credential.appId, credential.appKey);
	const echo = `You sent ${authorization}, that is ${credential.appKey}`;
	const hidden = 'You sent Basic [hidden], that is [hidden]';

	test.each<[string, object, object]>([
		['error', { result: 1, error: echo }, { message: hidden }],
		['desc', { result: 1, error: 'No', desc: echo }, { message: hidden }],
		['a nested reason', { result: 1, error: { reason: echo } }, { message: hidden }],
		['a nested message', { result: 1, error: { message: echo } }, { message: hidden }],
		['the newer envelope', { status: 'error', error_code: echo, message: echo, request_id: echo }, { message: hidden, code: hidden, requestId: hidden }],
	])('that is echoed in %s', (_where, body, expected) => {
		for (const statusCode of [200, 400, 401, 500]) {
			for (const sent of [body, JSON.stringify(body), Buffer.from(JSON.stringify(body))]) {
				expect(readEnvelope({ statusCode, body: sent, authorization })).toMatchObject({ ok: false, failure: expected });
			}
		}
	});

	test('that is echoed in the status text', () => {
		expect(readEnvelope({ statusCode: 502, statusMessage: echo, body: '', authorization })).toMatchObject({ failure: { message: `The API returned HTTP 502 (${hidden})` } });
	});

	test('not even a prefix where a long message is cut', () => {
		for (let before = 430; before < 500; before++) {
			const result = readEnvelope({ statusCode: 400, body: { result: 1, error: `${'.'.repeat(before)} ${credential.appKey}` }, authorization });
			expect(result).toMatchObject({ failure: { message: expect.not.stringContaining(credential.appKey.slice(0, 4)) } });
		}
	});
});
