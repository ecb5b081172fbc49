import * as fc from 'fast-check';
import type { IHttpRequestOptions } from 'n8n-workflow';

import { authorize } from '../../nodes/shared/authorize';
import { credential } from './fakes.mts';

type AnyRequest = IHttpRequestOptions & Record<string, unknown>;

/** A request as n8n hands it over; the older form has `uri` where the newer one has `url`. */
const requestOf = (fields: Record<string, unknown>): AnyRequest => Object.assign(Object.create(null), fields);
const send = (fields: Record<string, unknown>, changes: Partial<typeof credential> = {}) =>
	requestOf({ ...authorize({ ...credential, ...changes }, requestOf(fields)) });

const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const APP = basic(credential.appId, credential.appKey);
const RECORDINGS = basic(credential.recordingsUsername, credential.recordingsPassword);

describe('A request gets the whole address that it is judged by', () => {
	test.each([
		['a path is meant below Base URL', { url: '/rooms' }, 'https://api.enablex.io/video/v2/rooms'],
		['a path without its slash as well', { url: 'rooms' }, 'https://api.enablex.io/video/v2/rooms'],
		['an empty address is Base URL', { url: '' }, 'https://api.enablex.io/video/v2'],
		['a base of its own wins over Base URL', { baseURL: 'https://x.io/a/', url: '/b' }, 'https://x.io/a/b'],
		['a base with an address behind it is left out', { baseURL: 'https://x.io/a', url: 'https://y.io/b' }, 'https://y.io/b'],
		['an address in capitals counts as one', { url: 'HTTPS://Y.io/b' }, 'https://y.io/b'],
		['slashes at the start of a path are one', { baseURL: 'https://x.io/a//', url: '/b/' }, 'https://x.io/a/b/'],
		['dots are resolved before it is judged', { url: '/../../../x' }, 'https://api.enablex.io/x'],
		['a space before an address makes it a path', { url: ' https://evil.example/' }, 'https://api.enablex.io/video/v2/%20https://evil.example/'],
		['an address without slashes is a path', { url: 'https:evil.example' }, 'https://api.enablex.io/video/v2/https:evil.example'],
		['backslashes lead to no other host', { url: '\\\\evil.example/a' }, 'https://api.enablex.io/video/v2///evil.example/a'],
		['a user name without a host is a path', { url: '@evil.example' }, 'https://api.enablex.io/video/v2/@evil.example'],
	])('%s', (_, fields, expected) => {
		const request = send(fields);
		expect(request.url).toBe(expected);
		expect(request).not.toHaveProperty('baseURL');
	});

	test('in the older form of a request too', () => {
		const request = send({ uri: 'https://api.enablex.io/video/v2/rooms' });
		expect(request.uri).toBe('https://api.enablex.io/video/v2/rooms');
		expect(request.headers).toEqual({ Authorization: APP });
		expect(send({ uri: 'https://evil.example/' }).headers).toBeUndefined();
	});

	test('and where both forms are there, url is the one that is called, so it is judged', () => {
		expect(send({ url: 'https://evil.example/', uri: 'https://api.enablex.io/' }).headers).toBeUndefined();
	});

	test.each(['//evil.example/rooms', 'https://', 'http://[::1', '//'])('an address such as %s is refused', (url) => {
		expect(() => send({ url })).toThrow('Invalid URL');
	});
});

describe('A request carries the login that belongs to its address', () => {
	test('App ID and App Key to the API, beside the headers it has', () => {
		const request = send({ url: '/rooms', headers: { Accept: 'application/json' } });
		expect(request.headers).toEqual({ Accept: 'application/json', Authorization: APP });
	});

	test('the recordings login to the hosts of recordings, whatever characters it has', () => {
		expect(send({ url: 'https://portal.enablex.io/a.mp4' }).headers).toEqual({ Authorization: RECORDINGS });
		const request = send({ url: 'https://portal.enablex.io/a.mp4' }, { recordingsUsername: 'ü@x.io', recordingsPassword: 'pä:ss ' });
		expect(Buffer.from(String(request.headers?.Authorization).slice(6), 'base64').toString('utf8')).toBe('ü@x.io:pä:ss ');
	});

	test('none to anybody else, and such a request stays as it was', () => {
		const fields = { url: 'https://evil.example/a', headers: { Authorization: 'Basic own' }, json: true };
		expect({ ...send(fields, { allowUnauthorizedCerts: true }) }).toEqual(fields);
	});

	test.each([
		['https downgraded to http', 'http://api.enablex.io/video/v2/rooms'],
		['a user name that looks like the host', 'https://api.enablex.io@evil.example/'],
		['a login that looks like the host', 'https://api.enablex.io:x@evil.example/'],
		['a backslash before the host', 'https://evil.example\\@api.enablex.io/'],
		['a host that only begins alike', 'https://api.enablex.io.evil.example/'],
		['a base of another host', undefined],
	])('none with %s', (_, url) => {
		const request = send(url === undefined ? { baseURL: 'https://evil.example', url: '/rooms' } : { url });
		expect(request.headers).toBeUndefined();
	});
});

describe('A request with a login', () => {
	test('never follows redirects, in the words of the newer and of the older form', () => {
		for (const url of ['/rooms', 'https://portal.enablex.io/a.mp4']) {
			expect(send({ url, followRedirect: true })).toMatchObject({ disableFollowRedirect: true, followRedirect: false, followAllRedirects: false });
		}
	});

	test('ignores certificates only when the credential says so', () => {
		const loose = { skipSslCertificateValidation: true, rejectUnauthorized: false };
		expect(send({ url: '/rooms' }, { allowUnauthorizedCerts: true })).toMatchObject(loose);
		expect(send({ url: '/rooms' })).not.toHaveProperty('skipSslCertificateValidation');
		expect(send({ url: '/rooms' })).not.toHaveProperty('rejectUnauthorized');
	});

	test('can be authorized a second time, for a second try, without a change', () => {
		const first = authorize(credential, requestOf({ url: '/rooms' }));
		const again = authorize(credential, requestOf({ ...first }));
		expect({ ...again }).toEqual({ ...first });
	});
});

const scrap = fc.constantFrom(
	'https:', 'http:', '//', '/', '\\', '@', ':', '?', '#', '.', '..', ' ', '\t', '%2f', ':443', ':8443',
	'api.enablex.io', 'portal.enablex.io', 'evil.example', 'video/v2', 'rooms', '[::1]',
);
const anyAddress = fc.oneof(fc.array(scrap, { maxLength: 10 }).map((scraps) => scraps.join('')), fc.string(), fc.webUrl());

test('Whatever the address, in either form, a login goes only where it belongs', () => {
	fc.assert(
		fc.property(anyAddress, fc.option(anyAddress, { nil: undefined }), fc.constantFrom('url', 'uri'), (address, baseURL, form) => {
			let request: AnyRequest;
			try {
				request = send({ [form]: address, ...(baseURL !== undefined && { baseURL }) });
			} catch (error) {
				expect(error).toHaveProperty('message', 'Invalid URL');
				return;
			}
			const called = new URL(String(request[form]));
			const login = request.headers?.Authorization;
			if (called.origin === 'https://api.enablex.io') expect(login).toBe(APP);
			else if (/^https:\/\/([^/:]+\.enablex\.io\.?|files\.example\.com:8443)$/.test(called.origin)) expect(login).toBe(RECORDINGS);
			else expect(login).toBeUndefined();
		}),
		{ numRuns: 3000 },
	);
});
