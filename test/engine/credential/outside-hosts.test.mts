import { NodeApiError, type IHttpRequestOptions } from 'n8n-workflow';

import { secretsInValue } from '../../lib/secrets/canaries.mts';
import { APP, LOGIN_OF_API, LOGIN_OF_FILES, OF_API, OF_FILES, RECORDINGS } from '../../lib/secrets/logins.mts';
import { parametersOf } from '../../lib/operations/index.mts';
import { download } from '../../lib/engine/downloads.mts';
import { useFixture } from '../../lib/engine/fixture.mts';
import { openOutside, type Outside, type OutsideRequest } from '../../lib/engine/outside.mts';

const fixture = useFixture();

let outside: Outside;
beforeAll(async () => {
	outside = await openOutside();
});
beforeEach(() => {
	outside.seen.length = 0;
	outside.redirect = () => undefined;
	useHosts('*.enablex.io');
});
afterAll(async () => await outside.stop());

function useHosts(recordingsHosts: string): void {
	fixture().engine.useCredential({ ...APP, ...RECORDINGS, baseUrl: 'https://api.enablex.io/video/v2', recordingsHosts });
}

/** Accepts any certificate, so that only the package itself can withhold a login. */
const through = () => ({ requestOptions: { proxy: outside.proxy, allowUnauthorizedCerts: true } });

type Login = 'App ID and App Key' | 'the recordings login' | 'no login';

/** Which login a request carries. Also names any other login that occurs anywhere in the request. */
function loginOf({ url, headers: { authorization, ...headers } }: OutsideRequest): string {
	const logins: Record<string, Login> = { [`Basic ${LOGIN_OF_API}`]: 'App ID and App Key', [`Basic ${LOGIN_OF_FILES}`]: 'the recordings login' };
	const login = logins[authorization ?? ''];
	const others = secretsInValue([url, headers, login === undefined && authorization], { ...OF_API, ...OF_FILES });
	return [login ?? 'no login', ...others].join(' and ');
}

const loginsSeen = () => outside.seen.map(loginOf);

const DOWNLOADS: Array<[fileUrl: string, login: Login, recordingsHosts?: string]> = [
	['https://portal.enablex.io/a.mp4', 'the recordings login'],
	['https://PORTAL.EnableX.IO:443/a.mp4', 'the recordings login'],
	['https://portal.enablex.io./a.mp4', 'the recordings login'],
	['https://por\ttal.enable\nx.io/a.mp4', 'the recordings login'],
	['https:\\\\portal.enablex.io\\a.mp4', 'the recordings login'],
	['https://portal。enablex。io/a.mp4', 'the recordings login'],
	['https://api.enablex.io/files/a.mp4', 'App ID and App Key'],
	['http://portal.enablex.io/a.mp4', 'no login'],
	['http://api.enablex.io/a.mp4', 'no login'],
	['http://portal.enablex.io:443/a.mp4', 'no login'],
	['https://portal.enablex.io:8443/a.mp4', 'no login'],
	['https://api.enablex.io:444/a.mp4', 'no login'],
	['https://enablex.io/a.mp4', 'no login'],
	['https://evilenablex.io/a.mp4', 'no login'],
	['https://files-enablex.io/a.mp4', 'no login'],
	['https://files.enablex.io.evil.test/a.mp4', 'no login'],
	['https://api.enablex.io.evil.test/video/v2', 'no login'],
	['https://evil.test/files.enablex.io/a.mp4', 'no login'],
	['https://evil.test?https://files.enablex.io/a.mp4', 'no login'],
	['https://evil.test#.enablex.io', 'no login'],
	['https://evil.test\\.enablex.io/a.mp4', 'no login'],
	['https://evil.test:443\\@portal.enablex.io/a.mp4', 'no login'],
	['https://portal.enablеx.io/a.mp4', 'no login'],
	['https://portal.enablex.ıo/a.mp4', 'no login'],
	['https://xn--bcher-kva.test/a.mp4', 'no login'],
	['https://192.0.2.1/a.mp4', 'no login'],
	['https://3221225985/a.mp4', 'no login'],
	['https://evil.com/a.mp4', 'no login', '*.com'],
	['https://evil.com/a.mp4', 'no login', '*'],
	['https://evil.com/a.mp4', 'no login', '*.'],
	['https://evil.com/a.mp4', 'no login', '*.*'],
	['https://evil.com/a.mp4', 'no login', '*.*.com'],
	['https://evil.com/a.mp4', 'no login', ', ,*,'],
	['https://evil.com/a.mp4', 'no login', 'https://'],
	['https://evil.com/a.mp4', 'no login', 'portal.enablex.io/evil.com'],
	['https://evilenablex.io/a.mp4', 'no login', '*enablex.io'],
	['https://evilenablex.io/a.mp4', 'no login', 'enablex.io'],
	['https://portal.enablex.io/a.mp4', 'no login', 'portal.*'],
	['https://portal.enablex.io/a.mp4', 'no login', 'p*.enablex.io'],
	['https://192.0.2.1/a.mp4', 'no login', '*.2.1'],
	['https://portal.enablex.io/a.mp4', 'no login', 'portal.enablex.io:8443'],
	['https://portal.enablex.io:8443/a.mp4', 'the recordings login', 'portal.enablex.io:8443'],
	['https://bücher.test/a.mp4', 'the recordings login', 'xn--bcher-kva.test'],
	['https://portal.enablex.io/a.mp4', 'the recordings login', ' evil.test , *.ENABLEX.io/ '],
];

