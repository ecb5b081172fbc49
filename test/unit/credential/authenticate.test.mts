import * as fc from 'fast-check';
import type { IHttpRequestOptions } from 'n8n-workflow';

import { basicAuth } from '../../lib/basic-auth.mts';
import { authenticateRequest } from '../../../nodes/shared/credential/authenticate';
import { credential } from '../../lib/fakes.mts';

type AnyRequest = IHttpRequestOptions & Record<string, unknown>;

/** A request as n8n passes it; the older form has `uri` where the newer one has `url`. */
const requestOf = (fields: Record<string, unknown>): AnyRequest => Object.assign(Object.create(null), fields);
const send = (fields: Record<string, unknown>, changes: Partial<typeof credential> = {}) =>
	requestOf({ ...authenticateRequest({ ...credential, ...changes }, requestOf(fields)) });

const APP = basicAuth(credential.appId, credential.appKey);
const RECORDINGS = basicAuth(credential.recordingsUsername, credential.recordingsPassword);

describe('The URL of a request is completed before its login is chosen', () => {
	test.each([
		['a path is resolved below Base URL', { url: '/rooms' }, 'https://api.enablex.io/video/v2/rooms'],
		['a path without a leading slash, too', { url: 'rooms' }, 'https://api.enablex.io/video/v2/rooms'],
		['an empty URL is Base URL', { url: '' }, 'https://api.enablex.io/video/v2'],
		['its own baseURL takes precedence over Base URL', { baseURL: 'https://x.io/a/', url: '/b' }, 'https://x.io/a/b'],
		['its own baseURL is ignored if the URL is absolute', { baseURL: 'https://x.io/a', url: 'https://y.io/b' }, 'https://y.io/b'],
		['an absolute URL may have an upper-case scheme', { url: 'HTTPS://Y.io/b' }, 'https://y.io/b'],
		['duplicate slashes before a path are merged', { baseURL: 'https://x.io/a//', url: '/b/' }, 'https://x.io/a/b/'],
		['dots are resolved first', { url: '/../../../x' }, 'https://api.enablex.io/x'],
		['a space before a URL makes it a path', { url: ' https://evil.example/' }, 'https://api.enablex.io/video/v2/%20https://evil.example/'],
		['a URL without slashes is a path', { url: 'https:evil.example' }, 'https://api.enablex.io/video/v2/https:evil.example'],
		['backslashes do not lead to another host', { url: '\\\\evil.example/a' }, 'https://api.enablex.io/video/v2///evil.example/a'],
		['a user name without a host is a path', { url: '@evil.example' }, 'https://api.enablex.io/video/v2/@evil.example'],
	])('%s', (_, fields, expected) => {
		const request = send(fields);
		expect(request.url).toBe(expected);
		expect(request).not.toHaveProperty('baseURL');
	});

	test('also in the older form of a request', () => {
		const request = send({ uri: 'https://api.enablex.io/video/v2/rooms' });
		expect(request.uri).toBe('https://api.enablex.io/video/v2/rooms');
		expect(request.headers).toEqual({ Authorization: APP });
		expect(send({ uri: 'https://evil.example/' }).headers).toBeUndefined();
	});

	test('by url if a request has both url and uri, because url is the one that is called', () => {
		expect(send({ url: 'https://evil.example/', uri: 'https://api.enablex.io/' }).headers).toBeUndefined();
	});

	test.each(['//evil.example/rooms', 'https://', 'http://[::1', '//'])('%s is rejected', (url) => {
		expect(() => send({ url })).toThrow('Invalid URL');
	});
});

describe('A request carries the login that belongs to its URL', () => {
	test('App ID and App Key to the API, in addition to its own headers', () => {
		const request = send({ url: '/rooms', headers: { Accept: 'application/json' } });
		expect(request.headers).toEqual({ Accept: 'application/json', Authorization: APP });
	});

	test('the recordings login to recordings hosts, whatever characters it has', () => {
		expect(send({ url: 'https://portal.enablex.io/a.mp4' }).headers).toEqual({ Authorization: RECORDINGS });
		const request = send({ url: 'https://portal.enablex.io/a.mp4' }, { recordingsUsername: 'ü@x.io', recordingsPassword: 'pä:ss ' });
		expect(Buffer.from(String(request.headers?.Authorization).slice(6), 'base64').toString('utf8')).toBe('ü@x.io:pä:ss ');
	});

	test('no login to any other host, and the request is unchanged', () => {
		const fields = { url: 'https://evil.example/a', headers: { Authorization: 'Basic own' }, json: true };
		expect({ ...send(fields, { allowUnauthorizedCerts: true }) }).toEqual(fields);
	});

	test.each([
		['https downgraded to http', 'http://api.enablex.io/video/v2/rooms'],
		['a user name that looks like the host', 'https://api.enablex.io@evil.example/'],
		['a login that looks like the host', 'https://api.enablex.io:x@evil.example/'],
		['a backslash before the host', 'https://evil.example\\@api.enablex.io/'],
		['a host that only starts the same', 'https://api.enablex.io.evil.example/'],
		['a baseURL of another host', undefined],
	])('no login with %s', (_, url) => {
		const request = send(url === undefined ? { baseURL: 'https://evil.example', url: '/rooms' } : { url });
		expect(request.headers).toBeUndefined();
	});
});

describe('A request with a login', () => {
	test('never follows redirects, by the options of the newer and of the older form', () => {
		for (const url of ['/rooms', 'https://portal.enablex.io/a.mp4']) {
			expect(send({ url, followRedirect: true })).toMatchObject({ disableFollowRedirect: true, followRedirect: false, followAllRedirects: false });
		}
	});

	test('ignores certificates only if the credential says so', () => {
		const loose = { skipSslCertificateValidation: true, rejectUnauthorized: false };
		expect(send({ url: '/rooms' }, { allowUnauthorizedCerts: true })).toMatchObject(loose);
		expect(send({ url: '/rooms' })).not.toHaveProperty('skipSslCertificateValidation');
		expect(send({ url: '/rooms' })).not.toHaveProperty('rejectUnauthorized');
	});

	test('does not change if it is authorized again for a retry', () => {
		const first = authenticateRequest(credential, requestOf({ url: '/rooms' }));
		const again = authenticateRequest(credential, requestOf({ ...first }));
		expect({ ...again }).toEqual({ ...first });
	});
});

const scrap = fc.constantFrom(
	'https:', 'http:', '//', '/', '\\', '@', ':', '?', '#', '.', '..', ' ', '\t', '%2f', ':443', ':8443',
	'api.enablex.io', 'portal.enablex.io', 'evil.example', 'video/v2', 'rooms', '[::1]',
);
const anyAddress = fc.oneof(fc.array(scrap, { maxLength: 10 }).map((scraps) => scraps.join('')), fc.string(), fc.webUrl());

test('A login is sent only where it belongs, for any URL in either form', () => {
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
