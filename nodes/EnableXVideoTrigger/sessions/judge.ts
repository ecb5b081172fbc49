import type { IDataObject } from 'n8n-workflow';

import { conferenceNumberOf, toSession, withRecordings, type RecordedSession, type Session } from '../../shared/records/session';
import { cdrTime } from '../../shared/records/cdr';
import { dayOf } from '../../shared/time/days';
import type { SettledSession } from '../completion/memory';
import type { DeliveryState } from '../delivery/state';
import { MAX_SILENCE_MS, type Activity } from './activity';
import { listedSession, type IsPlausible, type ListedSession } from './listed';

/** What a session is judged by. */
export interface JudgeOptions {
	activity: Activity;
	/** How long no CDR may have been logged, in milliseconds. */
	quietMs: number;
	/** The minimum duration of the session in seconds. */
	minDuration?: number;
	includeRecordings: boolean;
	state: Pick<DeliveryState, 'since' | 'floor'>;
	isPlausible: IsPlausible;
}

/** What may be asked for about a session. Each may reject. */
export interface SessionApi {
	/** Whether everybody has left the room for long enough that the CDRs of the last people are listed. */
	hasEmptied(session: ListedSession): Promise<boolean>;
	/** All its CDRs. */
	cdrsOf(id: string): Promise<IDataObject[]>;
	archivesOf(id: string): Promise<IDataObject[]>;
}

/** `time` is that of its newest CDR. */
export type Verdict = { time: number | null } & (
	| { status: 'waiting' }
	| { status: 'ready'; item: Session | RecordedSession }
	| { status: 'settled'; settled: Omit<SettledSession, 'checkedAt'> }
);

/** Whether a session is too short for the filter. One whose duration is unknown does not match either. */
export const isTooShort = (duration: number | null, minDuration: number | undefined): boolean =>
	minDuration !== undefined && (duration ?? -1) < minDuration;

async function isOver(session: ListedSession, { activity, quietMs }: JudgeOptions, api: SessionApi): Promise<boolean> {
	const { now, certain } = activity.clock;
	const { time } = session;
	if (time !== null && now - time < quietMs) return false;
	if (time !== null && certain - time >= MAX_SILENCE_MS) return true;
	return activity.isFollowed(session) || (await api.hasEmptied(session));
}

/** The times of the CDRs after which none was logged for `MAX_SILENCE_MS`, although a later one followed. */
function silencesIn({ cdrs }: ListedSession, isPlausible: IsPlausible): number[] {
	const times = cdrs.map(cdrTime).filter((time) => time !== null).filter(isPlausible).sort((a, b) => a - b);
	return times.filter((time, index) => index + 1 < times.length && times[index + 1] - time > MAX_SILENCE_MS);
}

/**
 * The day under which the key of a session is stored: the day after its newest CDR. A later CDR of it is logged
 * at most `MAX_SILENCE_MS` after that, or else it does not count (`hasComeBefore`).
 */
export const keyDayOf = (time: number): number => dayOf(time + MAX_SILENCE_MS);

/** Judges one session: whether it is over and, if so, what to deliver. Rejects if a request does. */
export async function judge(listed: ListedSession, options: JudgeOptions, api: SessionApi): Promise<Verdict> {
	const { activity, minDuration, includeRecordings, isPlausible, state } = options;
	const seen = { ...listed, time: activity.timeOf(listed) };
	// A session of an earlier day may have fallen silent there, whatever happened since. Only all of its CDRs show that.
	const isOld = listed.time !== null && activity.clock.certain - listed.time >= MAX_SILENCE_MS;
	if (!isOld && !(await isOver(seen, options, api))) return { time: seen.time, status: 'waiting' };
	const all = (await api.cdrsOf(listed.id)).filter((cdr) => conferenceNumberOf(cdr) === listed.id);
	const whole = listedSession(listed.id, [...all, ...listed.cdrs], isPlausible);
	const { time } = whole;
	const silences = silencesIn(whole, isPlausible);
	if (silences.length === 0 && !(await isOver(whole, options, api))) return { time, status: 'waiting' };
	const session = toSession(whole.cdrs);
	const { duration_seconds: duration, connection_count: count } = session;
	// It was over when it fell silent, and came then. If somebody has stayed in the room for days, their CDR comes when the key is gone.
	const hasComeBefore = silences.some((silence) => silence >= state.since && keyDayOf(silence) < state.floor);
	if (hasComeBefore || isTooShort(duration, minDuration)) return { time, status: 'settled', settled: { time, count, duration, hasComeBefore } };
	return { time, status: 'ready', item: includeRecordings ? withRecordings(session, await api.archivesOf(listed.id)) : session };
}
