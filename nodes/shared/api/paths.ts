/** One path segment: no slash, no question mark, no percent escape, and not just dots. */
const SAFE_SEGMENT = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;
const MAX_SEGMENT_LENGTH = 200;

/** Whether a value can be used as one path segment, so that it cannot change the rest of the path. */
export function isSafeSegment(value: string): boolean {
	return value.length <= MAX_SEGMENT_LENGTH && SAFE_SEGMENT.test(value);
}

/**
 * Replaces each `:name` in a route, such as `/rooms/:roomId`, with the value of that name. Throws a
 * RangeError if a value is missing or unsafe. This is a second line of defense: the parameter readers
 * reject such values first, with a message for the user.
 */
export function fillPath(route: string, values: object): string {
	const known = new Map<string, unknown>(Object.entries(values));
	return route.replace(/:([A-Za-z]+)/g, (_, name: string) => {
		const value = known.get(name);
		if (typeof value !== 'string' || !isSafeSegment(value)) {
			throw new RangeError(`The value for ${name} cannot be used in a URL`);
		}
		return encodeURIComponent(value);
	});
}
