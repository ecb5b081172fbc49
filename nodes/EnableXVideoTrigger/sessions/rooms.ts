import { NoRequestLeft, type FollowUps } from '../completion/followUps';
import { remember, type RememberedRecord } from '../completion/memory';
import { A_MINUTE_MS } from '../delivery/sweep';
import type { Activity } from './activity';
import type { ListedSession } from './listed';

/** How many rooms one poll asks for their users at most. */
export const MAX_ROOMS = 200;

/** Whether a room is empty. Rejects if the request fails. */
export type FetchIsRoomEmpty = (roomId: string) => Promise<boolean>;

/** The rooms of the sessions that one poll judges: each is asked for its users at most once a minute, and only so many of them. */
export class Rooms {
	/** The answers of this poll, by room. */
	private readonly answers = new Map<string, Promise<boolean>>();

	constructor(
		private readonly followUps: FollowUps,
		private readonly activity: Activity,
		private readonly fetchIsEmpty: FetchIsRoomEmpty,
	) {}

	/**
	 * Whether everybody has left the room of a session a minute ago or earlier. Only then its CDRs are complete:
	 * that of somebody who has just left is not listed yet. Nobody comes back to a session that has emptied.
	 */
	async hasEmptied(session: ListedSession): Promise<boolean> {
		const { now } = this.followUps;
		const seen = this.seenEmpty(session);
		if (seen !== undefined) return now - seen.now >= A_MINUTE_MS;
		if (await this.isEmptyNow(session)) this.followUps.update(session.id, { seenEmpty: { now, apiNow: this.activity.clock.now } });
		return false;
	}

	/** When the room was seen empty after the last CDR of a session, if it was. */
	seenEmpty({ id, time }: Pick<ListedSession, 'id' | 'time'>): RememberedRecord['seenEmpty'] {
		const seen = this.followUps.remembered(id)?.seenEmpty;
		return seen !== undefined && seen.now <= this.followUps.now && (time ?? -Infinity) <= seen.apiNow ? seen : undefined;
	}

	/** Whether nobody is in the room of a session. */
	async isEmptyNow({ id, roomId }: ListedSession): Promise<boolean> {
		return roomId !== null && (await this.isEmpty(id, roomId));
	}

	private async isEmpty(id: string, roomId: string): Promise<boolean> {
		const answer = this.answers.get(roomId);
		if (answer !== undefined) return await answer;
		const { memory, now } = this.followUps;
		const sinceAsked = now - (memory.rooms.get(roomId) ?? -Infinity);
		// A negative time means that the clock was set back.
		if (sinceAsked >= 0 && sinceAsked < A_MINUTE_MS) return false;
		// Not `unchecked`: sessions that go on for long must not stop the sweep.
		if (this.answers.size >= MAX_ROOMS) throw new NoRequestLeft('waiting');
		const asked = this.followUps.ask(id, async () => {
			remember(memory.rooms, roomId, now);
			return await this.fetchIsEmpty(roomId);
		});
		this.answers.set(roomId, asked);
		return await asked;
	}
}
