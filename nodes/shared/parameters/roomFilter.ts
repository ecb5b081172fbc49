import type { IDataObject, IHookFunctions, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';

import { CREDENTIAL_NAME, readLinkFields } from '../credential/credential';
import { toObject } from '../utils/values';
import { readRoomId, refuseOtherServiceLink, type ParameterContext } from './parameters';

/** The room of a trigger's Filters, or an empty text for all rooms. Throws a NodeApiError. */
export const readRoomFilter = (context: ParameterContext, filters: IDataObject): string =>
	'roomId' in filters ? readRoomId(context, 'filters.roomId') : '';

/** Refuses a link of another service as the room of a trigger's Filters: nothing would ever start the workflow. Throws a NodeApiError. */
export async function checkRoomFilter(context: IHookFunctions | IPollFunctions | IWebhookFunctions): Promise<void> {
	const { roomId } = toObject(context.getNodeParameter('filters', {}));
	if (roomId === undefined) return;
	const { meetingDomain } = readLinkFields(await context.getCredentials(CREDENTIAL_NAME));
	refuseOtherServiceLink(context, roomId, meetingDomain);
}
