import { createHash } from 'node:crypto';
import type { INodeExecutionData } from 'n8n-workflow';

import { download, recordedFile, recordedFiles } from '../../lib/engine/downloads.mts';
import { itemsOf, useFixture } from '../../lib/engine/fixture.mts';
import { closeListeners, openListener } from '../../lib/listener.mts';

const fixture = useFixture();
afterEach(closeListeners);

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function bytesOf(item: INodeExecutionData, field = 'data') {
	const file = item.binary?.[field];
	if (!file) throw new Error(`There is no file in ${field}`);
	return await fixture().engine.bytesOf(file);
}

/** A host that sends a small file with these headers, at any path. */
const fileHost = async (headers: Record<string, string>) =>
	await openListener((_request, response) => response.writeHead(200, headers).end('bytes'));

describe('Download', () => {
	test('returns every byte of the recording, with its name, type, size and URL', async () => {
		const { transcoded } = await recordedFiles(fixture(), 1_000_001);
		const { items } = await fixture().run(download(transcoded));
		expect(items).toHaveLength(1);
		expect(items[0]).toMatchObject({
			json: { file_name: 'session.mov', mime_type: 'video/quicktime', file_size: 1_000_001, url: transcoded },
			binary: { data: { fileName: 'session.mov', mimeType: 'video/quicktime', fileExtension: 'mov', bytes: 1_000_001 } },
			pairedItem: { item: 0 },
		});
		const files = await fixture().control.files({ sha256: true });
		expect(sha256(await bytesOf(items[0]))).toBe(files.find(({ url }) => url === transcoded)?.sha256);
	});

	test('keeps the file out of the execution data if n8n stores files on disk', async () => {
		const { items } = await fixture().run(download(await recordedFile(fixture())));
		expect(items[0].binary?.data.id).toMatch(/^filesystem/);
		expect(items[0].binary?.data.data).not.toMatch(/^[A-Za-z0-9+/]{100}/);
	});

	test.each([
		['recording', /^[0-9a-f]{24}\.mkv$/, 'video/x-matroska'],
		['chat', /^chatdata\.json$/, 'application/json'],
		['metadata', /^metadata\.json$/, 'application/json'],
	])('downloads the %s file of an archive', async (type, name, mime_type) => {
		const files = await recordedFiles(fixture());
		const [json] = await fixture().output(download(files[type]));
		expect(json).toMatchObject({ file_name: expect.stringMatching(name), mime_type });
	});

	test('uses the chosen field and file name', async () => {
		const parameters = { binaryPropertyName: 'video', options: { fileName: 'Weekly demo.mov' } };
		const { items } = await fixture().run(download(await recordedFile(fixture()), parameters));
		expect(Object.keys(items[0].binary ?? {})).toEqual(['video']);
		expect(items[0].binary?.video).toMatchObject({ fileName: 'Weekly demo.mov' });
		expect(items[0].json).toMatchObject({ file_name: 'Weekly demo.mov', mime_type: 'video/quicktime' });
	});

	test('downloads a file for each item, in order, with names from expressions', async () => {
		const { chat, metadata } = await recordedFiles(fixture());
		const { items } = await fixture().run(
			download('={{ $json.url }}', { options: { fileName: '={{ $json.name }}' } }),
			{ items: itemsOf({ url: metadata, name: 'a.json' }, { url: chat, name: 'b.json' }) },
		);
		expect(items.map(({ json, pairedItem }) => [json.file_name, json.url, pairedItem])).toEqual([
			['a.json', metadata, { item: 0 }],
			['b.json', chat, { item: 1 }],
		]);
		expect(JSON.parse((await bytesOf(items[1])).toString())).toHaveProperty('messages');
	});

	test.each([
		['with the name that the host sends', { 'content-disposition': 'attachment; filename="Quarterly call.mp4"' }, '/x?y=z', 'Quarterly call.mp4'],
		['with the UTF-8 name that the host sends', { 'content-disposition': "attachment; filename*=UTF-8''Gespr%C3%A4ch.mp4" }, '/x', 'Gespräch.mp4'],
		['without the folders in the name that the host sends', { 'content-disposition': 'attachment; filename="../../etc/passwd"' }, '/x', 'passwd'],
		['after its URL, decoded and without the query', {}, '/a/My%20talk.mp4?token=1', 'My talk.mp4'],
		['recording if there is no other name', {}, '/', 'recording'],
	])('names the file %s', async (_how, headers, path, name) => {
		const { origin } = await fileHost({ 'content-type': 'video/mp4', ...headers });
		expect(await fixture().output(download(origin + path))).toMatchObject([{ file_name: name }]);
	});

	test.each([
		['from the content type of the host', 'video/webm; codecs=vp8', '/a.mp4', 'video/webm'],
		['from the name if the host sends a generic type', 'application/octet-stream', '/a.mp4', 'video/mp4'],
		['as binary data if neither is known', 'application/octet-stream', '/a', 'application/octet-stream'],
	])('determines the type of the file %s', async (_how, type, path, mime_type) => {
		const { origin } = await fileHost({ 'content-type': type });
		expect(await fixture().output(download(origin + path))).toMatchObject([{ mime_type, file_size: 5 }]);
	});
});
