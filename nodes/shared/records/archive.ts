import type { IDataObject } from 'n8n-workflow';

import { toIso, toMillis, toObject, toText } from '../utils/values';

/** The kinds of files in an archive (enablex-api.md 8.1). */
export const ARCHIVE_FILE_TYPES = ['recording', 'transcoded', 'chat', 'metadata'] as const;
export type ArchiveFileType = (typeof ARCHIVE_FILE_TYPES)[number];

/** When an archive was logged, in milliseconds since 1970, or `null` if that is unreadable. */
export const archiveTime = (archive: IDataObject): number | null => toMillis(archive.trans_date);

/** The URLs in a list of `{url}` objects or texts. Other entries are skipped. */
export function urlsOf(list: unknown): string[] {
	const entries = Array.isArray(list) ? list : [list];
	return entries
		.map((entry) => toText(typeof entry === 'string' ? entry : toObject(entry).url))
		.filter((url) => url !== null);
}

/** The IDs of an archive, which come last in its items. */
const idFields = (archive: IDataObject) => ({
	conf_num: toText(archive.conf_num),
	room_id: toText(archive.room_id),
	archive_id: toText(archive._id),
});

/** The URLs of the files in an archive. Lists are empty and texts `null` as long as there is no such file. */
export type ArchiveUrls = {
	transcoded_urls: string[];
	recording_urls: string[];
	chat_url: string | null;
	metadata_url: string | null;
};

/** An archive as a flat item. `transcoded_urls` is empty until the transcoded file is available (enablex-api.md 11). */
export function simplifyArchive(archive: IDataObject): IDataObject & ArchiveUrls {
	return {
		created_at: toIso(archive.trans_date),
		transcoded_urls: urlsOf(archive.transcoded),
		recording_urls: urlsOf(archive.recording),
		chat_url: urlsOf(archive.chatdata)[0] ?? null,
		metadata_url: urlsOf(archive.metadata)[0] ?? null,
		...idFields(archive),
	};
}

/** The file name at the end of a URL, decoded and without folders, or `null` if the URL has no file name. */
export function fileNameOf(url: string): string | null {
	try {
		const last = new URL(url).pathname.split('/').at(-1) ?? '';
		const name = decodeURIComponent(last).split(/[\\/]/).at(-1) ?? '';
		return /^\.*$/.test(name) ? null : name;
	} catch {
		return null;
	}
}

/** The key of an archive that holds the files of a type. */
const KEY_OF_TYPE: Record<ArchiveFileType, string> = { recording: 'recording', transcoded: 'transcoded', chat: 'chatdata', metadata: 'metadata' };

/** The files of these types in an archive, one flat item per file: recordings, transcoded files, chat, metadata. */
export function archiveFiles(archive: IDataObject, types: readonly ArchiveFileType[] = ARCHIVE_FILE_TYPES): IDataObject[] {
	return ARCHIVE_FILE_TYPES.filter((type) => types.includes(type)).flatMap((type) =>
		urlsOf(archive[KEY_OF_TYPE[type]]).map((url) => ({ type, file_name: fileNameOf(url), url, ...idFields(archive) })),
	);
}
