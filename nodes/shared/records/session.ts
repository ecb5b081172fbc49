/**
 * Sessions: what people call a meeting. The API has none, only CDRs, one for each connection of a user
 * (enablex-api.md 7); those with the same `conf_num` are one session.
 */
import type { IDataObject } from 'n8n-workflow';

import { groupBy } from '../utils/groupBy';
import { toMillis, toObject, toText } from '../utils/values';
import { simplifyArchive, type ArchiveUrls } from './archive';
import { billedMinutesOf, cdrTime } from './cdr';
import { toParticipants, worstQuality, type Participant } from './participants';
import { millisToIso, spanOf, stayOf } from './stay';

/** A session as a flat item. Times are ISO 8601 in UTC; `null` is unknown. */
export type Session = {
	/** One line for people, such as `Design review: 3 people, 42 minutes`. */
	summary: string;
	room_name: string | null;
	owner_ref: string | null;
	/** When the first person joined. */
	started_at: string | null;
	/** When the last person left. */
	ended_at: string | null;
	/** From the start to the end. */
	duration_seconds: number | null;
	participant_count: number;
	connection_count: number;
	/** The sum of `usage.connect_minutes_cal`, on which EnableX bills; `null` where the deployment has none. */
	billed_minutes: number | null;
	worst_call_quality: string | null;
	participants: Participant[];
	conf_num: string | null;
	room_id: string | null;
};

/** The conference number of a CDR or archive, which identifies its session, or `null` if it has none. */
export const conferenceNumberOf = (record: IDataObject): string | null => toText(record.conf_num);

/** What a session needs of a CDR: a small part of it, so that many can be kept in memory. */
export function sessionCdr({ conf_num, cdr_id, trans_date, ...cdr }: IDataObject): IDataObject {
	const times = ({ connect_dt, disconnect_dt, duration }: IDataObject) => ({ connect_dt, disconnect_dt, duration });
	const room = toObject(cdr.room);
	const { name: room_name, owner_ref } = toObject(room.room_details);
	const { name, ref, role } = toObject(cdr.user);
	return {
		conf_num,
		cdr_id,
		trans_date,
		room: { room_id: room.room_id, ...times(room), room_details: { name: room_name, owner_ref } },
		user: { name, ref, role },
		sigserver: times(toObject(cdr.sigserver)),
		usage: { connect_minutes_cal: toObject(cdr.usage).connect_minutes_cal },
		stats_quality: { call_quality: toObject(cdr.stats_quality).call_quality },
	};
}

/** When a session started, in milliseconds since 1970, or `null` if that is unknown. */
export const startOfSession = ({ started_at }: Session): number | null => toMillis(started_at);

/**
 * CDRs or archives by their conference number, in the order of the list. Records without one are left out:
 * nothing says which session they belong to.
 */
export const groupByConference = (records: readonly IDataObject[]): Map<string, IDataObject[]> => groupBy(records, conferenceNumberOf);

const compare = <T extends number | string>(a: T, b: T): number => (a < b ? -1 : Number(a > b));

/** The CDRs in chronological order. The id decides between equal times, so that the order of the list never matters. */
function inOrder(cdrs: readonly IDataObject[]): IDataObject[] {
	const timed = cdrs.map((cdr) => {
		const { from, to } = stayOf(cdr);
		return { cdr, from: from ?? to ?? Infinity, to: to ?? Infinity, logged: cdrTime(cdr) ?? Infinity, id: toText(cdr.cdr_id) ?? '' };
	});
	timed.sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to) || compare(a.logged, b.logged) || compare(a.id, b.id));
	return timed.map(({ cdr }) => cdr);
}

/** Each CDR once: lists of periods that overlap contain it twice. Without an ID, its content tells. */
function withoutCopies(cdrs: readonly IDataObject[]): IDataObject[] {
	const known = new Set<string>();
	return cdrs.filter((cdr) => {
		const id = toText(cdr.cdr_id) ?? JSON.stringify(sessionCdr(cdr));
		const isNew = !known.has(id);
		known.add(id);
		return isNew;
	});
}

const lastKnown = (cdrs: readonly IDataObject[], read: (cdr: IDataObject) => string | null): string | null =>
	cdrs.flatMap((cdr) => read(cdr) ?? []).at(-1) ?? null;

function billedMinutes(cdrs: readonly IDataObject[]): number | null {
	const known = cdrs.flatMap((cdr) => billedMinutesOf(cdr) ?? []);
	return known.length === 0 ? null : known.reduce((sum, minutes) => sum + minutes, 0);
}

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;

function formatMinutes(seconds: number): string {
	const minutes = Math.round(seconds / 60);
	return minutes === 0 ? 'less than a minute' : count(minutes, 'minute', 'minutes');
}

/** One line that says what was held, how many people attended, and how long it took. */
function summarize({ room_name, room_id, participant_count, duration_seconds }: Omit<Session, 'summary'>): string {
	const title = room_name?.replace(/\s+/g, ' ').trim() || (room_id === null ? 'Session' : `Room ${room_id}`);
	const people = count(participant_count, 'person', 'people');
	return `${title}: ${people}${duration_seconds === null ? '' : `, ${formatMinutes(duration_seconds)}`}`;
}

/** The session of all CDRs with one `conf_num`, in any order. */
export function toSession(cdrs: readonly IDataObject[]): Session {
	const ordered = withoutCopies(inOrder(cdrs));
	const { from, to } = spanOf(ordered.map(stayOf));
	const detailsOf = (cdr: IDataObject) => toObject(toObject(cdr.room).room_details);
	const participants = toParticipants(ordered);
	const session = {
		room_name: lastKnown(ordered, (cdr) => toText(detailsOf(cdr).name)),
		owner_ref: lastKnown(ordered, (cdr) => toText(detailsOf(cdr).owner_ref)),
		started_at: millisToIso(from),
		ended_at: millisToIso(to),
		duration_seconds: from === null || to === null ? null : (to - from) / 1000,
		participant_count: participants.length,
		connection_count: ordered.length,
		billed_minutes: billedMinutes(ordered),
		worst_call_quality: worstQuality(ordered),
		participants,
		conf_num: lastKnown(ordered, conferenceNumberOf),
		room_id: lastKnown(ordered, (cdr) => toText(toObject(cdr.room).room_id)),
	};
	return { summary: summarize(session), ...session };
}

/** A session with the URLs of its recordings and its chat. */
export type RecordedSession = Session & Pick<ArchiveUrls, 'recording_urls' | 'transcoded_urls' | 'chat_url'>;

/** The session with the files of its archives. Without archives the lists are empty and `chat_url` is `null`. */
export function withRecordings({ conf_num, room_id, ...session }: Session, archives: readonly IDataObject[]): RecordedSession {
	const files = archives.map(simplifyArchive);
	return {
		...session,
		recording_urls: files.flatMap(({ recording_urls }) => recording_urls),
		transcoded_urls: files.flatMap(({ transcoded_urls }) => transcoded_urls),
		chat_url: files.flatMap(({ chat_url }) => chat_url ?? [])[0] ?? null,
		conf_num,
		room_id,
	};
}

/** A session as one row per person, each with the facts of the session that a table needs. */
export function sessionParticipants({ participants, room_name, owner_ref, started_at, ended_at, conf_num, room_id }: Session): IDataObject[] {
	const ofSession = { room_name, owner_ref, session_started_at: started_at, session_ended_at: ended_at, conf_num, room_id };
	return participants.map((participant) => ({ ...participant, ...ofSession }));
}
