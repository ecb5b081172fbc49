/** What may stand in one segment of a path: no slash, no question mark, no dots alone, nothing to decode. */
const SAFE_SEGMENT = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;
const MAX_SEGMENT_LENGTH = 200;

/** Whether the value can stand in a path and can never leave its segment. */
export function isSafeSegment(value: string): boolean {
	return value.length <= MAX_SEGMENT_LENGTH && SAFE_SEGMENT.test(value);
}

/**
 * Fills `:name` in a route such as `/rooms/:roomId` with the value of that name.
 * Throws when a value is missing or unsafe: the readers of the parameters refuse such values with
 * the user's words first, so this is the second lock on the same door.
 */
export function fillPath(route: string, values: object): string {
	const known = new Map<string, unknown>(Object.entries(values));
	return route.replace(/:([A-Za-z]+)/g, (_, name: string) => {
		const value = known.get(name);
		if (typeof value !== 'string' || !isSafeSegment(value)) {
			throw new RangeError(`The value for ${name} cannot be part of an address`);
		}
		return encodeURIComponent(value);
	});
}
