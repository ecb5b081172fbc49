import * as fc from 'fast-check';

import { isRecordingsHost, isSafeTransport, loginFor } from '../../../nodes/shared/credential/logins';
import { credential } from '../../lib/fakes.mts';

const APP = { username: credential.appId, password: credential.appKey };
const RECORDINGS = { username: credential.recordingsUsername, password: credential.recordingsPassword };
const at = (address: string, changes: Partial<typeof credential> = {}) => loginFor(new URL(address), { ...credential, ...changes });

describe('App ID and App Key are sent only to the origin of Base URL', () => {
	test.each([
		'https://api.enablex.io/video/v2/rooms',
		'https://api.enablex.io:443/anything',
		'https://API.ENABLEX.IO/video/v2/rooms',
		'https://somebody@api.enablex.io/video/v2/rooms',
	])('to %s', (address) => expect(at(address)).toEqual(APP));

	test.each([
		['http', 'http://api.enablex.io/video/v2/rooms'],
		['http on the port of https', 'http://api.enablex.io:443/rooms'],
		['another port', 'https://api.enablex.io:8443/rooms'],
		['a host that starts the same', 'https://api.enablex.io.evil.example/rooms'],
		['a host that ends the same', 'https://evilapi.enablex.io.example/rooms'],
		['a host after a user name that looks like it', 'https://api.enablex.io@evil.example/rooms'],
		['a host after a login that looks like it', 'https://api.enablex.io:443@evil.example/rooms'],
		['a host with a look-alike letter', 'https://api.enablеx.io/rooms'],
	])('not over or to %s', (_, address) => expect(at(address)).toBeUndefined());

	test('even if Recordings Hosts match that host too', () => {
		expect(isRecordingsHost(new URL(credential.baseUrl), credential.recordingsHosts)).toBe(true);
		expect(at(credential.baseUrl)).toEqual(APP);
	});

	test('over http if Base URL is an http URL, as for a server on this machine', () => {
		expect(at('http://[::1]:3000/video/v2/rooms', { baseUrl: 'http://[::1]:3000/video/v2' })).toEqual(APP);
		expect(at('https://[::1]:3000/video/v2/rooms', { baseUrl: 'http://[::1]:3000/video/v2' })).toBeUndefined();
	});
});

describe('Recordings Hosts', () => {
	test.each([
		['*.enablex.io', 'https://portal.enablex.io/a.mp4'],
		['*.enablex.io', 'https://a.b.enablex.io/a.mp4'],
		['*.enablex.io', 'https://portal.enablex.io:443/a.mp4'],
		['*.EnableX.io', 'https://PORTAL.enablex.io/a.mp4'],
		['*.enablex.io', 'https://portal.enablex.io./a.mp4'],
		['files.example.com', 'https://files.example.com/a.mp4'],
		['a.example.com , files.example.com', 'https://files.example.com/a.mp4'],
		['files.example.com:8443', 'https://files.example.com:8443/a.mp4'],
		['*.example.com:8443', 'https://files.example.com:8443/a.mp4'],
		['192.0.2.7', 'https://192.0.2.7/a.mp4'],
		['[2001:db8::7]:8443', 'https://[2001:db8::7]:8443/a.mp4'],
		['[2001:db8::7]', 'https://[2001:db8::7]/a.mp4'],
	])('%s match the host of %s', (hosts, address) => {
		expect(isRecordingsHost(new URL(address), hosts)).toBe(true);
	});

	test.each([
		['*.enablex.io', 'https://enablex.io/a.mp4'],
		['*.enablex.io', 'https://evilenablex.io/a.mp4'],
		['*.enablex.io', 'https://portal.enablex.io.evil.example/a.mp4'],
		['*.enablex.io', 'https://portal.enablex.io@evil.example/a.mp4'],
		['*.enablex.io', 'https://evil.example/portal.enablex.io'],
		['*.enablex.io', 'https://evil.example\\.enablex.io/a.mp4'],
		['*.enablex.io', 'https://portal.enablex.io:8443/a.mp4'],
		['*.com', 'https://evil.com/a.mp4'],
		['*.io', 'https://portal.enablex.io/a.mp4'],
		['*', 'https://evil.com/a.mp4'],
		['*.', 'https://evil.com/a.mp4'],
		['*..com', 'https://evil.com/a.mp4'],
		['', 'https://evil.com/a.mp4'],
		[',', 'https://evil.com/a.mp4'],
		['.enablex.io', 'https://portal.enablex.io/a.mp4'],
		['portal.*', 'https://portal.enablex.io/a.mp4'],
		['files.example.com', 'https://sub.files.example.com/a.mp4'],
		['files.example.com:8443', 'https://files.example.com/a.mp4'],
		['files.example.com:443', 'http://files.example.com/a.mp4'],
		['https://files.example.com', 'https://https/a.mp4'],
		['[2001:db8::7]', 'https://[2001:db8::8]/a.mp4'],
	])('%s do not match the host of %s', (hosts, address) => {
		expect(isRecordingsHost(new URL(address), hosts)).toBe(false);
	});
});

