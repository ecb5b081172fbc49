import type { FastifyRequest } from 'fastify';
import type { JsonObject, Project } from './types.mts';

export interface RoomParams {
	Params: { roomId: string };
}

/** Name under which the app stores the project of a request. */
export const PROJECT = 'project';

/** The project whose login a request carried. */
export function readProject(request: FastifyRequest): Project {
	return request.getDecorator<Project>(PROJECT);
}

/**
 * The JSON object in a body, whatever content type it says. Anything else counts as an empty
 * object, so that the first required key is reported as missing (an inference).
 */
export function readBody(request: FastifyRequest): JsonObject {
	if (typeof request.body !== 'string') return {};
	try {
		const body: unknown = JSON.parse(request.body);
		return isJsonObject(body) ? body : {};
	} catch {
		return {};
	}
}

function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
