/** CDRs of a session as the API lists them (enablex-api.md A.3), for tests that make up their own meetings. */
import type { IDataObject } from 'n8n-workflow';

/** One connection of one user. Times are in milliseconds since 1970. */
export interface Connection {
	name: string;
	userRef: string;
	from: number;
	to: number;
	role?: string;
	quality?: string | null;
	/** The name of the room. */
	room?: string;
	roomId?: string;
	conference?: string;
	id?: string;
	/** When the record was logged. Default: when the user left. */
	loggedAt?: number;
}

/** What a person did in a session, as the tests expect it. */
export interface Attendance {
	name: string | null;
	user_ref: string | null;
	joined_at: string;
	left_at: string;
	duration_seconds: number;
	connection_count: number;
}

type Times = Pick<Connection, 'from' | 'to'>;

/** The seconds that at least one of these stays covers: the times between their ends, each looked at on its own. */
function secondsCovered(stays: readonly Times[]): number {
	const cuts = [...new Set(stays.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
	const covered = cuts.slice(1).map((cut, index) => (stays.some(({ from, to }) => from <= cuts[index] && to >= cut) ? cut - cuts[index] : 0));
	return covered.reduce((sum, millis) => sum + millis, 0) / 1000;
}

/** Who attended, by name and reference: the truth to which a session is compared, made without the code under test. */
export function attendanceOf(connections: ReadonlyArray<Pick<Connection, 'name' | 'userRef' | 'from' | 'to'>>): Attendance[] {
	const isSame = (one: (typeof connections)[number], other: (typeof connections)[number]) => one.name === other.name && one.userRef === other.userRef;
	const firsts = connections.filter((one, index) => connections.findIndex((other) => isSame(one, other)) === index);
	return firsts.map((first) => {
		const stays = connections.filter((one) => isSame(one, first));
		return {
			name: first.name || null,
			user_ref: first.userRef || null,
			joined_at: new Date(Math.min(...stays.map(({ from }) => from))).toISOString(),
			left_at: new Date(Math.max(...stays.map(({ to }) => to))).toISOString(),
			duration_seconds: secondsCovered(stays),
			connection_count: stays.length,
		};
	});
}

/** Attendance in one order, for comparisons: people who joined at the same moment have no order. */
export const inOneOrder = <T extends Pick<Attendance, 'name' | 'user_ref'>>(people: readonly T[]): T[] =>
	[...people].sort((a, b) => JSON.stringify([a.name, a.user_ref]).localeCompare(JSON.stringify([b.name, b.user_ref])));

/** The CDR of a connection, which is logged when the user leaves. Without `id`, equal connections have equal ids. */
export function sessionCdr({ name, userRef, from, to, role = 'participant', quality = 'Good', room = 'Design review', roomId = 'room-1', conference = 'conf-1', id, loggedAt = to }: Connection): IDataObject {
	const seconds = (to - from) / 1000;
	return {
		trans_date: new Date(loggedAt).toISOString(),
		conf_num: conference,
		room: {
			room_id: roomId,
			connect_dt: new Date(from).toISOString(),
			disconnect_dt: new Date(to).toISOString(),
			duration: seconds,
			room_details: { name: room, owner_ref: 'deal-4711' },
		},
		user: { role, name, ref: userRef },
		usage: { connect_minutes: seconds, connect_minutes_cal: Math.ceil(seconds / 60) },
		stats_quality: quality === null ? {} : { call_quality: quality },
		cdr_id: id ?? JSON.stringify([conference, userRef, name, from, to]),
	};
}
