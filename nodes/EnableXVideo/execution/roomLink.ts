import { CREDENTIAL_NAME, readLinkFields } from '../../shared/credential/credential';
import { isOtherServiceLink } from '../../shared/credential/joinLinks';
import { notAJoinLink } from '../../shared/parameters/parameters';
import { toObject } from '../../shared/utils/values';
import type { ItemContext } from './itemContext';

/**
 * Refuses a link of another service as Room, such as one of Zoom. It is the one check of a parameter that
 * needs the credential (Meeting Domain), so it stands outside of `read`. Throws a NodeApiError.
 */
export async function checkRoomLink(context: ItemContext): Promise<void> {
	const saved = toObject(context.getNode().parameters.roomId);
	if (saved.mode !== 'url') return;
	const { value } = toObject(context.getNodeParameter('roomId', ''));
	const { meetingDomain } = readLinkFields(await context.getCredentials(CREDENTIAL_NAME));
	if (typeof value === 'string' && isOtherServiceLink(value, meetingDomain)) throw notAJoinLink(context.getNode());
}
