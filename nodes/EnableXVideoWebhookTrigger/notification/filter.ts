import { toText } from '../../shared/utils/values';
import type { Notification } from './body';

/** The documented events (enablex-api.md 13), and `other` for any that EnableX adds. */
export const EVENTS = ['roomdrop', 'recording', 'transcoded', 'file-transfer', 'other'] as const;
export type EventName = (typeof EVENTS)[number];

/** Which notifications start the workflow. */
export interface NotificationFilter {
	/** The project of the credential. */
	appId: string;
	events: readonly EventName[];
	/** Empty for all rooms of the project. */
	roomId: string;
}

/** The event of a notification type, as users choose it. */
export const eventName = (type: string): EventName => EVENTS.find((name) => name === type) ?? 'other';

/**
 * Whether a notification is one that the user asked for. One URL may serve several projects
 * (enablex-api.md 13); a notification that does not name its project counts as one of ours, because it
 * would otherwise be lost.
 */
export function isWanted(notification: Notification, { appId, events, roomId }: NotificationFilter): boolean {
	const { type, app_id: project, room_id: room } = notification;
	const isOfProject = (toText(project) ?? appId) === appId;
	const isOfRoom = roomId === '' || toText(room) === roomId;
	return isOfProject && isOfRoom && events.includes(eventName(type));
}
