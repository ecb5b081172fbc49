/** Routes 12 to 15 of enablex-api.md 3: recordings, chat and metadata of sessions (enablex-api.md 8). */
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.mts';
import { withList } from '../envelope.mts';
import { isInReport } from '../period.mts';
import { isKept } from '../retention.mts';
import type { ArchiveRecord, JsonObject } from '../types.mts';
import { mountReport } from './report.mts';

/** Mounts the archive routes; the transcoded file is added to a listed archive when it is ready. */
export function mountArchives(app: FastifyInstance, ctx: Context): void {
	mountReport(app, ctx, 'archive', (appId, filter) => {
		const now = ctx.clock.now();
		return ctx.store.state.archives
			.filter((record) => record.appId === appId && record.visibleAt <= now && isKept(record, now) && isInReport(record, filter))
			.map((record) => JSON.stringify(serializeArchive(ctx, record, now)));
	});
}

function serializeArchive(ctx: Context, record: ArchiveRecord, now: number): JsonObject {
	const link = (path: string) => ctx.origins.files + path;
	const isTranscoded = record.transcodedAt !== null && record.transcodedAt <= now;
	const head = {
		_id: record.archiveId,
		trans_date: new Date(record.transAt).toISOString(),
		conf_num: record.confNum,
		app_id: record.appId,
		room_id: record.roomId,
	};
	const withRecording = withList(ctx.settings, head, 'recording', record.recording.map((path) => ({ url: link(path) })));
	const transcoded = isTranscoded ? record.transcoded : [];
	return {
		...withList(ctx.settings, withRecording, 'transcoded', transcoded.map((path) => ({ url: link(path) }))),
		...(record.chatdata ? { chatdata: link(record.chatdata) } : {}),
		...(record.metadata ? { metadata: link(record.metadata) } : {}),
	};
}
