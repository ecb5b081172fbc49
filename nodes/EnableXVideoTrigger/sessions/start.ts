import { markAsKnown } from '../delivery/deliver';
import { dayOf } from '../../shared/time/days';
import type { DeliveryState } from '../delivery/state';
import type { CandidateList } from '../completion/completer';
import { toCandidates } from './candidates';

/**
 * Starts a stream of sessions from now, with what the API lists for the `startDays`. A session belongs to it if
 * somebody leaves it from now on, because the last person of one that is running will. So the stream begins after
 * the newest CDR. Without a Date header, this is also the only time that the API has shown.
 */
export function startSessionsFromNow(state: DeliveryState, lists: readonly CandidateList[], now: number): DeliveryState {
	const sessions = toCandidates(lists.flatMap(({ records }) => records), state, now).map((session) => ({ ...session, status: 'ready' as const }));
	const apiNow = Math.max(...lists.map(({ sentAt }) => sentAt ?? -Infinity));
	// A time ahead of the clock is wrong, and would make the stream begin in the future.
	const latest = apiNow > -Infinity ? apiNow : now;
	// Not Math.max with all of them as arguments: there may be more sessions than a call can take.
	const newest = sessions.reduce((last, { time }) => Math.max(last, Math.min(time ?? -Infinity, latest)), -Infinity);
	const since = Math.max(state.since, newest + 1);
	// What the start of the stream does not exclude, such as a session without a readable time, is old all the same.
	return markAsKnown({ ...state, since, floor: Math.max(state.floor, dayOf(since)) }, sessions, now);
}