describe('The recordings login', () => {
	test.each(['https://portal.enablex.io/a.mp4', 'https://files.example.com:8443/a.mp4'])('is sent to %s', (address) => {
		expect(at(address)).toEqual(RECORDINGS);
	});

	test.each(['http://portal.enablex.io/a.mp4', 'https://evil.example/a.mp4', 'https://files.example.com/a.mp4', 'ftp://portal.enablex.io/a.mp4'])(
		'is not sent to %s',
		(address) => expect(at(address)).toBeUndefined(),
	);

	test.each([{ recordingsUsername: '' }, { recordingsPassword: '' }, { recordingsHosts: '' }])('is not sent anywhere with %j', (changes) => {
		expect(at('https://portal.enablex.io/a.mp4', changes)).toBeUndefined();
	});

	test.each(['http://localhost:4000/a', 'http://127.0.0.1:4000/a', 'http://127.9.9.9:4000/a', 'http://[::1]:4000/a'])('is sent to %s, which is this machine, over http', (address) => {
		const { host } = new URL(address);
		expect(isSafeTransport(new URL(address))).toBe(true);
		expect(at(address, { recordingsHosts: host })).toEqual(RECORDINGS);
	});

	test.each(['http://localhost.evil.example/a', 'http://127.0.0.1.evil.example/a', 'http://10.0.0.1/a', 'http://[::2]/a', 'ftp://localhost/a', 'http://0.0.0.0/a'])(
		'is not sent to %s over http',
		(address) => {
			const { host } = new URL(address);
			expect(isSafeTransport(new URL(address))).toBe(false);
			expect(at(address, { recordingsHosts: host })).toBeUndefined();
		},
	);
});

const lookalike = fc.constantFrom(
	'api.enablex.io', 'portal.enablex.io', 'enablex.io', 'evilenablex.io', 'api.enablex.io.evil.example', 'files.example.com',
	'x.files.example.com', 'files.example.com.', 'localhost', '127.0.0.1', '[::1]', 'evil.example',
);
const address = fc
	.tuple(
		fc.constantFrom('https:', 'http:', 'ftp:', 'ws:'),
		fc.constantFrom('', 'api.enablex.io@', 'portal.enablex.io:443@', 'a:b@'),
		fc.oneof(lookalike, fc.domain()),
		fc.constantFrom('', ':443', ':80', ':8443'),
		fc.webPath(),
	)
	.map(([scheme, user, host, port, path]) => `${scheme}//${user}${host}${port}${path}`);

test('No URL gets a login that does not belong to it', () => {
	fc.assert(
		fc.property(address, (text) => {
			const url = new URL(text);
			const login = loginFor(url, credential);
			const host = url.host.replace(/\.(?=:|$)/, '');
			const isApi = url.protocol === 'https:' && url.host === 'api.enablex.io';
			const isNamed = url.protocol === 'https:' && (/^[^:]+\.enablex\.io$/.test(host) || host === 'files.example.com:8443');
			expect(login).toEqual(isApi ? APP : isNamed ? RECORDINGS : undefined);
		}),
		{ numRuns: 3000 },
	);
});

describe('For an account with its files on the host of the API', () => {
	const whiteLabel = { baseUrl: 'https://video.example.com/video/v1', recordingsHosts: 'video.example.com' };

	test('files get the recordings login if Recordings Hosts name exactly that host', () => {
		expect(at('https://video.example.com/files/a.mp4', whiteLabel)).toEqual(RECORDINGS);
		expect(at('https://video.example.com/video/v1-files/a.mp4', whiteLabel)).toEqual(RECORDINGS);
	});

	test.each(['https://video.example.com/video/v1', 'https://video.example.com/video/v1/rooms'])('%s gets App ID and App Key', (address) => {
		expect(at(address, whiteLabel)).toEqual(APP);
	});

	test('files get no login if the credential has no recordings login', () => {
		expect(at('https://video.example.com/files/a.mp4', { ...whiteLabel, recordingsPassword: '' })).toBeUndefined();
	});

	test('files get App ID and App Key if only a wildcard matches that host', () => {
		expect(at('https://video.example.com/files/a.mp4', { ...whiteLabel, recordingsHosts: '*.example.com' })).toEqual(APP);
	});
});
