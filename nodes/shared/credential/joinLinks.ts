import type { EnableXCredential } from './credential';

/** The links to a room's hosted join page. They are `null` if the credential has no Meeting Domain. */
export interface JoinLinks {
	guest_url: string | null;
	host_url: string | null;
}

/**
 * The guest and host links of a room (enablex-api.md 14): `https://DOMAIN/ROOM_ID`, and for hosts
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

/** The part of a decoded host code before its last dash. App IDs contain no dash. */
function roomIdInHostCode(code: string): string {
	const decoded = Buffer.from(code, 'base64').toString('utf8');
	return decoded.slice(0, Math.max(0, decoded.lastIndexOf('-')));
}

/**
 * The room ID in a join link. In a guest link it is the last path segment, in a host link it is decoded
 * from that segment. Returns `undefined` if the text is not a URL or contains no room ID.
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
	// The address of the host page without a code: "host" is not a room ID.
	if (segments.length === 1 && last === 'host') return undefined;
	const candidate = isHostLink ? roomIdInHostCode(last) : last;
	return /^[A-Za-z0-9_-]+$/.test(candidate) ? candidate : undefined;
}

/** Room IDs are 24 hexadecimal digits (enablex-api.md 1). */
const ROOM_ID = /^[0-9a-f]{24}$/i;

/**
 * Whether a link with a room ID is one of another service: its host is not the Meeting Domain (which may
 * be empty), and its ID does not look like one of EnableX. The number in a link of Zoom does not.
 */
export function isOtherServiceLink(link: string, meetingDomain: string): boolean {
	const roomId = roomIdFromLink(link);
	if (roomId === undefined || ROOM_ID.test(roomId)) return false;
	return new URL(link.trim()).host !== meetingDomain.toLowerCase();
}
