import type { IDataObject, INode, NodeApiError } from 'n8n-workflow';

import { createNodeApiError } from '../../../shared/api/errors';
import type { Collector } from '../../../shared/api/listEntries';
import { archiveTime, simplifyArchive } from '../../../shared/records/archive';
import { formatForError } from '../../../shared/utils/formatForError';
import type { ItemContext } from '../../execution/itemContext';
import { requestRecords } from '../../execution/listOperation';
import type { Request } from '../../execution/operation';

/** What the archives of a session say about its video, the transcoded file. */
interface Video {
	/** Whether a recording is listed, transcoded or not. */
	isRecorded: boolean;
	/** The URL of the newest transcoded file. */
	url?: string;
}

/** Collects the newest video of a list of archives. Of several videos in one archive, the last one counts. */
function newestVideo(): Collector<Video> {
	const video: Video & { time: number } = { isRecorded: false, time: -Infinity };
	return {
		add(archive: IDataObject) {
			const { transcoded_urls, recording_urls } = simplifyArchive(archive);
			const url = transcoded_urls.at(-1);
			const time = archiveTime(archive) ?? -Infinity;
			video.isRecorded ||= recording_urls.length > 0 || url !== undefined;
			if (url !== undefined && time >= video.time) Object.assign(video, { url, time });
		},
		result: () => video,
	};
}

/** Tells a session without a recording from one whose recording is not transcoded yet. */
function noVideoError(node: INode, conferenceNumber: string, { isRecorded }: Video): NodeApiError {
	const session = formatForError(conferenceNumber);
	if (isRecorded) {
		const message = `The recording of the session ${session} is not transcoded yet`;
		const description = 'EnableX transcodes the recording some time after the session. Try again later, or start the workflow with Recording Ready of the EnableX Video Trigger';
		return createNodeApiError(node, { message }, { message, description });
	}
	const message = `EnableX lists no recording of the session ${session}`;
	const description =
		'Check Conference Number, and that the session was recorded: Auto Recording of a room records every session. Recordings are listed some time after the session, and kept for 90 days';
	return createNodeApiError(node, { message }, { message, description });
}

/**
 * The URL of the newest transcoded file of a session. Takes the declared request that lists its archives. Throws a
 * NodeApiError if the session has no such file.
 */
export async function findVideo(context: ItemContext, request: Request, conferenceNumber: string): Promise<string> {
	const video = await requestRecords(context, request, { conferenceNumber }, 'archive', newestVideo);
	if (video.url === undefined) throw noVideoError(context.getNode(), conferenceNumber, video);
	return video.url;
}
