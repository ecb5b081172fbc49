import type { IPollFunctions } from 'n8n-workflow';

import { remember } from './delivery';
import { listCandidates } from './listing';
import { streamFrom, streamFromNow } from './savedState';
import type { Start, TriggerSettings } from './settings';
import type { DeliveryState } from './state';

/** One poll, and what it has to keep to. */
export interface Poll {
	context: IPollFunctions;
	settings: TriggerSettings;
	/** When it started, in milliseconds since 1970. */
	now: number;
	/** Milliseconds left for requests. */
	timeLeft(): number;
}

/**
 * Streams that have begun and found nothing to emit yet. With durable cursors, n8n does not save
 * what the poll of an activation has assigned (n8n.md 2.4), so the next poll looks for it here.
 */
const begun = new Map<string, DeliveryState>();

const keyOf = ({ context }: Poll) => `${context.getWorkflow().id}:${context.getNode().id}`;

/** Keeps the beginning of a stream until n8n has saved a state. */
export function keepBeginning(poll: Poll, state: DeliveryState | undefined): void {
	if (state === undefined) begun.delete(keyOf(poll));
	else begun.set(keyOf(poll), state);
}

/** The request timeout: never longer than the time that is left, never none at all. */
export const timeoutOf = ({ timeLeft }: Poll): number => Math.max(1_000, Math.floor(timeLeft()));

/** A new stream, as Start From says. */
async function beginStream(poll: Poll, stream: string, start: Start): Promise<DeliveryState> {
	const { context, settings, now } = poll;
	if (start.since !== undefined) return streamFrom(stream, start.typed, start.since);
	const state = streamFromNow(stream, start.typed, now);
	const days = { firstDay: state.floor, nextDay: state.floor + 2 };
	return remember(state, await listCandidates(context, settings, days, timeoutOf(poll)), now);
}

/**
 * The state to go on from: the saved one if it is of this stream, or a new beginning. `isDamaged`
 * says that something is saved, but cannot be trusted; then the stream goes on from now, because
 * Start From would repeat everything since then.
 */
export async function findState(
	poll: Poll,
	stream: string,
	saved: DeliveryState | undefined,
	isDamaged: boolean,
): Promise<DeliveryState> {
	const { context, settings } = poll;
	const { start } = settings;
	if (isDamaged) {
		context.logger.warn(
			'The saved state of this trigger is damaged or of another version, so it starts again from now. What may be missing can be had with Get Many',
		);
		return await beginStream(poll, stream, { from: 'now', typed: start.typed });
	}
	// Publishing anew is a new beginning; other first polls belong to a stream that is already published.
	const kept = context.getActivationMode() === 'activate' ? undefined : begun.get(keyOf(poll));
	const state = saved ?? kept;
	const isSame = state?.stream === stream && (start.from === 'now' || state.start === start.typed);
	return isSame ? state : await beginStream(poll, stream, start);
}
