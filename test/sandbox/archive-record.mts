/** The files of a session: individual streams, the transcoded video, chat and metadata (enablex-api.md 8). */
import type { Context } from './context.mts';
import { keptUntil } from './retention.mts';
import type { ArchiveRecord, FileRecord, Session, SessionUser } from './types.mts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
	mkv: 'video/x-matroska',
	webm: 'video/webm',
	mov: 'video/quicktime',
	mp4: 'video/mp4',
	json: 'application/json',
};

/** Adds the archive of a finished session with its files. Returns undefined if there is nothing to archive. */
export function addArchive(ctx: Context, session: Session, endAt: number): ArchiveRecord | undefined {
	const { recording, chat, visibleAfterSeconds } = session.artifacts;
	const hasMedia = recording && session.users.length > 0;
	if (!hasMedia && chat.length === 0) return undefined;
	const visibleAt = endAt + visibleAfterSeconds * 1000;
	const isSingleFile = ctx.store.state.rooms.get(session.roomId)?.settings.single_file_recording === true;
	const transcodedAt = hasMedia ? findTranscodedAt(session, endAt, isSingleFile) : null;
	const add = (name: string, at: number | null, content?: string) => addFile(ctx, session, name, at, content);
	const videos = transcodedAt === null ? [] : nameFilms(session, isSingleFile ? 'webm' : ctx.settings.transcodedExtension).map((name) => add(name, Math.max(transcodedAt, visibleAt)));
	const streams = hasMedia && !isSingleFile ? listPublishers(session).map((user) => add(`${user.callNum}.mkv`, visibleAt)) : [];
	const archive: ArchiveRecord = {
		archiveId: ctx.ids.hex24(),
		appId: session.appId,
		confNum: session.confNum,
		roomId: session.roomId,
		transAt: endAt,
		visibleAt,
		keptUntil: keptUntil(ctx, endAt),
		transcodedAt: transcodedAt === null ? null : Math.max(transcodedAt, visibleAt),
		recording: isSingleFile && ctx.settings.singleFileAsRecording ? videos : streams,
		transcoded: videos,
		...(chat.length > 0 ? { chatdata: add('chatdata.json', visibleAt, JSON.stringify({ messages: chat })) } : {}),
		metadata: add('metadata.json', visibleAt, describe(session, endAt)),
	};
	ctx.store.state.archives.push(archive);
	return archive;
}

/** single_file_recording: "WEBM file immediately after the session ends" (S1); otherwise queued, or never. */
function findTranscodedAt(session: Session, endAt: number, isSingleFile: boolean): number | null {
	const { transcodedAfterSeconds } = session.artifacts;
	if (isSingleFile) return endAt;
	return transcodedAfterSeconds === null ? null : endAt + transcodedAfterSeconds * 1000;
}

/** session.mov, session-2.mov, … */
function nameFilms({ artifacts }: Session, extension: string): string[] {
	return Array.from({ length: artifacts.transcodedFiles ?? 1 }, (_, index) => `session${index === 0 ? '' : `-${index + 1}`}.${extension}`);
}

function listPublishers(session: Session): SessionUser[] {
	return session.users.filter((user) => user.audio || user.video);
}

/** Stores a file under /recordings/<room>/<conference>/ and returns its path on the file host. */
function addFile(ctx: Context, session: Session, name: string, visibleAt: number | null, content?: string): string {
	const path = `/recordings/${session.roomId}/${session.confNum}/${name}`;
	const file: FileRecord = {
		path,
		contentType: CONTENT_TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
		bytes: content === undefined ? session.artifacts.fileBytes : Buffer.byteLength(content),
		visibleAt,
		keptUntil: keptUntil(ctx, visibleAt ?? 0),
		...(content === undefined ? {} : { content }),
	};
	ctx.store.state.files.set(path, file);
	return path;
}

function describe(session: Session, endAt: number): string {
	return JSON.stringify({
		conf_num: session.confNum,
		room_id: session.roomId,
		start: new Date(session.startAt).toISOString(),
		end: new Date(endAt).toISOString(),
		users: session.users.map(({ name, userRef, role }) => ({ name, user_ref: userRef, role })),
	});
}
