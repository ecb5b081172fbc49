/** The notifications of a finished session: which, when, and in which form (enablex-api.md 13). */
import type { Context } from './context.mts';
import type { NotificationType, Webhook } from './notification-types.mts';
import type { ArchiveRecord, Json, JsonObject, Session } from './types.mts';

/** A notification that waits for its time. Epoch milliseconds of the sandbox's clock. */
export interface DueNotification {
	at: number;
	webhook: Webhook;
	body: JsonObject;
}

/** What happened, and when, before it has the form of a webhook. */
interface Event {
	type: NotificationType;
	at: number;
	files: string[];
	more?: JsonObject;
}

/** All notifications of a session whose end is known, in the order in which they are sent. */
export function notificationsOf(ctx: Context, session: Session, endAt: number, archive: ArchiveRecord | undefined): DueNotification[] {
	const webhook = ctx.store.state.projects.get(session.appId)?.webhook;
	if (webhook === undefined) return [];
	const events = eventsOf(ctx, webhook, endAt, archive).filter(({ type }) => webhook.events.includes(type));
	const due = events.map((event) => ({ at: event.at + webhook.delaySeconds * 1000, webhook, body: toBody(webhook, session, event) }));
	return inOrder(due, webhook).flatMap((one) => Array.from({ length: webhook.deliveries }, () => one));
}

/** The end of the session at once, streams and videos when their files are there, one video at a time, and the delivery last. */
function eventsOf(ctx: Context, { destination, transferAfterSeconds }: Webhook, endAt: number, archive: ArchiveRecord | undefined): Event[] {
	const events: Event[] = [{ type: 'roomdrop', at: endAt, files: [] }];
	if (archive === undefined) return events;
	const link = (path: string) => ctx.origins.files + path;
	const recording = archive.recording.map(link);
	if (recording.length > 0) events.push({ type: 'recording', at: archive.visibleAt, files: recording });
	const { transcodedAt } = archive;
	const transcoded = transcodedAt === null ? [] : archive.transcoded.map(link);
	transcoded.forEach((url, index) => {
		const bytes = ctx.store.state.files.get(archive.transcoded[index])?.bytes ?? 0;
		events.push({ type: 'transcoded', at: transcodedAt ?? 0, files: [url], more: { stage: String(index + 1), file_size: String(bytes) } });
	});
	const texts = [archive.chatdata, archive.metadata].filter((path) => path !== undefined).map(link);
	const lastAt = Math.max(transcodedAt ?? 0, archive.visibleAt);
	if (destination !== null) {
		events.push({ type: 'file-transfer', at: lastAt + transferAfterSeconds * 1000, files: [...recording, ...transcoded, ...texts], more: { destination } });
	}
	return events;
}

/** Sorted by time; reversed, all of them at the time of the last one. */
function inOrder(due: DueNotification[], { order }: Webhook): DueNotification[] {
	const sorted = [...due].sort((one, other) => one.at - other.at);
	if (order === 'documented') return sorted;
	const last = sorted.at(-1)?.at ?? 0;
	return sorted.reverse().map((one) => ({ ...one, at: last }));
}

function toBody(webhook: Webhook, { appId, roomId, confNum }: Session, { type, at, files, more }: Event): JsonObject {
	const head: JsonObject = { type, trans_date: toTime(webhook, at), app_id: appId, room_id: roomId, conf_num: confNum };
	if (files.length === 0) return head;
	return { ...head, [type === 'file-transfer' ? 'files' : 'recording']: toFiles(webhook, type, files), ...more };
}

function toTime({ time }: Webhook, at: number): Json {
	const value = time.startsWith('seconds') ? Math.floor(at / 1000) : at;
	return time.endsWith('Text') ? String(value) : value;
}

/** `recording` has a list of texts, `transcoded` one text, `file-transfer` a list of objects; other forms are a guess. */
function toFiles({ files: form }: Webhook, type: NotificationType, urls: string[]): Json {
	const documented = { roomdrop: 'list', recording: 'list', transcoded: 'text', 'file-transfer': 'objects' } as const;
	const chosen = form === 'documented' ? documented[type] : form;
	// One text cannot hold several files, so it holds the first.
	if (chosen === 'text') return urls[0];
	return chosen === 'list' ? urls : urls.map((url) => ({ url }));
}
