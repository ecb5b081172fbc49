import { DAY } from '../../shared/time/days';
import type { ListedSession } from './listed';

/** Two times in milliseconds since 1970 that stand for now. */
export interface Clock {
	/** By the API's clock if it says, or else by ours. */
	now: number;
	/** A time that has passed for certain, because the API has shown it. */
	certain: number;
}

/**
 * What a poll has seen of the sessions so far. The recent days are read first, so a session of an earlier day
 * that still goes on there, or was followed by another one, is known.
 */
export class Activity {
	private sentAt = -Infinity;
	private newest = -Infinity;
	private readonly times = new Map<string, number>();
	/** By room: when somebody joined last, by session. */
	private readonly joined = new Map<string, Map<string, number>>();

	/** @param now by the clock of this machine */
	constructor(private readonly now: number) {}

	/** Notes listed sessions. `sentAt` is when the API sent the list by its own clock, if it says so. */
	note(sessions: readonly ListedSession[], sentAt: number | undefined): void {
		this.sentAt = Math.max(this.sentAt, sentAt ?? -Infinity);
		for (const { id, time, roomId, lastJoined } of sessions) {
			if (time !== null) {
				this.newest = Math.max(this.newest, time);
				this.times.set(id, Math.max(time, this.times.get(id) ?? -Infinity));
			}
			if (roomId === null || lastJoined === null) continue;
			const ofRoom = this.joined.get(roomId) ?? new Map<string, number>();
			this.joined.set(roomId, ofRoom.set(id, Math.max(lastJoined, ofRoom.get(id) ?? -Infinity)));
		}
	}

	/** The time of the newest CDR of a session that the poll has seen. */
	timeOf({ id, time }: ListedSession): number | null {
		return this.times.get(id) ?? time;
	}

	/** Without a Date header, our clock may be wrong by hours, and only the newest record shows what time it is for certain. */
	get clock(): Clock {
		const hasDate = this.sentAt > -Infinity;
		return { now: Math.max(hasDate ? this.sentAt : this.now, this.newest), certain: Math.max(this.sentAt, this.newest) };
	}

	/** Whether a later session of the same room has begun. A room has one session at a time. */
	isFollowed({ id, roomId, lastLeft, time }: ListedSession): boolean {
		const left = lastLeft ?? time;
		if (roomId === null || left === null) return false;
		return [...(this.joined.get(roomId) ?? [])].some(([other, joined]) => other !== id && joined > left);
	}
}

/** A session without a new CDR for so long is over, whoever is in its room. */
export const MAX_SILENCE_MS = DAY;
