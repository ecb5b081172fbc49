import { gzipSync } from 'node:zlib';

import { download } from './downloads.mts';
import { useFixture } from './fixture.mts';
import { closeListeners, openListener } from './listener.mts';

const fixture = useFixture();
afterEach(closeListeners);

const FILE = Buffer.from('line of a chat\n'.repeat(5000));

/** A host that compresses what it sends although nobody asked it to, with or without the length of it. */
const gzipHost = async (withLength: boolean) =>
	await openListener((_request, response) => {
		const packed = gzipSync(FILE);
		const length = withLength ? { 'content-length': String(packed.length) } : {};
		response.writeHead(200, { 'content-type': 'video/mp4', 'content-encoding': 'gzip', ...length }).end(packed);
	});

/** A host that redirects everybody to this address. */
const redirectHost = async (location: string) =>
	await openListener((_request, response) => response.writeHead(302, { location }).end());

describe('The requests of a download', () => {
	test('ask for a file of any type, not compressed, the first and those after a redirect', async () => {
		const storage = await openListener((_request, response) => response.writeHead(200, { 'content-type': 'video/mp4' }).end('bytes'));
		const first = await redirectHost(`${storage.origin}/b.mp4`);
		await fixture().run(download(`${first.origin}/a.mp4`));
		for (const { seen } of [first, storage]) {
			expect(seen.map(({ headers }) => [headers.accept, headers['accept-encoding']])).toEqual([['*/*', 'identity']]);
		}
	});

	test('ask the recordings host in the same way', async () => {
		const { filesOrigin } = fixture().sandbox;
		const [{ headers }] = await fixture().requestsOf(download(`${filesOrigin}/recordings/x.mp4`), { onError: 'continueRegularOutput' });
		expect(headers).toMatchObject({ accept: '*/*', 'accept-encoding': 'identity' });
	});
});

describe('A file that a host compresses all the same', () => {
	test.each([['with its length', true], ['without its length', false]])('%s is stored unpacked, every byte of it', async (_how, withLength) => {
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
