import type { INode, INodeProperties, NodeApiError } from 'n8n-workflow';

import { createNodeApiError } from '../../../shared/api/errors';
import { conferenceNumberField } from '../../../shared/descriptions/findBy';
import { readConferenceNumber } from '../../../shared/parameters/parameters';
import { toSession, withRecordings } from '../../../shared/records/session';
import { formatForError } from '../../../shared/utils/formatForError';
import type { Operation } from '../../execution/operation';
import { readSessionOptions, type SessionOptions } from './options';
import { createListRecords, requests } from './requests';
import { waitForRecords } from './waitForRecords';

export const sessionGetFields: INodeProperties[] = [
	{ ...conferenceNumberField, displayOptions: { show: { resource: ['session'], operation: ['get'] } } },
];

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
