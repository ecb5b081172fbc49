import type { INodeParameters } from 'n8n-workflow';

import { download } from './downloads.mts';
import { useFixture } from './fixture.mts';
import { closeListeners, openListener } from './listener.mts';
import { given, refusalOf } from './refusal.mts';

const fixture = useFixture();
afterEach(closeListeners);

/** The name of a file from a host that sends this Content-Disposition, in the item and in the binary. */
async function nameOf({ path = '/talk.mp4', disposition, fileName }: { path?: string; disposition?: string; fileName?: unknown }) {
	const { origin } = await openListener((_request, response) =>
		response.writeHead(200, { 'content-type': 'video/mp4', ...(disposition && { 'content-disposition': disposition }) }).end('bytes'),
	);
	const options = (fileName === undefined ? {} : { fileName }) as INodeParameters;
	const { items, error } = await fixture().run(download(origin + path, { options }));
	if (error) throw new Error(error.message);
	expect(items[0].binary?.data.fileName).toBe(items[0].json.file_name);
	return String(items[0].json.file_name);
}

const encoded = (name: string) => `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;

/** A name, and the clean one that comes of it. */
const NAMES: Array<[what: string, name: string, clean: string]> = [
	['folders', 'a/b/../demo.mp4', 'demo.mp4'],
	['folders of Windows', 'C:\\Windows\\demo.mp4', 'demo.mp4'],
	['control characters', 'de\u0000m\u0007o\u001b\u007f.mp4', 'demo.mp4'],
	['a line break at its end', 'demo.mp4\r\n', 'demo.mp4'],
	['characters that turn the direction of reading', 'de\u202emo\u2066.mp4', 'demo.mp4'],
	['characters without a width', 'de\u200bmo\ufeff.mp4', 'demo.mp4'],
];

describe.each<[string, (name: string) => { disposition?: string; fileName?: unknown; path?: string }]>([
	['that the user chose', (name) => ({ fileName: given(name) })],
	['that the host sends', (name) => ({ disposition: encoded(name) })],
	['in the address', (name) => ({ path: `/files/${encodeURIComponent(name)}` })],
])('A file name %s', (_source, from) => {
	test.each(NAMES)('is cleaned of %s', async (_what, name, clean) => {
		expect(await nameOf(from(name))).toBe(clean);
	});

	test('is one line, when it had a line break in it', async () => {
		expect(await nameOf(from('de\nmo.mp4'))).toMatch(/^de ?mo\.mp4$/);
	});

	test('is cut at 200 characters when it is very long', async () => {
		const name = await nameOf(from(`${'x'.repeat(3000)}.mp4`));
		expect(name.length).toBeGreaterThan(100);
		expect(name.length).toBeLessThanOrEqual(200);
		expect(name).toMatch(/^x+\.mp4$/);
	});
});

describe('A file name of dots alone', () => {
	const DOTS = ['.', '..', '...', 'a/..', ' .. ', '\u200b..', '..\n'];

	test.each(DOTS)('%j gives way to the name in the address', async (name) => {
		expect(await nameOf({ fileName: given(name) })).toBe('talk.mp4');
		expect(await nameOf({ disposition: encoded(name) })).toBe('talk.mp4');
	});

	test.each(DOTS)('%j gives way to "recording" when the address names nothing either', async (name) => {
		expect(await nameOf({ path: '/', fileName: given(name) })).toBe('recording');
		expect(await nameOf({ path: '/', disposition: encoded(name) })).toBe('recording');
	});
});

describe('File Name', () => {
	test('wins over the name that the host sends', async () => {
		expect(await nameOf({ fileName: 'chosen.mp4', disposition: encoded('sent.mp4') })).toBe('chosen.mp4');
	});

	test('left empty means the name of the host', async () => {
		expect(await nameOf({ fileName: '', disposition: encoded('sent.mp4') })).toBe('sent.mp4');
	});

	test('that an expression gives as a number is that number as text', async () => {
		expect(await nameOf({ fileName: '={{ 4711 }}' })).toBe('4711');
	});

	test.each([['null', given(null)], ['an object', '={{ { a: 1 } }}'], ['a switch', given(true)]])('that is %s is refused, before anything is sent', async (_what, fileName) => {
		const { message } = await refusalOf(fixture(), download('https://files.example.com/a.mp4', { options: { fileName } }));
		expect(message).toMatch(/^File Name is not a text/);
	});
});
