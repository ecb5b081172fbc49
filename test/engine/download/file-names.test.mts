import type { INodeParameters } from 'n8n-workflow';

import { download } from '../../lib/engine/downloads.mts';
import { useFixture } from '../../lib/engine/fixture.mts';
import { closeListeners, openListener } from '../../lib/listener.mts';
import { given, refusalOf } from '../../lib/engine/refusal.mts';

const fixture = useFixture();
afterEach(closeListeners);

/** The name of a downloaded file, which must be the same in the item and in the binary data. */
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

/** A name, and its cleaned form. */
const NAMES: Array<[what: string, name: string, clean: string]> = [
	['control characters', 'de\u0000m\u0007o\u001b\u007f.mp4', 'demo.mp4'],
	['a trailing line break', 'demo.mp4\r\n', 'demo.mp4'],
	['characters that change the writing direction', 'de\u202emo\u2066.mp4', 'demo.mp4'],
	['zero-width characters', 'de\u200bmo\ufeff.mp4', 'demo.mp4'],
];

describe.each<[string, (name: string) => { disposition?: string; fileName?: unknown; path?: string }]>([
	['chosen by the user', (name) => ({ fileName: given(name) })],
	['sent by the host', (name) => ({ disposition: encoded(name) })],
	['in the URL', (name) => ({ path: `/files/${encodeURIComponent(name)}` })],
])('A file name %s', (_source, from) => {
	test.each(NAMES)('is stripped of %s', async (_what, name, clean) => {
		expect(await nameOf(from(name))).toBe(clean);
	});

	test('is put on one line if it contains a line break', async () => {
		expect(await nameOf(from('de\nmo.mp4'))).toMatch(/^de ?mo\.mp4$/);
	});

	test('is cut at 200 characters if it is very long', async () => {
		const name = await nameOf(from(`${'x'.repeat(3000)}.mp4`));
		expect(name.length).toBeGreaterThan(100);
		expect(name.length).toBeLessThanOrEqual(200);
		expect(name).toMatch(/^x+\.mp4$/);
	});
});

describe('Folders', () => {
	test.each(['a/b/../demo.mp4', 'C:\\Windows\\demo.mp4'])('are cut off the name that a host sends or that is in the URL: %s', async (name) => {
		expect(await nameOf({ disposition: encoded(name) })).toBe('demo.mp4');
		expect(await nameOf({ path: `/files/${encodeURIComponent(name)}` })).toBe('demo.mp4');
	});

	test('leave no name if only dots follow them, and the next name is used', async () => {
		expect(await nameOf({ disposition: encoded('a/..') })).toBe('talk.mp4');
		expect(await nameOf({ path: '/', disposition: encoded('a/..') })).toBe('recording');
	});

	test.each([
		['Design / Review 10/11.mp4', 'Design - Review 10-11.mp4'],
		['../../up.mp4', '..-..-up.mp4'],
		['a\\b.mp4', 'a-b.mp4'],
	])('do not exist in a name that the user chooses, so a slash becomes a dash: %s', async (name, clean) => {
		expect(await nameOf({ fileName: given(name) })).toBe(clean);
	});
});

describe('A file name that consists only of dots', () => {
	const DOTS = ['.', '..', '...', ' .. ', '\u200b..', '..\n'];

	test.each(DOTS)('%j is replaced by the name in the URL', async (name) => {
		expect(await nameOf({ fileName: given(name) })).toBe('talk.mp4');
		expect(await nameOf({ disposition: encoded(name) })).toBe('talk.mp4');
	});

	test.each(DOTS)('%j is replaced by "recording" if the URL has no name either', async (name) => {
		expect(await nameOf({ path: '/', fileName: given(name) })).toBe('recording');
		expect(await nameOf({ path: '/', disposition: encoded(name) })).toBe('recording');
	});
});

describe('File Name', () => {
	test('takes precedence over the name that the host sends', async () => {
		expect(await nameOf({ fileName: 'chosen.mp4', disposition: encoded('sent.mp4') })).toBe('chosen.mp4');
	});

	test('left empty means the name that the host sends', async () => {
		expect(await nameOf({ fileName: '', disposition: encoded('sent.mp4') })).toBe('sent.mp4');
	});

	test('that is a number from an expression becomes text', async () => {
		expect(await nameOf({ fileName: '={{ 4711 }}' })).toBe('4711');
	});

	test.each([['null', given(null)], ['an object', '={{ { a: 1 } }}'], ['a boolean', given(true)]])('that is %s is rejected without a request', async (_what, fileName) => {
		const { message } = await refusalOf(fixture(), download('https://files.example.com/a.mp4', { options: { fileName } }));
		expect(message).toMatch(/^File Name is not text/);
	});
});

test.each([
	['sent as UTF-8', Buffer.from('Besprechung für Zoë.mp4', 'utf8').toString('latin1')],
	['sent as Latin-1', 'Besprechung für Zoë.mp4'],
])('A plain file name with accents, %s, is decoded correctly', async (_how, name) => {
	expect(await nameOf({ disposition: `attachment; filename="${name}"` })).toBe('Besprechung für Zoë.mp4');
});
