import { isGood } from './callers.mts';
import type { Call } from './callers.mts';

/** A room that the API has. */
export interface BookedRoom {
	readonly roomId: string;
	readonly name: string;
}

/** What came of the calls, seen from the API. */
export interface BookingVerdict {
	/** Callers who got a room. */
	readonly served: number;
	/** Names of callers who gave up without one. */
	readonly unserved: readonly string[];
	/** Promised in a good answer, but the API has no such room, or it has another name. */
	readonly missing: readonly string[];
	/** Promised to more than one caller. */
	readonly shared: readonly string[];
	/** Rooms of a name that nobody asked for. */
	readonly uncalledFor: readonly string[];
	/** Requests that were answered with anything but a room. */
	readonly refused: number;
	/** Requests without any answer. */
	readonly unanswered: number;
	/** Callers who asked again. */
	readonly retried: number;
	/** Callers whose room is there more than once. */
	readonly twice: readonly string[];
}

/** Compares what callers were told with the rooms that the API has. */
export function judgeBookings(calls: readonly Call[], rooms: readonly BookedRoom[]): BookingVerdict {
	const nameOf = new Map(rooms.map(({ roomId, name }) => [roomId, name]));
	const asked = new Set(calls.map(({ name }) => name));
	const attempts = calls.flatMap((call) => call.attempts);
	const promises = calls.flatMap(({ name, attempts: own }) => own.filter(isGood).map(({ roomId = '' }) => ({ name, roomId })));
	const served = new Set(promises.map(({ name }) => name));
	return {
		served: served.size,
		unserved: [...asked].filter((name) => !served.has(name)),
		missing: promises.filter(({ name, roomId }) => nameOf.get(roomId) !== name).map(({ name }) => name),
		shared: repeated(promises.map(({ roomId }) => roomId)),
		uncalledFor: rooms.map(({ name }) => name).filter((name) => !asked.has(name)),
		refused: attempts.filter((attempt) => attempt.status !== undefined && !isGood(attempt)).length,
		unanswered: attempts.filter(({ status }) => status === undefined).length,
		retried: calls.filter(({ attempts: own }) => own.length > 1).length,
		twice: repeated(rooms.map(({ name }) => name)),
	};
}

/** The values that are there more than once. */
export function repeated(values: readonly string[]): string[] {
	const seen = new Set<string>();
	return [...new Set(values.filter((value) => seen.size === seen.add(value).size))];
}
