import { download, recordedFile } from '../../lib/engine/downloads.mts';
import { useFixture } from '../../lib/engine/fixture.mts';
import { closeListeners, openListener } from '../../lib/listener.mts';

const fixture = useFixture();
afterEach(closeListeners);

const apiLogin = () => fixture().apiLogin;
const recordingsLogin = () => fixture().recordingsLogin;
const fileRequests = async () => (await fixture().control.requests({ path: '/recordings/' })).filter(({ listener }) => listener === 'files');

/** A host that sends a file to every request. */
const openHost = async () =>
	await openListener((_request, response) => response.writeHead(200, { 'content-type': 'video/mp4' }).end('bytes'));
/** A host that rejects every request without a login. */
const lockedHost = async () => await openListener((_request, response) => response.writeHead(403).end());

describe('The login of a download', () => {
	test('is the recordings login for a host in Recordings Hosts, never App ID and App Key', async () => {
		await fixture().run(download(await recordedFile(fixture())));
		const requests = await fileRequests();
		expect(requests.map(({ headers }) => headers.authorization)).toEqual([recordingsLogin()]);
		expect(JSON.stringify(requests)).not.toContain(apiLogin());
	});

	test('is not sent to any other host, which may not need one', async () => {
		const host = await openHost();
		const { items } = await fixture().run(download(`${host.origin}/a.mp4`));
		expect(items).toHaveLength(1);
		expect(host.seen).toEqual([{ url: '/a.mp4', headers: expect.not.objectContaining({ authorization: expect.anything() }) }]);
	});

	test('is not sent to a host that is not in Recordings Hosts, and the error says how to add it', async () => {
		const host = await lockedHost();
		const { error } = await fixture().run(download(`${host.origin}/a.mp4`));
		const name = new URL(host.origin).host;
		expect(error).toMatchObject({
			message: `The file needs the recordings login, which is not sent to ${name}`,
			description: expect.stringContaining(`Add ${name} to Recordings Hosts`),
		});
		expect(host.seen[0].headers.authorization).toBeUndefined();
	});

	test('is missing if the credential has no recordings login, and the error says so', async () => {
		const fileUrl = await recordedFile(fixture());
		fixture().engine.useCredential({ recordingsUsername: '', recordingsPassword: '' });
		expect((await fixture().run(download(fileUrl))).error).toMatchObject({
			message: 'The file needs the recordings login',
			description: expect.stringContaining('Set Recordings Username and Recordings Password'),
		});
		expect((await fileRequests())[0].headers.authorization).toBeUndefined();
	});

	test('is wrong if the host rejects it, and the error says that it is not the login of the API', async () => {
		const fileUrl = await recordedFile(fixture());
		fixture().engine.useCredential({ recordingsPassword: 'wrong' });
		expect((await fixture().run(download(fileUrl))).error).toMatchObject({
			message: 'The recordings login was refused',
			description: expect.stringContaining('They are not the same as App ID and App Key. (HTTP 401)'),
		});
	});

	test.each(['*.enablex.io', 'files.enablex.io'])('is not sent over http to another machine, even one in Recordings Hosts (%s)', async (recordingsHosts) => {
		const proxy = await lockedHost();
		fixture().engine.useCredential({ recordingsHosts });
		const { error } = await fixture().run(download('http://files.enablex.io/a.mp4', { requestOptions: { proxy: proxy.origin } }));
		expect(proxy.seen.map(({ url, headers }) => [url, headers.authorization])).toEqual([['http://files.enablex.io/a.mp4', undefined]]);
		expect(error).toMatchObject({
			message: 'The file needs the recordings login, which is sent over https only',
			description: expect.stringContaining('Use the https URL of the file'),
		});
	});

	test.each(['', '*.enablex.io'])('is App ID and App Key for a file on the host of the API if Recordings Hosts is "%s"', async (recordingsHosts) => {
		fixture().engine.useCredential({ recordingsHosts });
		await fixture().control.faults.add({ kind: 'body', body: 'bytes', contentType: 'video/mp4' });
		const [request] = await fixture().requestsOf(download(`${fixture().sandbox.origin}/files/a.mp4`));
		expect(request.headers.authorization).toBe(apiLogin());
	});

	test.each([401, 403])('is reported as App ID and App Key if the host of the API responds with HTTP %i for a file', async (status) => {
		await fixture().control.faults.add({ kind: 'empty', status });
		const { error } = await fixture().run(download(`${fixture().sandbox.origin}/files/a.mp4`));
		expect(error?.message).toContain('App ID and App Key, not the recordings login');
		expect(error?.description).toContain(`add ${new URL(fixture().sandbox.origin).host} to Recordings Hosts`);
		expect(error).toMatchObject({ httpCode: String(status) });
	});

	test('is the recordings login for a file on the host of the API if that host is in Recordings Hosts', async () => {
		fixture().engine.useCredential({ recordingsHosts: new URL(fixture().sandbox.origin).host });
		await fixture().control.faults.add({ kind: 'empty', status: 401 });
		const { error } = await fixture().run(download(`${fixture().sandbox.origin}/files/a.mp4`));
		expect(error?.message).toBe('The recordings login was refused');
	});
});

