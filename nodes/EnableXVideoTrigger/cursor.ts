import type { IPollFunctions } from 'n8n-workflow';

import { markAsKnown } from './delivery/deliver';
import type { CandidateList } from './completion/completer';
import { listCandidates } from './listing';
import { startSessionsFromNow } from './sessions/start';
import { isSameState, startDays, streamFrom, streamFromNow } from './delivery/savedState';
import type { Start, TriggerSettings } from './settings';
import type { DeliveryState } from './delivery/state';

/** One poll: its context, its settings and its limits. */
export interface Poll {
	context: IPollFunctions;
	settings: TriggerSettings;
	/** When the poll started, in milliseconds since 1970. */
	now: number;
	/** Milliseconds left for requests. */
	timeLeft(): number;
}

/** A state that n8n may not have saved, and the saved one (`base`) from which the poll started. */
interface UnsavedState {
	base: DeliveryState | undefined;
	state: DeliveryState;
}

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
	if (unsaved.state === unsaved.base) unsavedStates.delete(triggerKey(poll));
	else unsavedStates.set(triggerKey(poll), unsaved);
}

/** The request timeout in milliseconds: the time left, but at least a second, because 0 would mean no timeout. */
export const timeoutOf = ({ timeLeft }: Poll): number => Math.max(1_000, Math.floor(timeLeft()));

/** Starts a new stream where Start From says. */
async function startStream(poll: Poll, stream: string, start: Start): Promise<DeliveryState> {
	const { context, settings, now } = poll;
	if (start.since !== undefined) return streamFrom(stream, start.rawValue, start.since);
	const state = streamFromNow(stream, start.rawValue, now);
	const lists: CandidateList[] = [];
	for (const days of startDays(state, now)) lists.push(await listCandidates(context, settings, days, () => timeoutOf(poll), () => false));
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
 * The state to continue from: the saved one if it belongs to this stream, or else a new one. With
 * `isCorrupt`, something is saved but cannot be trusted. Then the stream starts from now, because Start
 * From could emit everything since then a second time.
 */
export async function findCursor(
	poll: Poll,
	stream: string,
	saved: DeliveryState | undefined,
	isCorrupt: boolean,
): Promise<Cursor> {
	const { context, settings } = poll;
	const { start } = settings;
	const unsaved = unsavedStates.get(triggerKey(poll));
	// Publishing again starts a stream that was never saved anew.
	const isNewPublication = saved === undefined && context.getActivationMode() === 'activate';
	const isUnsaved = unsaved !== undefined && !isNewPublication && isSameState(unsaved.base, saved);
	const state = isUnsaved ? unsaved.state : saved;
	if (state?.stream === stream && (start.from === 'now' || state.start === start.rawValue)) return { state, startsFromNow: false };
	if (isCorrupt) {
		context.logger.warn(
			'The saved state of this trigger is damaged or from another version, so the trigger starts again from now. Use Get Many to fetch anything missed',
		);
	}
	const begins: Start = isCorrupt ? { from: 'now', rawValue: start.rawValue } : start;
	const started = await startStream(poll, stream, begins);
	// If the rest of this poll fails, or n8n saves nothing, the next one goes on from here.
	rememberState(poll, { base: saved, state: started });
	return { state: started, startsFromNow: begins.from === 'now' };
}
