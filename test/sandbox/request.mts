import type { FastifyRequest } from 'fastify';
import { isJsonObject } from './json.mts';
import type { JsonObject, Project } from './types.mts';

export interface RoomParams {
	Params: { roomId: string };
}

/** The name of the request decorator that holds the project. */
export const PROJECT = 'project';

/** The project that a request is logged in to. */
export function readProject(request: FastifyRequest): Project {
	return request.getDecorator<Project>(PROJECT);
}

/**
 * The JSON object in a body, regardless of its content type. Anything else counts as an empty
 * object, so that the first required key is reported as missing (an assumption).
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