describe('A redirect of a download', () => {
	const redirectTo = async (location: string) =>
		await fixture().control.faults.add({ kind: 'redirect', target: 'files', location, times: 1 });

	test('to another host is followed without any login, and the item keeps the original URL', async () => {
		const host = await openHost();
		await redirectTo(`${host.origin}/storage/b.mp4?signature=1`);
		const fileUrl = await recordedFile(fixture());
		const { items } = await fixture().run(download(fileUrl));
		expect(items).toMatchObject([{ json: { url: fileUrl, file_name: 'session.mov', mime_type: 'video/mp4', file_size: 5 } }]);
		expect(host.seen.map(({ url, headers }) => [url, headers.authorization])).toEqual([['/storage/b.mp4?signature=1', undefined]]);
		expect((await fileRequests())[0].headers.authorization).toBe(recordingsLogin());
	});

	test('to a host that requires a login fails, and the error names that host', async () => {
		const host = await lockedHost();
		await redirectTo(`${host.origin}/b.mp4`);
		const fileUrl = await recordedFile(fixture());
		const { error } = await fixture().run(download(fileUrl));
		expect(error).toMatchObject({
			message: `The host ${new URL(host.origin).host}, to which ${new URL(fileUrl).host} redirects, asks for a login`,
			description: expect.stringContaining('Redirects are followed without a login'),
		});
	});

	test('to another URL of the same host is also followed without a login, and the error does not blame the login', async () => {
		const fileUrl = await recordedFile(fixture());
		await redirectTo(`${fileUrl}?moved`);
		const { error } = await fixture().run(download(fileUrl));
		expect((await fileRequests()).map(({ headers }) => headers.authorization)).toEqual([recordingsLogin(), undefined]);
		expect(error?.message).toContain('redirects, asks for a login');
	});

	test('that never ends is aborted', async () => {
		const host = await openListener(({ url }, response) => response.writeHead(302, { location: `${url}x` }).end());
		const { error } = await fixture().run(download(`${host.origin}/a`));
		expect(error?.message).toMatch(/redirects too often, or to a URL that is not safe$/);
		expect(host.seen).toHaveLength(6);
	});

	test.each(['', 'ftp://files.example.com/a.mp4', 'file:///etc/passwd'])('to "%s" is not followed', async (location) => {
		const host = await openListener((_request, response) => response.writeHead(302, location === '' ? {} : { location }).end());
		const { items, error } = await fixture().run(download(`${host.origin}/a`));
		expect(items).toEqual([]);
		expect(error?.message).toContain('not safe');
		expect(host.seen).toHaveLength(1);
	});

	test('uses the proxy of the node, like the first request', async () => {
		const proxy = await openListener(({ url }, response) => {
			const isFirst = url === 'http://files.example.com/a.mp4';
			response.writeHead(isFirst ? 302 : 200, isFirst ? { location: 'http://storage.example.com/b.mp4' } : { 'content-type': 'video/mp4' });
			response.end('bytes');
		});
		const { items, error } = await fixture().run(download('http://files.example.com/a.mp4', { requestOptions: { proxy: proxy.origin } }));
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(proxy.seen.map(({ url }) => url)).toEqual(['http://files.example.com/a.mp4', 'http://storage.example.com/b.mp4']);
	});
});
