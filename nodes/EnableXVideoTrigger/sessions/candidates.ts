import { isPlausibleTime } from '../delivery/deliver';
import type { DeliveryState } from '../delivery/state';
import type { Candidate } from '../completion/completer';
import { keyDayOf } from './judge';
import { groupSessions, type ListedSession } from './listed';

/** A session as a record of the trigger, with what is listed of it. */
export interface SessionCandidate extends Candidate {
	session: ListedSession;
}

/** A session whose newest CDR was logged at this time. */
export const withTime = (candidate: SessionCandidate, time: number | null): SessionCandidate => ({
	...candidate,
	time,
	...(time !== null && { keyDay: keyDayOf(time) }),
});

/** The sessions of listed CDRs, without a decision: `filtered` neither comes nor holds a day open. */
export const toCandidates = (listed: readonly Candidate[], state: DeliveryState, now: number): SessionCandidate[] =>
	groupSessions(listed.flatMap(({ item }) => (item === undefined ? [] : [item])), (time) => isPlausibleTime(time, state, now)).map((session) =>
		withTime({ id: session.id, time: null, status: 'filtered', session }, session.time),
	);
