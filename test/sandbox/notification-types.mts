/** What the control API accepts and returns about notifications (enablex-api.md 13). */
import type { JsonObject } from './types.mts';

export type NotificationType = 'roomdrop' | 'recording' | 'transcoded' | 'file-transfer';

/** Where the notifications of a project go, as set in the portal, and the forms that are undocumented. */
export interface Webhook {
	/** The address of the receiver. */
	url: string;
	/** The login that is sent; without a user name, none is sent. */
	username: string;
	password: string;
	/** The types that are sent; default all four. */
	events: NotificationType[];
	/** How `trans_date` is sent. */
	time: 'seconds' | 'milliseconds' | 'secondsText' | 'millisecondsText';
	/** How files are sent: as documented (`transcoded` as text, the others in lists), or all in one form. */
	files: 'documented' | 'text' | 'list' | 'objects';
	contentType: string;
	/** How many times each notification is sent; more than once is a re-delivery. */
	deliveries: number;
	/** How much later than usual each notification is sent. */
	delaySeconds: number;
	/** `reversed`: all notifications of a session are sent when its last one is due, the last one first. */
	order: 'documented' | 'reversed';
	/** Where files are delivered to; null: nowhere, so there is no file-transfer. */
	destination: { name: string; host: string; account: string } | null;
	/** Seconds from the last file to its delivery. */
	transferAfterSeconds: number;
}

/** The only required field is `url`. */
export interface WebhookInput extends Partial<Omit<Webhook, 'url'>> {
	/** Null removes the webhook. */
	url: string | null;
	/** Default: the sandbox's own project. */
	appId?: string;
}

/** A notification that was sent, and what the receiver answered. */
export interface SentNotification {
	url: string;
	body: JsonObject;
	/** The sandbox's time, ISO 8601. */
	sentAt: string;
	/** Real time in epoch milliseconds. */
	startedAt: number;
	/** Real milliseconds until the answer. */
	milliseconds: number;
	/** Null without an answer, after five seconds at most. */
	status: number | null;
}
