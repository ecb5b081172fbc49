import type { IDataObject } from 'n8n-workflow';

import { cdrTime } from '../../shared/records/cdr';
import { conferenceNumberOf } from '../../shared/records/session';
import { stayOf } from '../../shared/records/stay';
import { groupBy } from '../../shared/utils/groupBy';
import { toObject, toText } from '../../shared/utils/values';

/** A session as far as its CDRs are listed. Times are in milliseconds since 1970, and `null` if no CDR has a readable one. */
export interface ListedSession {
	/** Its conference number. */
	id: string;
	/** When its newest CDR was logged. */
	time: number | null;
	roomId: string | null;
	/** When somebody joined last, and when somebody left last. */
	lastJoined: number | null;
	lastLeft: number | null;
	cdrs: readonly IDataObject[];
}

/** Whether a time can be right. Others count as unreadable. */
export type IsPlausible = (time: number) => boolean;

function latest(times: ReadonlyArray<number | null>, isPlausible: IsPlausible): number | null {
	const plausible = times.filter((time) => time !== null).filter(isPlausible);
	return plausible.length === 0 ? null : plausible.reduce((last, time) => Math.max(last, time));
}

/** The session of CDRs with one conference number. */
export function listedSession(id: string, cdrs: readonly IDataObject[], isPlausible: IsPlausible): ListedSession {
	const stays = cdrs.map(stayOf);
	return {
		id,
		time: latest(cdrs.map(cdrTime), isPlausible),
		roomId: cdrs.map((cdr) => toText(toObject(cdr.room).room_id)).find((room) => room !== null) ?? null,
		lastJoined: latest(stays.map(({ from }) => from), isPlausible),
		lastLeft: latest(stays.map(({ to }) => to), isPlausible),
		cdrs,
	};
}

/** The sessions of a list of CDRs. CDRs without a conference number are left out: they belong to no session. */
export const groupSessions = (cdrs: readonly IDataObject[], isPlausible: IsPlausible): ListedSession[] =>
	[...groupBy(cdrs, conferenceNumberOf)].map(([id, ofSession]) => listedSession(id, ofSession, isPlausible));
