import * as fc from 'fast-check';
import { UserError } from 'n8n-workflow';

import { normalizeBaseUrl, readCredential } from '../../../nodes/shared/credential/credential';
import { credentialFields } from '../../../nodes/shared/credential/fields';
import { loginFor } from '../../../nodes/shared/credential/logins';
import { credential } from '../../lib/fakes.mts';

describe('Base URL', () => {
	test.each([
		['https://api.enablex.io/video/v2', 'https://api.enablex.io/video/v2'],
		['https://api.enablex.io/video/v2/', 'https://api.enablex.io/video/v2'],
		['https://api.enablex.io/video/v2///', 'https://api.enablex.io/video/v2'],
		[' https://api.enablex.io/v1\n', 'https://api.enablex.io/v1'],
		['https://API.EnableX.io:443/video/v2', 'https://api.enablex.io/video/v2'],
		['https://api.yourcpaas.com:8443/video/v1', 'https://api.yourcpaas.com:8443/video/v1'],
		['http://localhost:3000/video/v2', 'http://localhost:3000/video/v2'],
		['http://[::1]:3000', 'http://[::1]:3000'],
	])('%j is normalized to %s', (typed, expected) => {
		expect(normalizeBaseUrl(typed)).toBe(expected);
	});

	test.each<[unknown, RegExp]>([
		['', /^Base URL is empty/],
		['  ', /^Base URL is empty/],
		[undefined, /^Base URL is empty/],
		[7, /^Base URL is empty/],
		['api.enablex.io/video/v2', /is not a valid URL. In the EnableX API credential, enter an address such as https:/],
		['https://', /is not a valid URL/],
		['localhost:3000', /has to start with https:/],
		['ftp://api.enablex.io', /has to start with https:/],
		['javascript:alert(1)', /has to start with https:/],
		['https://app:key@api.enablex.io/video/v2', /contains a login, a query or a fragment/],
		['https://:key@api.enablex.io/video/v2', /contains a login, a query or a fragment/],
		['https://api.enablex.io/video/v2?a=1', /contains a login, a query or a fragment/],
		['https://api.enablex.io/video/v2#rooms', /contains a login, a query or a fragment/],
		['https://api.enablex.io/video/v2?', /contains a login, a query or a fragment/],
		['https://api.enablex.io/video/v2/#', /contains a login, a query or a fragment/],
	])('%j is rejected with a clear message', (typed, message) => {
		expect(() => normalizeBaseUrl(typed)).toThrow(message);
		expect(() => normalizeBaseUrl(typed)).toThrow(UserError);
	});

	test('with a login in it is rejected without repeating the login', () => {
		expect(() => normalizeBaseUrl('https://app:secret@api.enablex.io')).toThrow(/^(?!.*secret)/);
	});

	test('that is accepted is unchanged when normalized again, and routes can be appended to it', () => {
		fc.assert(
			fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (typed) => {
				let cleaned: string;
				try {
					cleaned = normalizeBaseUrl(typed);
				} catch (error) {
					expect(error).toBeInstanceOf(UserError);
					return;
				}
				expect(normalizeBaseUrl(cleaned)).toBe(cleaned);
				expect(new URL(`${cleaned}/rooms`).pathname).toMatch(/\/rooms$/);
			}),
		);
	});
});

describe('A credential', () => {
	test('is read as it was saved', () => {
		expect(readCredential({ ...credential })).toEqual(credential);
	});

	test('has its text fields trimmed, except the password, which may end with a space', () => {
		const typed = { ...credential, appId: ' id ', appKey: '\tkey\n', recordingsUsername: ' me ', recordingsPassword: ' secret ' };
		expect(readCredential(typed)).toMatchObject({ appId: 'id', appKey: 'key', recordingsUsername: 'me', recordingsPassword: ' secret ' });
	});

	test('has empty strings for fields that are missing or not strings', () => {
		expect(readCredential({ baseUrl: 'https://h.io', appKey: 7, recordingsPassword: null, allowUnauthorizedCerts: 'true' })).toEqual({
			appId: '',
			appKey: '',
			baseUrl: 'https://h.io',
			recordingsUsername: '',
			recordingsPassword: '',
			recordingsHosts: '',
			meetingDomain: '',
			allowUnauthorizedCerts: false,
		});
	});

	test.each([
		['acme.yourvideo.live', 'acme.yourvideo.live'],
		[' https://acme.yourvideo.live/ ', 'acme.yourvideo.live'],
		['HTTP://acme.yourvideo.live/605c43', 'acme.yourvideo.live'],
		['localhost:3000', 'localhost:3000'],
		['https://acme.live/x', 'acme.live'],
		['acme.live/x?y=1#z', 'acme.live'],
		['', ''],
	])('with the meeting domain %j has %j', (meetingDomain, expected) => {
		expect(readCredential({ ...credential, meetingDomain }).meetingDomain).toBe(expected);
	});

	test.each(['acme.live?x=1#f', 'acme.live#f', 'user:pw@acme.live', 'https://user:pw@acme.live/x', 'acme yourvideo', 'ftp://acme.live', 'acme.live\\x', '@', 'acme..live'])(
		'with the meeting domain %j is rejected with the name of the field',
		(meetingDomain) => {
			expect(() => readCredential({ ...credential, meetingDomain })).toThrow(UserError);
			expect(() => readCredential({ ...credential, meetingDomain })).toThrow(/^Meeting Domain (?!.*pw)/);
		},
	);

	test.each(['https://files.example.com', 'files.example.com/', 'HTTPS://files.example.com/', ' files.example.com ', 'x.io, https://files.example.com/recordings/'])(
		'with the recordings host %j means files.example.com',
		(recordingsHosts) => {
			const read = readCredential({ ...credential, recordingsHosts });
			const login = { username: credential.recordingsUsername, password: credential.recordingsPassword };
			expect(loginFor(new URL('https://files.example.com/a.mp4'), read)).toEqual(login);
			for (const other of ['https://files.example.com:8443/a', 'https://a.files.example.com/a', 'https://example.com/a', 'https://https/a']) {
				expect(loginFor(new URL(other), read)).toBeUndefined();
			}
		},
	);

	test('has the fields of saved credentials, and hides the secret ones', () => {
		const saved = credentialFields.filter(({ type }) => type !== 'hidden');
		expect(saved.map(({ name }) => name)).toEqual([
			'appId', 'appKey', 'baseUrl', 'recordingsUsername', 'recordingsPassword', 'recordingsHosts', 'webhookUsername', 'webhookPassword', 'meetingDomain', 'allowUnauthorizedCerts',
		]);
		const secret = saved.filter(({ typeOptions }) => typeOptions?.password === true);
		expect(secret.map(({ name }) => name)).toEqual(['appKey', 'recordingsPassword', 'webhookPassword']);
		const defaults = Object.fromEntries(saved.map((field) => [field.name, field.default]));
		expect(defaults).toMatchObject({ baseUrl: 'https://api.enablex.io/video/v2', recordingsHosts: '*.enablex.io', allowUnauthorizedCerts: false });
	});
});
