import { CREDENTIAL_NAME, readLinkFields } from '../../shared/credential/credential';
import { refuseOtherServiceLink } from '../../shared/parameters/parameters';
import { toObject } from '../../shared/utils/values';
import type { ItemContext } from './itemContext';

/**
 * Refuses a link of another service as Room. It is the one check of a parameter that needs the credential, so it
 * stands outside of `read`. Throws a NodeApiError.
 */
export async function checkRoomLink(context: ItemContext): Promise<void> {
	const { mode } = toObject(context.getNode().parameters.roomId);
	if (mode !== 'url') return;
	const { value } = toObject(context.getNodeParameter('roomId', ''));
	const { meetingDomain } = readLinkFields(await context.getCredentials(CREDENTIAL_NAME));
	refuseOtherServiceLink(context, { mode, value }, meetingDomain);
}
