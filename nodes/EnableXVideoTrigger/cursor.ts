import type { IPollFunctions } from 'n8n-workflow';

import { dayOf } from '../shared/time/days';
import { markAsKnown } from './delivery/deliver';
import type { CandidateList } from './completion/completer';
import { listCandidates } from './listing';
import { startSessionsFromNow } from './sessions/start';
import { isSameState, startDays, streamFrom, streamFromNow } from './delivery/savedState';
import type { Start, TriggerSettings } from './settings';
import type { DeliveryState } from './delivery/state';
import { MAX_CLOCK_LAG_DAYS } from './delivery/sweep';

/** One poll: its context, its settings and its limits. */
export interface Poll {
	context: IPollFunctions;
	settings: TriggerSettings;
	/** When the poll started, in milliseconds since 1970. */
	now: number;
	/** Milliseconds left for requests. */
	timeLeft(): number;
}

/** What n8n has saved of the trigger: a state, none yet, or something that cannot be trusted (`isCorrupt`). */
export interface SavedState {
	state: DeliveryState | undefined;
	isCorrupt: boolean;
}

/** A state that n8n may not have saved, and what was saved (`base`) when the poll started. */
interface UnsavedState {
	base: SavedState;
	state: DeliveryState;
}

const isSameBase = (a: SavedState, b: SavedState) => a.isCorrupt === b.isCorrupt && isSameState(a.state, b.state);

/**
 * The states of the last polls, by trigger. n8n does not save every state that a poll stores (n8n-host.md
 * 2.4): with durable cursors not that of an activation, with the durable scheduler alone not that of a poll
 * without new records; and it may fail to save one. An entry counts for as long as n8n hands over its `base`
 * again; a saved state that is different from it is a later one.
 */
const unsavedStates = new Map<string, UnsavedState>();

/** What identifies a trigger in this process. */
export const triggerKey = ({ context }: Poll) => `${context.getWorkflow().id}:${context.getNode().id}`;

/**
 * Remembers where a poll has got to. After a poll that emitted something, that is the state before it: if
 * n8n did not save the new one, it has not created the execution either, so the records have to come again.
 */
export function rememberState(poll: Poll, unsaved: UnsavedState): void {
	// What is saved already needs no memory. To go on from such a copy would mark the static data as changed at each poll.
	if (unsaved.state === unsaved.base.state) unsavedStates.delete(triggerKey(poll));
	else unsavedStates.set(triggerKey(poll), unsaved);
}

/** The request timeout in milliseconds: the time left, but at least a second, because 0 would mean no timeout. */
export const timeoutOf = ({ timeLeft }: Poll): number => Math.max(1_000, Math.floor(timeLeft()));

/** Starts a new stream where Start From says. */
async function startStream(poll: Poll, stream: string, start: Start): Promise<DeliveryState> {
	if (start.since !== undefined) return streamFrom(stream, start.rawValue, start.since);
	return await startFromNow(poll, streamFromNow(stream, start.rawValue, poll.now), poll.now);
}

/**
 * Starts a stream with what is listed at `now` (milliseconds since 1970) marked as known. If a reply shows that the clock
 * of this machine is behind by days, what is history by now has not been listed. Then the stream starts by the API's
 * clock, with a request less, because one has been spent.
 */
async function startFromNow(poll: Poll, state: DeliveryState, now: number, isCorrected = false): Promise<DeliveryState> {
	const { context, settings } = poll;
	const lists: CandidateList[] = [];
	for (const days of startDays(state, now, isCorrected)) {
		const list = await listCandidates(context, settings, days, () => timeoutOf(poll), () => false);
		const { sentAt = now } = list;
		if (dayOf(sentAt) > dayOf(now) + MAX_CLOCK_LAG_DAYS) return await startFromNow(poll, streamFromNow(state.stream, state.start, sentAt), sentAt, true);
		lists.push(list);
	}
	if (settings.event === 'session') return startSessionsFromNow(state, lists, now);
	return markAsKnown(state, lists.flatMap(({ records }) => records), now);
}

/** A state to continue from. */
export interface Cursor {
	state: DeliveryState;
	/** Whether this poll has started the stream from now, with what is listed marked as known. */
	startsFromNow: boolean;
}

/**
 * The state to continue from: the saved one if it belongs to this stream, or else a new one. If
 * what is saved is corrupt, the stream starts from now, because Start From could emit everything since then a
 * second time.
 */
export async function findCursor(
	poll: Poll,
	stream: string,
	base: SavedState,
): Promise<Cursor> {
	const { context, settings } = poll;
	const { start } = settings;
	const unsaved = unsavedStates.get(triggerKey(poll));
	// Publishing again starts a stream that was never saved anew.
	const isNewPublication = base.state === undefined && context.getActivationMode() === 'activate';
	const isUnsaved = unsaved !== undefined && !isNewPublication && isSameBase(unsaved.base, base);
	const state = isUnsaved ? unsaved.state : base.state;
	if (state?.stream === stream && (start.from === 'now' || state.start === start.rawValue)) return { state, startsFromNow: false };
	if (base.isCorrupt) {
		context.logger.warn(
			'The saved state of this trigger is damaged or from another version, so the trigger starts again from now. Use Get Many to fetch anything missed',
		);
	}
	const begins: Start = base.isCorrupt ? { from: 'now', rawValue: start.rawValue } : start;
	const started = await startStream(poll, stream, begins);
	// If the rest of this poll fails, or n8n saves nothing, the next one goes on from here.
	rememberState(poll, { base, state: started });
	return { state: started, startsFromNow: begins.from === 'now' };
}
