/** A model of the API for Session Ended: meetings, who is in which room, and what goes wrong. */
import type { IDataObject } from 'n8n-workflow';

import { DAY, dayOf } from '../../../../nodes/shared/time/days';
import { sizeAt, type Meeting } from '../../../runs/soak/meetings.mts';
import { sessionCdr } from '../../../lib/session-cdrs.mts';

/** A kind of request. */
export type Route = 'period' | 'conf' | 'archive' | 'users';

export interface SessionApi {
	meetings: readonly Meeting[];
	/** Whether its replies have a Date header. */
	sendsDate: boolean;
	/** Whether the last requested day is included, which is undocumented (enablex-api.md 7). */
	includesLastDay: boolean;
}

/** A request that the trigger sent: its kind, and the ID in its path. */
export interface Sent {
	route: Route;
	id: string;
}

export const confOf = (api: SessionApi, meeting: Meeting): string => `conf-${api.meetings.indexOf(meeting)}`;
const roomOf = (api: SessionApi, meeting: Meeting): string => (meeting.room === 'adhoc' ? `adhoc-${api.meetings.indexOf(meeting)}` : `room-${meeting.room}`);

function cdrsOf(api: SessionApi, meeting: Meeting, at: number): IDataObject[] {
	const [conference, roomId] = [confOf(api, meeting), roomOf(api, meeting)];
	return meeting.connections
		.filter(({ listedAt }) => listedAt <= at)
		.map(({ name, joinedAt, leftAt }, index) => sessionCdr({ name, userRef: name, from: joinedAt, to: leftAt, roomId, conference, id: `${conference}-${name}-${joinedAt}-${leftAt}-${index}` }));
}

function listPeriod(api: SessionApi, from: string, to: string, at: number): IDataObject[] {
	const end = Date.parse(to) + (api.includesLastDay ? DAY : 0);
	const isListed = ({ trans_date: time }: IDataObject) => Date.parse(String(time)) >= Date.parse(from) && Date.parse(String(time)) < end;
	return api.meetings.flatMap((meeting) => cdrsOf(api, meeting, at)).filter(isListed);
}

/** Who is in a room, or `undefined` if the room is gone. */
function usersIn(api: SessionApi, roomId: string, at: number): IDataObject[] | undefined {
	const ofRoom = api.meetings.filter((meeting) => roomOf(api, meeting) === roomId);
	if (ofRoom.every(({ room, endAt }) => room === 'adhoc' && endAt <= at)) return undefined;
	const present = ofRoom.flatMap(({ connections }) => connections).filter(({ joinedAt, leftAt }) => joinedAt <= at && at < leftAt);
	return present.map(({ name }) => ({ name }));
}

/** The kind and the ID of a request. Throws for any other request. */
export function routeOf(url: string): Sent {
	const parts = url.split('/').slice(1);
	if (parts[0] === 'rooms' && parts[2] === 'users') return { route: 'users', id: parts[1] };
	if (parts[1] === 'conf') return { route: parts[0] === 'archive' ? 'archive' : 'conf', id: parts[2] };
	if (parts[0] === 'cdr' && parts[1] === 'period') return { route: 'period', id: parts.slice(2).join('/') };
	throw new Error(`The trigger sends ${url}`);
}

/** The reply to a request at this time. */
export function reply(api: SessionApi, { route, id }: Sent, at: number) {
	const headers = api.sendsDate ? { date: new Date(at).toUTCString() } : {};
	const answer = (body: IDataObject, statusCode = 200) => ({ statusCode, headers, body });
	const [from, to] = id.split('/');
	if (route === 'period') return answer({ result: '0', cdr: listPeriod(api, from, to, at) });
	if (route === 'archive') return answer({ result: '0', archive: [] });
	if (route === 'conf') return answer({ result: '0', cdr: api.meetings.filter((meeting) => confOf(api, meeting) === id).flatMap((meeting) => cdrsOf(api, meeting, at)) });
	const users = usersIn(api, id, at);
	return users === undefined ? answer({ result: 40001, error: 'Room not found', desc: '' }, 404) : answer({ result: 0, total: users.length, users });
}

/** The days on which the API lists something. */
export const lastListed = ({ meetings }: SessionApi): number => Math.max(0, ...meetings.flatMap(({ connections }) => connections).map(({ listedAt }) => listedAt));

export { dayOf, sizeAt };
