import { gzipSync } from 'node:zlib';

import { download } from '../../lib/engine/downloads.mts';
import { useFixture } from '../../lib/engine/fixture.mts';
import { closeListeners, openListener } from '../../lib/listener.mts';

const fixture = useFixture();
afterEach(closeListeners);

const FILE = Buffer.from('line of a chat\n'.repeat(5000));

/** A host that compresses its response without being asked to, with or without a content length. */
const gzipHost = async (withLength: boolean) =>
	await openListener((_request, response) => {
		const packed = gzipSync(FILE);
		const length = withLength ? { 'content-length': String(packed.length) } : {};
		response.writeHead(200, { 'content-type': 'video/mp4', 'content-encoding': 'gzip', ...length }).end(packed);
	});

/** A host that redirects every request to this URL. */
const redirectHost = async (location: string) =>
	await openListener((_request, response) => response.writeHead(302, { location }).end());

describe('The requests of a download', () => {
	test('accept any type without compression, before and after a redirect', async () => {
		const storage = await openListener((_request, response) => response.writeHead(200, { 'content-type': 'video/mp4' }).end('bytes'));
		const first = await redirectHost(`${storage.origin}/b.mp4`);
		await fixture().run(download(`${first.origin}/a.mp4`));
		for (const { seen } of [first, storage]) {
			expect(seen.map(({ headers }) => [headers.accept, headers['accept-encoding']])).toEqual([['*/*', 'identity']]);
		}
	});

	test('send the same headers to the recordings host', async () => {
		const { filesOrigin } = fixture().sandbox;
		const [{ headers }] = await fixture().requestsOf(download(`${filesOrigin}/recordings/x.mp4`), { onError: 'continueRegularOutput' });
		expect(headers).toMatchObject({ accept: '*/*', 'accept-encoding': 'identity' });
	});
});

describe('A file that a host compresses anyway', () => {
	test.each([['with its length', true], ['without its length', false]])('%s is stored decompressed, byte for byte', async (_how, withLength) => {
		const storage = await gzipHost(withLength);
		const first = await redirectHost(`${storage.origin}/b.mp4`);
		for (const { origin } of [storage, first]) {
			const { items, error } = await fixture().run(download(`${origin}/a.mp4`));
			expect(error).toBeUndefined();
			const file = items[0].binary?.data;
			if (!file) throw new Error('There is no file');
			expect((await fixture().engine.bytesOf(file)).equals(FILE)).toBe(true);
			expect(items[0].json.file_size).toBe(FILE.length);
		}
	});
});

describe('A JSON file', () => {
	test.each([
		['a list', '[{"result":1,"error":"of a user"}]'],
		['an object without an error', '{"conf_num":"c","chats":[]}'],
		['an object that is longer than any error', JSON.stringify({ result: 1, text: 'line of a chat '.repeat(10_000) })],
		['truncated JSON', '{"result":1'],
	])('that contains %s is stored as a file, byte for byte', async (_what, content) => {
		const host = await openListener((_request, response) => void response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(content));
		const { items, error } = await fixture().run(download(`${host.origin}/chat.json`));
		expect(error).toBeUndefined();
		const file = items[0].binary?.data;
		if (!file) throw new Error('There is no file');
		expect((await fixture().engine.bytesOf(file)).toString()).toBe(content);
	});
});

test('A busy host behind a redirect is retried', async () => {
	let requests = 0;
	const storage = await openListener((_request, response) => {
		requests++;
		if (requests === 1) response.writeHead(503, { 'retry-after': '0' }).end();
		else if (requests === 2) response.destroy();
		else response.writeHead(200, { 'content-type': 'video/mp4' }).end('bytes');
	});
	const first = await redirectHost(`${storage.origin}/b.mp4`);
	const { items } = await fixture().run(download(`${first.origin}/a.mp4`));
	expect(items).toMatchObject([{ json: { file_size: 5 } }]);
	expect([first.seen.length, storage.seen.length]).toEqual([1, 3]);
});
