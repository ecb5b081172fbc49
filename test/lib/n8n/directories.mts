import envPaths from 'env-paths';
import { PACKAGE_NAME, resolveFolders } from './paths.mts';
import type { Folders } from './paths.mts';

/** The cache and data folders of this user on this system, with the overrides of the environment. */
export function projectFolders(env: NodeJS.ProcessEnv = process.env): Folders {
	return resolveFolders(env, envPaths(PACKAGE_NAME, { suffix: '' }));
}
