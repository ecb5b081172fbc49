import { createHash } from 'crypto';

import { dayOf, LAST_DAY, startOfDay } from '../../shared/time/days';
import { isObject } from '../../shared/utils/values';
import { KEY_LENGTH, type KnownKeys } from './knownKeys';
import type { Days, DeliveryState, Sweep } from './state';

/** What identifies a stream. The App Key is not part of it, because a new key belongs to the same account. */
export interface StreamSource {
	appId: string;
	baseUrl: string;
	event: string;
	roomId: string;
}

/** A hash that identifies a stream, so that the saved state does not reveal the account or the room. */
export const fingerprint = ({ appId, baseUrl, event, roomId }: StreamSource): string =>
	createHash('sha256').update(JSON.stringify([appId, baseUrl, event, roomId])).digest('base64').slice(0, 16);

const isDay = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= LAST_DAY;
const isTime = (value: unknown): value is number => typeof value === 'number' && isDay(dayOf(value));
const dayOrNull = (value: unknown) => (isDay(value) ? value : null);

const isKnown = (value: unknown): value is KnownKeys =>
	isObject(value) &&
	Object.entries(value).every(
		([day, keys]) => isDay(Number(day)) && typeof keys === 'string' && keys.length % KEY_LENGTH === 0,
	);

function readSweep(value: unknown): Sweep | null {
	if (!isObject(value)) return null;
	const { next, begun, waiting, maxSpan, isSoon } = value;
	if (!isDay(next) || !isDay(begun) || (waiting !== null && !isDay(waiting))) return null;
	return { next, begun, waiting, ...(isDay(maxSpan) && maxSpan > 0 && { maxSpan }), ...(isSoon === true && { isSoon }) };
}

/**
 * Reads the state that n8n saved. Returns `undefined` if the state cannot be trusted, because its version
 * is unknown, or because the known keys or what defines the stream are damaged. Other damaged values
 * only control what is read next, so they are reset; at worst, some days are read again.
 */
export function readState(saved: unknown): DeliveryState | undefined {
	if (!isObject(saved) || saved.v !== 1) return undefined;
	const { stream, start, since, floor, newest, swept, sweep, known } = saved;
	const isWhole = typeof stream === 'string' && typeof start === 'string' && isTime(since) && isDay(floor);
	if (!isWhole || !isKnown(known)) return undefined;
	return {
		v: 1,
		stream,
		start,
		since,
		floor,
		newest: dayOrNull(newest),
		swept: isTime(swept) ? swept : 0,
		sweep: readSweep(sweep),
		known: { ...known },
	};
}

/** Whether two states are the same, key by key. `undefined` stands for no state. */
export const isSameState = (a: DeliveryState | undefined, b: DeliveryState | undefined): boolean =>
	a === b || JSON.stringify(a) === JSON.stringify(b);

/** A new stream of the records logged at or after `since` (milliseconds since 1970). `start` is the `rawValue` of Start From. */
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
 * A new stream that starts now (milliseconds since 1970). It covers yesterday too, and the caller marks
 * the records that the API already lists as known (`markAsKnown`). So no record is lost if the clock of
 * this machine differs from the API's by hours.
 */
export function streamFromNow(stream: string, start: string, now: number): DeliveryState {
	const yesterday = dayOf(now) - 1;
	return { ...streamFrom(stream, start, startOfDay(yesterday)), swept: now };
}

/**
 * The days to list for `markAsKnown`, in parts, because a reply with several busy days may be too large for the
 * API. The clock of this machine may be behind by hours, so it may be tomorrow already; and the API may file a
 * record under the day before or after its `trans_date` (enablex-api.md 7). With `inTwo`, they are two parts instead of three.
 */
export function startDays({ floor }: DeliveryState, now: number, inTwo = false): Days[] {
	const today = dayOf(now);
	const before = inTwo ? [{ firstDay: floor - 1, nextDay: today }] : [{ firstDay: floor - 1, nextDay: floor }, { firstDay: floor, nextDay: today }];
	return [...before, { firstDay: today, nextDay: today + 3 }];
}
