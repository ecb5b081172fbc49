import type { IDataObject, INode, INodeProperties, NodeApiError } from 'n8n-workflow';

import { createNodeApiError } from '../../../shared/api/errors';
import { conferenceNumberField } from '../../../shared/descriptions/findBy';
import { readConferenceNumber } from '../../../shared/parameters/parameters';
import { toSession, withRecordings } from '../../../shared/records/session';
import { formatForError } from '../../../shared/utils/formatForError';
import { delay } from '../../execution/concurrency';
import type { Operation } from '../../execution/operation';
import { readSessionOptions, type SessionOptions } from './options';
import { createListRecords, requests } from './requests';

export const sessionGetFields: INodeProperties[] = [
	{ ...conferenceNumberField, displayOptions: { show: { resource: ['session'], operation: ['get'] } } },
];

const FIRST_PAUSE_MS = 2_000;
const MAX_PAUSE_MS = 30_000;

/** Asks until `list` returns something, with growing pauses, for so many milliseconds. Rejects when the execution is cancelled. */
async function waitForRecords(list: () => Promise<IDataObject[]>, waitMs: number, signal: AbortSignal | undefined): Promise<IDataObject[]> {
	const deadline = performance.now() + waitMs;
	for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, MAX_PAUSE_MS)) {
		const records = await list();
		const remaining = deadline - performance.now();
		if (records.length > 0 || remaining <= 0) return records;
		await delay(Math.min(pause, remaining), signal);
	}
}

function noRecordsError(node: INode, conferenceNumber: string): NodeApiError {
	const message = `EnableX has no call detail records of the session ${formatForError(conferenceNumber)}`;
	return createNodeApiError(node, { message }, {
		message,
		description: 'EnableX logs people after they have left, and keeps their records for 90 days. Check Conference Number, set Wait for Records, or run this after the session has ended',
	});
}

export const getSession: Operation<SessionOptions & { conferenceNumber: string }> = {
	requests: { cdrs: requests.cdrsByConference, archives: requests.archivesByConference },
	read: (context) => ({ ...readSessionOptions(context), conferenceNumber: readConferenceNumber(context) }),
	async run(context, { conferenceNumber, waitMs, includeRecordings }, defaults) {
		const listRecords = createListRecords(context, defaults);
		const list = async () => await listRecords('cdrsByConference', { conferenceNumber });
		const cdrs = await waitForRecords(list, waitMs, context.getExecutionCancelSignal());
		if (cdrs.length === 0) throw noRecordsError(context.getNode(), conferenceNumber);
		const session = toSession(cdrs);
		if (!includeRecordings) return [{ json: session }];
		return [{ json: withRecordings(session, await listRecords('archivesByConference', { conferenceNumber })) }];
	},
};
