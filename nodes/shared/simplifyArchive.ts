import type { IDataObject } from 'n8n-workflow';

import { toIso, toMillis, toObject, toText } from './values';

/** What kind of file of a session an archive holds (api.md 8.1). */
export type ArchiveFileType = 'recording' | 'transcoded' | 'chat' | 'metadata';

/** When an archive was logged, in milliseconds since 1970, or `null`. */
export const archiveTime = (archive: IDataObject): number | null => toMillis(archive.trans_date);

/** The addresses in a list of `{url}` objects or texts; anything else in it is passed over. */
export function urlsOf(list: unknown): string[] {
	const entries = Array.isArray(list) ? list : [list];
	return entries
		.map((entry) => toText(typeof entry === 'string' ? entry : toObject(entry).url))
		.filter((url) => url !== null);
}

const identity = (archive: IDataObject) => ({
	archive_id: toText(archive._id),
	conf_num: toText(archive.conf_num),
	room_id: toText(archive.room_id),
});

/** An archive as a flat item. `transcoded_urls` is empty until the transcoded file is there (api.md 11). */
export function simplifyArchive(archive: IDataObject): IDataObject {
	return {
		...identity(archive),
		created_at: toIso(archive.trans_date),
		recording_urls: urlsOf(archive.recording),
		transcoded_urls: urlsOf(archive.transcoded),
		chat_url: urlsOf(archive.chatdata)[0] ?? null,
		metadata_url: urlsOf(archive.metadata)[0] ?? null,
	};
}

/** The last part of a file's address, decoded and without folders, or `null` when there is none. */
export function fileNameOf(url: string): string | null {
	try {
		const last = new URL(url).pathname.split('/').at(-1) ?? '';
		const name = decodeURIComponent(last).split(/[\\/]/).at(-1) ?? '';
		return /^\.*$/.test(name) ? null : name;
	} catch {
		return null;
	}
}

/** The files of an archive, one flat item each: recordings, transcoded files, chat, metadata. */
export function archiveFiles(archive: IDataObject): IDataObject[] {
	const lists: Array<[ArchiveFileType, unknown]> = [
		['recording', archive.recording],
		['transcoded', archive.transcoded],
		['chat', archive.chatdata],
		['metadata', archive.metadata],
	];
	return lists.flatMap(([type, list]) =>
		urlsOf(list).map((url) => ({ ...identity(archive), type, url, file_name: fileNameOf(url) })),
	);
}
