/** A model of n8n around the pure core of the trigger: it polls, saves, stops and starts again. */
import { isDeepStrictEqual } from 'node:util';

import { collect, type Limits } from '../../../nodes/EnableXVideoTrigger/delivery/collect';
import type { Days, DeliveryState } from '../../../nodes/EnableXVideoTrigger/delivery/state';
import { countKeys } from '../../../nodes/EnableXVideoTrigger/delivery/knownKeys';
import { readState } from '../../../nodes/EnableXVideoTrigger/delivery/savedState';
import { dayOf } from '../../../nodes/shared/time/days';
import { HOUR, listRecords, REFUSAL, type ModelApi } from './model.mts';

/** One poll of a history, and what goes wrong in it. Times are in milliseconds. */
export interface Step {
	/** Time since the previous poll. */
	wait: number;
	/** How far the clock of n8n is ahead of the API's. */
	offset: number;
	/** Which listing of the poll goes wrong, counted from 0, and how. */
	fault?: { listing: number; kind: 'fails' | 'runs out of time' };
	/** How many listings fit into the poll. */
	budget: number;
	/** How long each listing takes. */
	slowness: number;
	/** Whether strict filters are set. */
	isStrict: boolean;
	/** Whether n8n restarts before the poll. */
	restarts: boolean;
	/** Whether another poll starts at the same time, whose result n8n discards. */
	overlaps: boolean;
	/** Whether n8n with durable cursors loses the result: neither its items nor its state are saved. */
	isLost: boolean;
}

/** A poll in which nothing goes wrong. */
export const calmStep: Step = { wait: 0, offset: 0, budget: Infinity, slowness: 0, isStrict: false, restarts: false, overlaps: false, isLost: false };

const OUTAGE = 'The API is down';

/** Freezes a state and its parts, so that any change to it throws. */
export function freeze(state: DeliveryState): DeliveryState {
	Object.freeze(state.known);
	Object.freeze(state.sweep);
	return Object.freeze(state);
}

/** Checks the invariants of every state, and throws an error that names a broken one. */
export function checkState(state: DeliveryState): void {
	const text = JSON.stringify(state);
	if (!isDeepStrictEqual(readState(JSON.parse(text)), state)) throw new Error(`The state changes when serialized as JSON: ${text}`);
	const keys = countKeys(state.known);
	if (keys >= 200 && text.length > 16 * keys) throw new Error(`${keys} IDs take ${text.length} bytes`);
	const tooOld = Object.keys(state.known).find((day) => Number(day) < state.floor);
	if (tooOld !== undefined) throw new Error(`The state knows records of day ${tooOld}, which is before ${state.floor}`);
}

async function pollOnce({ api, lookbackDays, limits }: HostOptions, previous: DeliveryState, real: number, step: Step) {
	const { offset, fault, budget, slowness, isStrict } = step;
	const now = real + offset;
	let listings = 0;
	const list = async (asked: Days, isFirst: boolean) => {
		const listing = listings++;
		if (asked.firstDay < dayOf(now) - 92) throw new Error(`The poll requests day ${asked.firstDay} on day ${dayOf(now)}`);
		if (fault?.listing === listing && fault.kind === 'fails') throw new Error(OUTAGE);
		if (fault?.listing === listing && !isFirst) return undefined;
		const at = real + listing * slowness;
		return { records: listRecords(api, asked, at, isStrict), ...(api.sendsDate && { apiDay: dayOf(at) }) };
	};
	try {
		return await collect(previous, { list, now, lookbackDays, timeLeft: () => budget - listings, ...limits });
	} catch (error) {
		if (error instanceof Error && [OUTAGE, REFUSAL].includes(error.message)) return undefined;
		throw error;
	}
}

export interface HostOptions {
	api: ModelApi;
	lookbackDays: number;
	/** Whether n8n saves the state after each poll. */
	isDurable: boolean;
	limits?: Partial<Limits>;
}

export interface ModelHost {
	/** The emitted IDs, in order. */
	emitted: string[];
	/** Polls at a time of the API's clock. Throws if the poll breaks a rule. */
	poll(real: number, step: Step): Promise<void>;
}

/**
 * n8n with one trigger. Without durable cursors it saves the state only when something is emitted,
 * and a restart continues from there (n8n-host.md 2.4). With them, it saves after each poll that does not fail.
 */
export function startHost(options: HostOptions, first: DeliveryState): ModelHost {
	const emitted: string[] = [];
	let saved = JSON.stringify(first);
	let memory = first;

	async function poll(real: number, step: Step): Promise<void> {
		if (step.restarts) memory = JSON.parse(saved);
		const previous = readState(memory);
		if (previous === undefined) throw new Error('The saved state is invalid');
		freeze(previous);
		if (step.overlaps) await pollOnce(options, previous, real + HOUR, step);
		const result = await pollOnce(options, previous, real, step);
		if (result === undefined) return;
		const times = result.emit.map(({ time }) => time ?? Infinity);
		if (times.some((time, index) => time < times[index - 1])) throw new Error('The poll does not emit oldest first');
		if (result.emit.some(({ status }) => status !== 'ready')) throw new Error('The poll emits a record that is not ready');
		checkState(result.state);
		if (options.isDurable && step.isLost) return;
		memory = result.state;
		emitted.push(...result.emit.map(({ id }) => id));
		if (options.isDurable || result.emit.length > 0) saved = JSON.stringify(memory);
	}

	return { emitted, poll };
}
