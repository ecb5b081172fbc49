import type { IDataObject } from 'n8n-workflow';

import { LAST_TIME } from '../time/days';
import { toMillis, toNumber, toObject } from '../utils/values';

/** When a connection began and ended, in milliseconds since 1970. `null` is unknown. */
export interface Stay {
	from: number | null;
	to: number | null;
}

/** How long the connection of a CDR lasted in seconds, or `null` if it is unknown. Never negative. */
export function connectionSeconds(record: IDataObject): number | null {
	const seconds = toNumber(toObject(record.room).duration) ?? toNumber(toObject(record.sigserver).duration);
	return seconds !== null && seconds >= 0 ? seconds : null;
}

/**
 * When the connection of a CDR began and ended (enablex-api.md A.3, A.4): the times of the room, or else those
 * of the signalling server. An end that is missing or before the start follows from the duration; so does a missing start.
 */
export function stayOf(record: IDataObject): Stay {
	const room = toObject(record.room);
	const signalling = toObject(record.sigserver);
	const from = toMillis(room.connect_dt) ?? toMillis(signalling.connect_dt);
	const to = toMillis(room.disconnect_dt) ?? toMillis(signalling.disconnect_dt);
	if (from !== null && to !== null && from <= to) return { from, to };
	const seconds = connectionSeconds(record);
	const length = seconds === null ? null : Math.round(seconds * 1000);
	if (from === null) return { from: to === null ? null : shift(to, length, -1), to };
	// An end before the start is wrong. Without a duration, such a connection has no length.
	return { from, to: shift(from, length, 1) ?? (to === null ? null : from) };
}

function shift(time: number, length: number | null, direction: 1 | -1): number | null {
	if (length === null) return null;
	const shifted = time + direction * length;
	return Math.abs(shifted) <= LAST_TIME ? shifted : null;
}

/**
 * The first and the last time at which somebody was there. `from` is unknown if no start is known, `to` if no end is.
 * A start without its end may be the last of these times, and an end without its start the first.
 */
export function spanOf(stays: readonly Stay[]): Stay {
	const starts = stays.flatMap(({ from }) => from ?? []);
	const ends = stays.flatMap(({ to }) => to ?? []);
	const times = [...starts, ...ends];
	return {
		from: starts.length === 0 ? null : times.reduce((first, time) => Math.min(first, time)),
		to: ends.length === 0 ? null : times.reduce((last, time) => Math.max(last, time)),
	};
}

/**
 * The time in milliseconds that at least one of these stays covers, so that two devices at once count once.
 * `null` if none of them has both a start and an end.
 */
export function coveredMillis(stays: readonly Stay[]): number | null {
	const known = stays.flatMap(({ from, to }) => (from === null || to === null ? [] : [{ from, to }]));
	if (known.length === 0) return null;
	let covered = 0;
	let end = -Infinity;
	for (const { from, to } of known.sort((a, b) => a.from - b.from)) {
		covered += Math.max(0, to - Math.max(from, end));
		end = Math.max(end, to);
	}
	return covered;
}

/** A time in milliseconds since 1970 as ISO 8601 in UTC, or `null` if it is unknown. */
export const millisToIso = (millis: number | null): string | null => (millis === null ? null : new Date(millis).toISOString());
