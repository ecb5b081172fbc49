import { isSafeSegment } from '../../shared/api/paths';
import { conferenceNumberOf, toSession } from '../../shared/records/session';
import { daysOf, recordKey } from '../delivery/knownKeys';
import { isPlausibleTime } from '../delivery/deliver';
import { isOpen } from '../delivery/state';
import { newestOf, type Candidate, type Complete, type CompletionContext } from './completer';
import type { FollowUps } from './followUps';
import { fetchCdrs } from './requests';

/**
 * Adds to each new recording what only the CDRs of its session say: room, owner and duration, `null` if there are
 * none. Without Simplify, an item is the API's own object and needs nothing.
 */
export function recordingCompleter(poll: CompletionContext, followUps: FollowUps): Complete {
	async function withSession(candidate: Candidate): Promise<Candidate> {
		const confNum = conferenceNumberOf(candidate.item ?? {}) ?? '';
		const fetch = async () => await fetchCdrs(poll, confNum);
		const cdrs = isSafeSegment(confNum) ? await followUps.askUnlessHopeless(candidate.id, fetch, []) : [];
		const { room_name, owner_ref, duration_seconds } = toSession(cdrs.filter((cdr) => conferenceNumberOf(cdr) === confNum));
		return { ...candidate, added: { room_name, owner_ref, duration_seconds } };
	}

	return async ({ records, ...listed }, { isRecent, state, newest }) => {
		// A time that cannot be right counts as unreadable, here as for the delivery.
		const timeOf = ({ time }: Candidate) => (time !== null && isPlausibleTime(time, state, poll.now) ? time : null);
		const ready = poll.settings.simplify ? records.filter((record) => record.status === 'ready' && isOpen(state, timeOf(record))) : [];
		if (ready.length === 0) return { records, ...listed };
		const known = daysOf(state.known, ready.map(({ id }) => recordKey(id)));
		const unknown = newestOf(ready.filter(({ id }) => !known.has(recordKey(id))), newest);
		const completed = await followUps.checkAll(unknown, withSession, isRecent);
		const replacement = new Map(unknown.map((candidate, index) => [candidate, completed[index]]));
		return { ...listed, records: records.map((record) => replacement.get(record) ?? record) };
	};
}
