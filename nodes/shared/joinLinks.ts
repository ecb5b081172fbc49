import type { EnableXCredential } from './credential';

/** The links of a room's hosted join page; `null` when the credential names no such page. */
export interface JoinLinks {
	guest_url: string | null;
	host_url: string | null;
}

/**
 * The guest and host links of a room (api.md 14): `https://DOMAIN/ROOM_ID`, and for hosts
 * `https://DOMAIN/host/BASE64(ROOM_ID-APP_ID)`.
 */
export function joinLinks(roomId: string | null, credential: Pick<EnableXCredential, 'appId' | 'meetingDomain'>): JoinLinks {
	const { appId, meetingDomain } = credential;
	if (roomId === null || meetingDomain === '') return { guest_url: null, host_url: null };
	const hostCode = Buffer.from(`${roomId}-${appId}`).toString('base64');
	return {
		guest_url: `https://${meetingDomain}/${roomId}`,
		host_url: `https://${meetingDomain}/host/${hostCode}`,
	};
}

/** What stands before the last dash of a decoded host code; an App ID has no dash. */
function roomIdInHostCode(code: string): string {
	const decoded = Buffer.from(code, 'base64').toString('utf8');
	return decoded.slice(0, Math.max(0, decoded.lastIndexOf('-')));
}

/**
 * The room id in a join link: the segment itself in a guest link, decoded from a host link.
 * `undefined` when the text is no link, or holds no room id.
 */
export function roomIdFromLink(link: string): string | undefined {
	let url: URL;
	let segments: string[];
	try {
		url = new URL(link.trim());
		segments = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
	} catch {
		return undefined;
	}
	if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
	const last = segments.at(-1) ?? '';
	const isHostLink = segments.at(-2) === 'host';
	// The address of the host page alone: "host" is no room.
	if (segments.length === 1 && last === 'host') return undefined;
	const candidate = isHostLink ? roomIdInHostCode(last) : last;
	return /^[A-Za-z0-9_-]+$/.test(candidate) ? candidate : undefined;
}
