import { isSafeSegment } from '../../shared/api/paths';
import { isPlausibleTime } from '../delivery/deliver';
import { daysOf, recordKey } from '../delivery/knownKeys';
import { isOpen } from '../delivery/state';
import { firstUnreadDay } from '../delivery/sweep';
import { newestOf, type Complete, type CompletionContext } from '../completion/completer';
import type { FollowUps } from '../completion/followUps';
import { fetchArchives, fetchCdrs, fetchIsRoomEmpty } from '../completion/requests';
import { Activity } from './activity';
import { toCandidates, withTime, type SessionCandidate } from './candidates';
import { isTooShort, judge, type SessionApi, type Verdict } from './judge';
import type { ListedSession } from './listed';
import { Rooms } from './rooms';

/** A session that was settled so long ago is judged again, because a CDR of it may have been listed late. */
const SETTLED_FOR_MS = 3_600_000;

function sessionApi(poll: CompletionContext, followUps: FollowUps, rooms: Rooms, isSample: boolean): SessionApi {
	const ofSession = async <T>(id: string, fetch: (poll: CompletionContext, id: string) => Promise<T[]>): Promise<T[]> =>
		// A conference number that cannot be part of a path cannot be asked for.
		isSafeSegment(id) ? await followUps.askUnlessHopeless(id, async () => await fetch(poll, id), []) : [];
	return {
		hasEmptied: async (session) => await (isSample ? rooms.isEmptyNow(session) : rooms.hasEmptied(session)),
		cdrsOf: async (id) => await ofSession(id, fetchCdrs),
		archivesOf: async (id) => await ofSession(id, fetchArchives),
	};
}

/**
 * Turns lists of CDRs into sessions. Those that the trigger does not know yet are judged; only they cost requests,
 * and only once they have been quiet.
 */
export function sessionCompleter(poll: CompletionContext, followUps: FollowUps): Complete {
	const { settings, now } = poll;
	const activity = new Activity(now);
	const rooms = new Rooms(followUps, activity, async (roomId) => isSafeSegment(roomId) && (await fetchIsRoomEmpty(poll, roomId)));

	/** Whether a session needs no judgement, because nothing has changed since it was settled. */
	function isStillSettled({ id, time, cdrs }: ListedSession): boolean {
		const settled = followUps.remembered(id)?.settled;
		if (settled === undefined || (time ?? -Infinity) > (settled.time ?? -Infinity) || cdrs.length > settled.count) return false;
		const isFresh = now >= settled.checkedAt && now - settled.checkedAt < SETTLED_FOR_MS;
		return isFresh && (settled.hasComeBefore || isTooShort(settled.duration, settings.filters.minDuration));
	}

	function withVerdict(candidate: SessionCandidate, verdict: Verdict): SessionCandidate {
		const { time, status } = verdict;
		const judged = withTime(candidate, time);
		if (status === 'ready') return { ...judged, status, item: verdict.item };
		if (status === 'waiting') return { ...judged, status, isSoon: rooms.seenEmpty(judged) !== undefined };
		followUps.update(candidate.id, { settled: { ...verdict.settled, checkedAt: now } });
		return { ...judged, status: 'filtered' };
	}

	return async ({ records, sentAt, ...listed }, { isRecent, state, nextDay, newest }) => {
		const isPlausible = (time: number) => isPlausibleTime(time, state, now);
		const candidates = toCandidates(records, state, now);
		activity.note(candidates.map(({ session }) => session), sentAt);
		const known = daysOf(state.known, candidates.map(({ id }) => recordKey(id)));
		const options = { ...settings, activity, minDuration: settings.filters.minDuration, state, isPlausible };
		const isNew = (candidate: SessionCandidate) => isOpen(state, candidate.time) && !known.has(recordKey(candidate.id)) && !isStillSettled(candidate.session);
		const judged = await followUps.checkAll(
			newestOf(candidates.filter(isNew), newest),
			async (candidate) => withVerdict(candidate, await judge(candidate.session, options, sessionApi(poll, followUps, rooms, newest !== undefined))),
			isRecent,
		);
		const byId = new Map(judged.map((candidate) => [candidate.id, candidate]));
		return {
			...listed,
			records: candidates.map((candidate) => byId.get(candidate.id) ?? candidate),
			reply: { size: records.length, nextDay: firstUnreadDay({ nextDay, records }) },
		};
	};
}
