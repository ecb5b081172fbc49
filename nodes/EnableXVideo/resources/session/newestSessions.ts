import type { IDataObject } from 'n8n-workflow';

import { cdrTime } from '../../../shared/records/cdr';
import { startOfSession, toSession, type Session } from '../../../shared/records/session';
import { stayOf } from '../../../shared/records/stay';
import { DAY } from '../../../shared/time/days';
import { isInPeriod, type Period } from '../../../shared/time/periods';
import { Newest } from '../../../shared/utils/newest';

/**
 * A session, and whether all of its CDRs are known: `listed` if the list has all of them, `partial` if more may follow after
 * the days that were read, `completed` once all of them were requested.
 */
export interface FoundSession {
	session: Session;
	state: 'listed' | 'partial' | 'completed';
}

/** The period that sessions have to start in, where the CDRs were read to, and how many sessions are wanted. */
export interface SessionSearch {
	period?: Period;
	/** The end of the days that were read, in milliseconds since 1970; Infinity if nothing is beyond them. */
	readTo: number;
	limit: number;
}

interface Candidate extends FoundSession {
	conferenceNumber: string;
	startedAt: number | null;
}

/** When somebody was seen last. A CDR may be logged later than its connection ended. */
const lastSeen = (cdrs: readonly IDataObject[]): number =>
	cdrs.reduce((last, cdr) => Math.max(last, stayOf(cdr).to ?? -Infinity, cdrTime(cdr) ?? -Infinity), -Infinity);

/** A session without readable times starts with its first record. */
function toCandidate(conferenceNumber: string, cdrs: readonly IDataObject[], state: FoundSession['state']): Candidate {
	const session = toSession(cdrs);
	const logged = cdrs.flatMap((cdr) => cdrTime(cdr) ?? []).reduce<number | null>((first, time) => Math.min(first ?? time, time), null);
	return { conferenceNumber, session, state, startedAt: startOfSession(session) ?? logged };
}

function takeNewest(candidates: readonly Candidate[], limit: number): Candidate[] {
	const newest = new Newest<Candidate>(limit);
	for (const candidate of candidates) newest.add(candidate.startedAt, candidate);
	return newest.newestFirst();
}

/**
 * The newest sessions that started in the period, each with all of its CDRs, from the CDRs that were listed for
 * the days around it. `complete` returns all CDRs of each of these conferences. It is called only for wanted sessions that
 * may have CDRs after the days that were read: those with somebody there in the last 24 hours of them. A session that has
 * CDRs before these days started before the period. Only somebody who stays 24 hours longer than all others may be missing.
 */
export async function newestSessions(
	listed: ReadonlyMap<string, IDataObject[]>,
	{ period, readTo, limit }: SessionSearch,
	complete: (conferenceNumbers: string[]) => Promise<IDataObject[][]>,
): Promise<FoundSession[]> {
	const isWanted = ({ startedAt }: Candidate) => period === undefined || isInPeriod(startedAt, period);
	let candidates = [...listed]
		.map(([conferenceNumber, cdrs]) => toCandidate(conferenceNumber, cdrs, lastSeen(cdrs) > readTo - DAY ? 'partial' : 'listed'))
		.filter(isWanted);
	for (;;) {
		const newest = takeNewest(candidates, limit);
		const partial = newest.filter(({ state }) => state === 'partial').map(({ conferenceNumber }) => conferenceNumber);
		if (partial.length === 0) return newest;
		const completed = new Map((await complete(partial)).map((cdrs, index) => [partial[index], cdrs]));
		// With all of its CDRs, a session may have started earlier. Then it may give way to another one.
		candidates = candidates.map((one) => withAllCdrs(one, completed.get(one.conferenceNumber))).filter(isWanted);
	}
}

function withAllCdrs(candidate: Candidate, cdrs: readonly IDataObject[] | undefined): Candidate {
	if (cdrs === undefined) return candidate;
	// An API that lists the session for its days, but not by its number, leaves it as it is.
	return cdrs.length === 0 ? { ...candidate, state: 'completed' } : toCandidate(candidate.conferenceNumber, cdrs, 'completed');
}