describe('A download over the network sends', () => {
	const rows = DOWNLOADS.map(([fileUrl, login, hosts = '*.enablex.io']) => [fileUrl, login, hosts] as const);
	test.each(rows)('to %j %s, with Recordings Hosts %j', async (fileUrl, login, recordingsHosts) => {
		useHosts(recordingsHosts);
		const { items, error } = await fixture().run(download(fileUrl, through()));
		expect([error?.message, items.length, loginsSeen()]).toEqual([undefined, 1, [login]]);
		expect(secretsInValue([items, fixture().logged], { ...OF_API, ...OF_FILES })).toEqual([]);
	});
});

test.each([
	'https://files.enablex.io@evil.test/a.mp4', 'https://portal.enablex.io:443@evil.test/a.mp4', 'https://user:word@portal.enablex.io/a.mp4', 'https://evil.test%2f.enablex.io/a.mp4',
	'https://evil.test%00.enablex.io/a.mp4', 'https://evil.test .enablex.io/a.mp4', '//portal.enablex.io/a.mp4', 'portal.enablex.io/a.mp4', '/rooms', 'ftp://portal.enablex.io/a.mp4',
	'file:///etc/passwd', 'javascript:alert(1)', 'data:text/plain,a', 'https://', 'https://[portal.enablex.io]/a.mp4', 'https://portal.enablex.io:99999/a.mp4',
	'https://evil.test|.enablex.io/a.mp4',
])('A download of %j is rejected with the name of its field and without a request', async (fileUrl) => {
	const { thrown, error } = await fixture().run(download(fileUrl, through()));
	expect(thrown).toBeInstanceOf(NodeApiError);
	expect(error?.message).toMatch(/^File URL /);
	expect(outside.seen).toEqual([]);
});

const STATUSES = [301, 302, 303, 307, 308];
const FILE = 'https://portal.enablex.io/a.mp4';

describe.each(STATUSES)('A redirect of a download with HTTP %i', (status) => {
	test.each([
		'https://portal.enablex.io/b.mp4', 'https://portal.enablex.io:8443/a.mp4', 'https://other.enablex.io/a.mp4', 'https://api.enablex.io/video/v2/rooms', 'https://evil.test/a.mp4', '//evil.test/a.mp4',
		'https://portal.enablex.io@evil.test/a.mp4', 'https://portal.enablex.io:word@evil.test/a.mp4', '/b.mp4', 'https://evil.test\\@portal.enablex.io/',
	])('sends no login to %s', async (location) => {
		outside.redirect = (url) => (url === FILE ? { status, location } : undefined);
		const { items } = await fixture().run(download(FILE, through()));
		expect([items.length, loginsSeen()]).toEqual([1, ['the recordings login', 'no login']]);
	});

	test.each(['http://portal.enablex.io/a.mp4', 'http://evil.test/a.mp4', 'http://127.0.0.1/a.mp4', 'https://localhost/a.mp4', 'ftp://evil.test/a.mp4', 'https://'])('is not followed from https to %s', async (location) => {
		outside.redirect = (url) => (url === FILE ? { status, location } : undefined);
		const { error } = await fixture().run(download(FILE, through()));
		expect(error?.message).toMatch(/^The host portal\.enablex\.io redirects too often, or to a URL that is not safe$/);
		expect(loginsSeen()).toEqual(['the recordings login']);
	});

	test('from http to https of a recordings host sends no login', async () => {
		outside.redirect = (url) => (url.startsWith('http:') ? { status, location: FILE } : undefined);
		const { items } = await fixture().run(download(FILE.replace('https:', 'http:'), through()));
		expect([items.length, loginsSeen()]).toEqual([1, ['no login', 'no login']]);
	});

	test('from http to https of a recordings host that asks for the login says to use the https URL', async () => {
		outside.redirect = (url) => (url.startsWith('http:') ? { status, location: FILE } : { status: 403 });
		const { error } = await fixture().run(download(FILE.replace('https:', 'http:'), through()));
		expect(error).toMatchObject({ message: 'The file needs the recordings login, which is sent over https only', description: expect.stringContaining('Use the https URL of the file') });
	});

	test.each(['room.getAll', 'token.create'] as const)('from the API is not followed by %s', async (id) => {
		outside.redirect = () => ({ status, location: 'https://evil.test/video/v2/rooms' });
		const { error } = await fixture().run(parametersOf(id, through()));
		expect(error?.message).toContain(`HTTP ${status}`);
		expect(loginsSeen()).toEqual(['App ID and App Key']);
	});
});

describe('The credential in another node sends over the network', () => {
	const ADDRESSES: Array<[request: IHttpRequestOptions, login: Login]> = [
		[{ url: 'https://api.enablex.io/video/v1/rooms' }, 'App ID and App Key'],
		[{ url: '/rooms' }, 'App ID and App Key'],
		[{ url: 'rooms', baseURL: 'https://api.enablex.io./video/v2' }, 'the recordings login'],
		[{ url: 'https://api.enablex.io.evil.test/rooms' }, 'no login'],
		[{ url: 'https://api-enablex.io/rooms' }, 'no login'],
		[{ url: 'http://api.enablex.io/video/v2/rooms' }, 'no login'],
		[{ url: 'https://api.enablex.io:8443/video/v2/rooms' }, 'no login'],
		[{ url: '/rooms', baseURL: 'https://evil.test/api.enablex.io' }, 'no login'],
		[{ url: 'https://evil.test/rooms', baseURL: 'https://api.enablex.io' }, 'no login'],
	];

	test.each(ADDRESSES)('to %j %s', async (request, login) => {
		const { port } = new URL(outside.proxy);
		const context = fixture().engine.listSearchContext();
		const options = { proxy: { protocol: 'http', host: '127.0.0.1', port: Number(port) }, skipSslCertificateValidation: true, ignoreHttpStatusErrors: true, ...request };
		await context.helpers.httpRequestWithAuthentication.call(context, 'enableXApi', options);
		expect(loginsSeen()).toEqual([login]);
	});
});
