import * as fc from 'fast-check';

import { archiveFiles, archiveTime, fileNameOf, simplifyArchive } from '../../nodes/shared/simplifyArchive';
import { anyArchive } from './arbitraries.mts';
import { archive } from './samples.mts';

/** The keys of an archive, and of one of its files (design: Output items). */
const KEYS = ['archive_id', 'conf_num', 'room_id', 'created_at', 'recording_urls', 'transcoded_urls', 'chat_url', 'metadata_url'];
const FILE_KEYS = ['archive_id', 'conf_num', 'room_id', 'type', 'url', 'file_name'];
const FOLDER = 'https://portal.enablex.io/path';
const identity = { archive_id: 'archive-1', conf_num: 'conf-1', room_id: '605c43000000000000000000' };

describe('An archive becomes a flat item', () => {
	test('as it is documented', () => {
		expect(simplifyArchive(archive)).toEqual({
			...identity,
			created_at: '2024-03-22T10:10:00.000Z',
			recording_urls: [`${FOLDER}/one.mkv`, `${FOLDER}/two.mkv`],
			transcoded_urls: [`${FOLDER}/My%20call.mov`],
			chat_url: `${FOLDER}/chatdata.json`,
			metadata_url: `${FOLDER}/metadata.json`,
		});
	});

	test.each([['missing', undefined], ['null', null], ['empty', []], ['a list of nothing', [null]], ['a list of empty addresses', [{ url: '' }]]])(
		'with no transcoded files when they are %s, as before they are ready',
		(_, transcoded) => {
			expect(simplifyArchive({ ...archive, transcoded })).toMatchObject({ transcoded_urls: [], recording_urls: [expect.any(String), expect.any(String)] });
		},
	);

	test.each([
		['a text, as in webhooks', 'https://x.io/a.mp4'],
		['an object', { url: 'https://x.io/a.mp4' }],
		['a list of texts', ['https://x.io/a.mp4']],
	])('with the address in a field that is %s', (_, recording) => {
		expect(simplifyArchive({ recording }).recording_urls).toEqual(['https://x.io/a.mp4']);
	});

	test('with null where something is unknown', () => {
		expect(simplifyArchive({})).toEqual({
			archive_id: null,
			conf_num: null,
			room_id: null,
			created_at: null,
			recording_urls: [],
			transcoded_urls: [],
			chat_url: null,
			metadata_url: null,
		});
	});
});

test('The files of an archive are one item each, in the order recordings, transcoded files, chat, metadata', () => {
	expect(archiveFiles(archive)).toEqual([
		{ ...identity, type: 'recording', url: `${FOLDER}/one.mkv`, file_name: 'one.mkv' },
		{ ...identity, type: 'recording', url: `${FOLDER}/two.mkv`, file_name: 'two.mkv' },
		{ ...identity, type: 'transcoded', url: `${FOLDER}/My%20call.mov`, file_name: 'My call.mov' },
		{ ...identity, type: 'chat', url: `${FOLDER}/chatdata.json`, file_name: 'chatdata.json' },
		{ ...identity, type: 'metadata', url: `${FOLDER}/metadata.json`, file_name: 'metadata.json' },
	]);
	expect(archiveFiles({ _id: 'empty' })).toEqual([]);
});

describe('The name of a file', () => {
	test.each([
		['https://FQDN/path/file.mkv', 'file.mkv'],
		['https://portal.enablex.io/a/My%20call.mp4?sig=1/2#t', 'My call.mp4'],
		['https://portal.enablex.io/a/%C3%A9.mp4', 'é.mp4'],
		['https://portal.enablex.io/%E0%A4/file.mkv', 'file.mkv'],
		['https://portal.enablex.io/', null],
		['https://portal.enablex.io/a/%E0%A4.mp4', null],
		['https://portal.enablex.io/a/b%2F..', null],
		['file.mkv', null],
		['', null],
	])('of %s is %j', (url, name) => expect(fileNameOf(url)).toBe(name));

	test.each(['https://x.io/a/..%2F..%2Fetc%2Fpasswd', 'https://x.io/a/..%5C..%5Cwin.ini', 'https://x.io/%2Fetc%2Fshadow'])(
		'of %s is a name alone, never a path',
		(url) => expect(fileNameOf(url)).toMatch(/^(passwd|win\.ini|shadow)$/),
	);
});

test('Whatever an archive looks like, its items have exactly the documented keys', () => {
	fc.assert(
		fc.property(anyArchive, (record) => {
			const item = simplifyArchive(record);
			expect(Object.keys(item)).toEqual(KEYS);
			for (const key of ['recording_urls', 'transcoded_urls']) expect(item[key]).toEqual(expect.any(Array));
			for (const key of ['archive_id', 'created_at', 'chat_url', 'metadata_url']) expect(item[key] ?? '').toEqual(expect.any(String));
			for (const file of archiveFiles(record)) expect(Object.keys(file)).toEqual(FILE_KEYS);
			expect(archiveTime(record) ?? 0).toEqual(expect.any(Number));
		}),
		{ numRuns: 500 },
	);
});
