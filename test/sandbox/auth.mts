import { ApiError } from './envelope.mts';
import type { Project } from './types.mts';

/** The user name and password of a Basic Authorization header; null if it is missing or invalid. */
export function readBasic(header: string | undefined): { username: string; password: string } | null {
	const match = /^Basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(header ?? '');
	if (!match) return null;
	const text = Buffer.from(match[1], 'base64').toString('utf8');
	const colon = text.indexOf(':');
	return colon < 0 ? null : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

/**
 * The project that an API call belongs to (enablex-api.md 1: App ID and App Key as a Basic login).
 * @throws ApiError 401; its legacy body is an assumption, because no failed login is documented (enablex-api.md 10)
 */
export function findProject(projects: Map<string, Project>, header: string | undefined): Project {
	const login = readBasic(header);
	const project = login ? projects.get(login.username) : undefined;
	if (!login || !project || project.appKey !== login.password) throw new ApiError(10000, { status: 401 });
	return project;
}
