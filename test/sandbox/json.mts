import type { Json, JsonObject } from './types.mts';

export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value if it is an object, otherwise an empty object. */
export function asObject(value: Json | undefined): JsonObject {
	return isJsonObject(value) ? value : {};
}
