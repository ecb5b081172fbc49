import { createHash } from 'crypto';

import { dayOf, startOfDay } from '../shared/days';
import { isObject } from '../shared/values';
import { KEY_LENGTH, type KnownKeys } from './knownKeys';
import type { DeliveryState, Sweep } from './state';

/** What makes a stream the same one. The App Key is not part of it: a new key opens the same account. */
export interface StreamSource {
	appId: string;
	baseUrl: string;
	event: string;
	roomId: string;
}

/** The fingerprint of a stream, without its secrets or names being readable in the state. */
export const fingerprint = ({ appId, baseUrl, event, roomId }: StreamSource): string =>
	createHash('sha256').update(JSON.stringify([appId, baseUrl, event, roomId])).digest('base64').slice(0, 16);

/** Days until the year 9900: more than any Start Date says, and days that the API can be asked for. */
const LAST_DAY = 2_896_000;

const isDay = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= LAST_DAY;
const isMoment = (value: unknown): value is number => typeof value === 'number' && isDay(dayOf(value));
const dayOrNull = (value: unknown) => (isDay(value) ? value : null);

const isKnown = (value: unknown): value is KnownKeys =>
	isObject(value) &&
	Object.entries(value).every(
		([day, keys]) => isDay(Number(day)) && typeof keys === 'string' && keys.length % KEY_LENGTH === 0,
	);

function readSweep(value: unknown): Sweep | null {
	if (!isObject(value)) return null;
	const { next, begun, waiting } = value;
	return isDay(next) && isDay(begun) && (waiting === null || isDay(waiting)) ? { next, begun, waiting } : null;
}

/**
 * Reads what n8n saved. `undefined` stands for a state that cannot be trusted: with an unknown
 * version, or without the ids that it was made to keep. What only steers the reading is repaired;
 * the worst that follows is that some days are read once more.
 */
export function readState(saved: unknown): DeliveryState | undefined {
	if (!isObject(saved) || saved.v !== 1) return undefined;
	const { stream, start, since, floor, newest, swept, sweep, known } = saved;
	const isWhole = typeof stream === 'string' && typeof start === 'string' && isMoment(since) && isDay(floor);
	if (!isWhole || !isKnown(known)) return undefined;
	return {
		v: 1,
		stream,
		start,
		since,
		floor,
		newest: dayOrNull(newest),
		swept: isMoment(swept) ? swept : 0,
		sweep: readSweep(sweep),
		known: { ...known },
	};
}

/** A stream that begins at a moment: what was logged before it is not part of it. */
export const streamFrom = (stream: string, start: string, since: number): DeliveryState => ({
	v: 1,
	stream,
	start,
	since,
	floor: dayOf(since),
	newest: null,
	swept: 0,
	sweep: null,
	known: {},
});

/**
 * A stream that begins now. It starts with yesterday, and what the API lists at that moment is
 * remembered as old (`remember`): so a clock that differs from the API's by hours loses nothing.
 */
export function streamFromNow(stream: string, start: string, now: number): DeliveryState {
	const yesterday = dayOf(now) - 1;
	return { ...streamFrom(stream, start, startOfDay(yesterday)), swept: now };
}
