import { isBooked } from './callers.mts';
import type { Call } from './callers.mts';

/** A room in the API. */
export interface BookedRoom {
	readonly roomId: string;
	readonly name: string;
}

/** The outcome of the calls, compared with the rooms in the API. */
export interface BookingResult {
	/** The number of callers who got a room. */
	readonly served: number;
	/** Names of callers who gave up without one. */
	readonly unserved: readonly string[];
	/** Rooms promised in a successful response that do not exist in the API, or have another name. */
	readonly missing: readonly string[];
	/** Rooms promised to more than one caller. */
	readonly shared: readonly string[];
	/** Rooms with a name that nobody requested. */
	readonly unexpected: readonly string[];
	/** Requests answered with anything but a room. */
	readonly refused: number;
	/** Requests without any response. */
	readonly unanswered: number;
	/** Callers who retried. */
	readonly retried: number;
	/** Callers whose room exists more than once. */
	readonly duplicated: readonly string[];
}

/** Compares what callers were told with the rooms in the API. */
export function compareBookings(calls: readonly Call[], rooms: readonly BookedRoom[]): BookingResult {
	const nameOf = new Map(rooms.map(({ roomId, name }) => [roomId, name]));
	const asked = new Set(calls.map(({ name }) => name));
	const attempts = calls.flatMap((call) => call.attempts);
	const promises = calls.flatMap(({ name, attempts: own }) => own.filter(isBooked).map(({ roomId = '' }) => ({ name, roomId })));
	const served = new Set(promises.map(({ name }) => name));
	return {
		served: served.size,
		unserved: [...asked].filter((name) => !served.has(name)),
		missing: promises.filter(({ name, roomId }) => nameOf.get(roomId) !== name).map(({ name }) => name),
		shared: repeated(promises.map(({ roomId }) => roomId)),
		unexpected: rooms.map(({ name }) => name).filter((name) => !asked.has(name)),
		refused: attempts.filter((attempt) => attempt.status !== undefined && !isBooked(attempt)).length,
		unanswered: attempts.filter(({ status }) => status === undefined).length,
		retried: calls.filter(({ attempts: own }) => own.length > 1).length,
		duplicated: repeated(rooms.map(({ name }) => name)),
	};
}

/** The values that occur more than once. */
export function repeated(values: readonly string[]): string[] {
	const seen = new Set<string>();
	return [...new Set(values.filter((value) => seen.size === seen.add(value).size))];
}
