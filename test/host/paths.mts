import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Name of the package, and of its folders among the user's caches and data. */
export const PACKAGE_NAME = 'n8n-nodes-enablex';

/** The two places outside the checkout that the host writes to. */
export interface Folders {
	/** Installs of Node and n8n, and the installers' logs: can be deleted at any time, comes back. */
	readonly cache: string;
	/** n8n's database and settings, the sandbox's rooms: what `--reset` empties. */
	readonly data: string;
}

/** Where things are inside the data folder. */
export interface DataPaths {
	/** `N8N_USER_FOLDER`; one per release, because a newer n8n migrates the database for good. */
	readonly userFolder: string;
	readonly sandboxFile: string;
	readonly n8nLog: string;
	/** Log of packing and unpacking the package. */
	readonly packLog: string;
}

/** Applies ENABLEX_CACHE_DIR and ENABLEX_DATA_DIR over the system's standard folders. */
export function resolveFolders(env: NodeJS.ProcessEnv, standard: Folders): Folders {
	return {
		cache: path.resolve(env.ENABLEX_CACHE_DIR || standard.cache),
		data: path.resolve(env.ENABLEX_DATA_DIR || standard.data),
	};
}

/** Names the files inside a data folder for one release of n8n. */
export function dataPaths(dataFolder: string, version: string): DataPaths {
	return {
		userFolder: path.join(dataFolder, 'n8n', version),
		sandboxFile: path.join(dataFolder, 'sandbox.json'),
		n8nLog: path.join(dataFolder, 'logs', `n8n-${version}.log`),
		packLog: path.join(dataFolder, 'logs', 'package.log'),
	};
}

/** The folder where n8n looks for community packages (n8n.md 8). */
export function communityFolder(userFolder: string): string {
	return path.join(userFolder, '.n8n', 'nodes');
}

/** Log file of an installer, beside the installs. */
export function installLog(cacheFolder: string, name: string): string {
	return path.join(cacheFolder, 'logs', `${name}.log`);
}

/**
 * The checkout that holds this file's package, found from the working folder upwards (npm runs
 * scripts at the top). Throws a sentence when started from elsewhere.
 */
export function projectRoot(from: string = process.cwd()): string {
	for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
		if (holdsPackage(folder)) return folder;
		if (folder === path.dirname(folder)) {
			throw new Error(`Start this inside a checkout of ${PACKAGE_NAME}: ${from} is not part of one.`);
		}
	}
}

function holdsPackage(folder: string): boolean {
	const manifest = path.join(folder, 'package.json');
	if (!existsSync(manifest)) return false;
	const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string };
	return name === PACKAGE_NAME;
}
