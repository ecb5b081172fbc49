import * as fc from 'fast-check';

import { archiveFiles, archiveTime, fileNameOf, simplifyArchive, type ArchiveFileType } from '../../../nodes/shared/records/archive';
import { anyArchive } from '../../lib/arbitraries.mts';
import { FILE_ITEM, getArchives } from '../../lib/operations/archive.mts';
import { archive } from '../../lib/samples.mts';

/** The keys of an archive, and of one of its files, in their order. */
const KEYS = [...(getArchives.output ?? [])];
const FOLDER = 'https://portal.enablex.io/path';
const identity = { archive_id: 'archive-1', conf_num: 'conf-1', room_id: '605c43000000000000000000' };

describe('An archive becomes a flat item', () => {
	test('from the documented format', () => {
		expect(simplifyArchive(archive)).toEqual({
			...identity,
			created_at: '2024-03-22T10:10:00.000Z',
			recording_urls: [`${FOLDER}/one.mkv`, `${FOLDER}/two.mkv`],
			transcoded_urls: [`${FOLDER}/My%20call.mov`],
			chat_url: `${FOLDER}/chatdata.json`,
			metadata_url: `${FOLDER}/metadata.json`,
		});
	});

	test.each([['missing', undefined], ['null', null], ['empty', []], ['a list with null', [null]], ['a list of empty URLs', [{ url: '' }]]])(
		'without transcoded files if they are %s, as before they are ready',
		(_, transcoded) => {
			expect(simplifyArchive({ ...archive, transcoded })).toMatchObject({ transcoded_urls: [], recording_urls: [expect.any(String), expect.any(String)] });
		},
	);

	test.each([
		['a string, as in webhooks', 'https://x.io/a.mp4'],
		['an object', { url: 'https://x.io/a.mp4' }],
		['a list of strings', ['https://x.io/a.mp4']],
	])('with the URL from a field that is %s', (_, recording) => {
		expect(simplifyArchive({ recording }).recording_urls).toEqual(['https://x.io/a.mp4']);
	});

	test('with null for everything that is unknown', () => {
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

test('The files of an archive are only of the types that are asked for', () => {
	const typesOf = (...types: ArchiveFileType[]) => archiveFiles(archive, types).map(({ type }) => type);
	expect(typesOf('transcoded')).toEqual(['transcoded']);
	expect(typesOf('metadata', 'recording')).toEqual(['recording', 'recording', 'metadata']);
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
		'of %s is only a name, never a path',
		(url) => expect(fileNameOf(url)).toMatch(/^(passwd|win\.ini|shadow)$/),
	);
});

test('The items of any archive have exactly the documented keys', () => {
	fc.assert(
		fc.property(anyArchive, (record) => {
			const item = simplifyArchive(record);
			expect(Object.keys(item)).toEqual(KEYS);
			for (const key of ['recording_urls', 'transcoded_urls']) expect(item[key]).toEqual(expect.any(Array));
			for (const key of ['archive_id', 'created_at', 'chat_url', 'metadata_url']) expect(item[key] ?? '').toEqual(expect.any(String));
			for (const file of archiveFiles(record)) expect(Object.keys(file)).toEqual(FILE_ITEM);
			expect(archiveTime(record) ?? 0).toEqual(expect.any(Number));
		}),
		{ numRuns: 500 },
	);
});
