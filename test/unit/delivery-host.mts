/** A stand-in for n8n around the pure core of the trigger: it polls, saves, stops and starts again. */
import { isDeepStrictEqual } from 'node:util';

import { collect, type Days } from '../../nodes/EnableXVideoTrigger/collect';
import type { DeliveryState } from '../../nodes/EnableXVideoTrigger/state';
import { countKeys } from '../../nodes/EnableXVideoTrigger/knownKeys';
import { readState } from '../../nodes/EnableXVideoTrigger/savedState';
import { dayOf } from '../../nodes/shared/days';
import { HOUR, listRecords, type ModelApi } from './delivery-model.mts';

/** One poll of a history, and what goes wrong in it. Times are in milliseconds. */
export interface Step {
	/** Time since the poll before. */
	wait: number;
	/** How far the clock of n8n is ahead of the API's. */
	offset: number;
	/** Which listing of the poll goes wrong, from 0 on, and how. */
	fault?: { listing: number; kind: 'fails' | 'runs out of time' };
	/** For how many listings there is time. */
	budget: number;
	/** How long each listing takes. */
	slowness: number;
	/** Whether strict filters are set. */
	isStrict: boolean;
	/** Whether n8n is started anew before the poll. */
	restarts: boolean;
	/** Whether another poll begins at the same time, whose result n8n discards. */
	overlaps: boolean;
}

/** A poll in which nothing goes wrong. */
export const calmStep: Step = { wait: 0, offset: 0, budget: Infinity, slowness: 0, isStrict: false, restarts: false, overlaps: false };

const OUTAGE = 'The API is down';

/** Freezes a state with all that is in it, so that any change to it throws. */
export function freeze(state: DeliveryState): DeliveryState {
	Object.freeze(state.known);
	Object.freeze(state.sweep);
	return Object.freeze(state);
}

/** What has to be true of every state; throws a sentence when it is not. */
export function checkState(state: DeliveryState): void {
	const text = JSON.stringify(state);
	if (!isDeepStrictEqual(readState(JSON.parse(text)), state)) throw new Error(`It changes on its way through JSON: ${text}`);
	const keys = countKeys(state.known);
	if (keys >= 200 && text.length > 16 * keys) throw new Error(`${keys} ids take ${text.length} bytes`);
	const tooOld = Object.keys(state.known).find((day) => Number(day) < state.floor);
	if (tooOld !== undefined) throw new Error(`It knows records of day ${tooOld}, which is before ${state.floor}`);
}

async function pollOnce(api: ModelApi, previous: DeliveryState, lookbackDays: number, real: number, step: Step) {
	const { offset, fault, budget, slowness, isStrict } = step;
	const now = real + offset;
	let listings = 0;
	const list = async (asked: Days, isFirst: boolean) => {
		const listing = listings++;
		if (asked.firstDay < dayOf(now) - 92) throw new Error(`It asks for day ${asked.firstDay} on day ${dayOf(now)}`);
		if (fault?.listing === listing && fault.kind === 'fails') throw new Error(OUTAGE);
		if (fault?.listing === listing && !isFirst) return undefined;
		return listRecords(api, asked, real + listing * slowness, isStrict);
	};
	try {
		return await collect(previous, { list, now, lookbackDays, timeLeft: () => budget - listings });
	} catch (error) {
		if (error instanceof Error && error.message === OUTAGE) return undefined;
		throw error;
	}
}

export interface ModelHost {
	/** The ids that were emitted, in their order. */
	emitted: string[];
	/** Polls at a moment of the API's clock; throws when a poll gives what it must not. */
	poll(real: number, step: Step): Promise<void>;
}

/**
 * n8n with one trigger. Without durable cursors it saves the state only when something is emitted,
 * and a restart goes on from there (n8n.md 2.4); with them, after each poll that does not fail.
 */
export function startHost(api: ModelApi, first: DeliveryState, lookbackDays: number, isDurable: boolean): ModelHost {
	const emitted: string[] = [];
	let saved = JSON.stringify(first);
	let memory = first;

	async function poll(real: number, step: Step): Promise<void> {
		if (step.restarts) memory = JSON.parse(saved);
		const previous = readState(memory);
		if (previous === undefined) throw new Error('The state is lost');
		freeze(previous);
		if (step.overlaps) await pollOnce(api, previous, lookbackDays, real + HOUR, step);
		const result = await pollOnce(api, previous, lookbackDays, real, step);
		if (result === undefined) return;
		const times = result.emit.map(({ time }) => time ?? Infinity);
		if (times.some((time, index) => time < times[index - 1])) throw new Error('It does not emit oldest first');
		if (result.emit.some(({ status }) => status !== 'ready')) throw new Error('It emits what is not ready');
		checkState(result.state);
		memory = result.state;
		emitted.push(...result.emit.map(({ id }) => id));
		if (isDurable || result.emit.length > 0) saved = JSON.stringify(memory);
	}

	return { emitted, poll };
}
