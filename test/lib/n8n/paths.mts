import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The name of the package, and of its folders in the user's cache and data folders. */
export const PACKAGE_NAME = 'n8n-nodes-enablex';

/** The two places outside the checkout that the host writes to. */
export interface Folders {
	/** Installs of Node and n8n with their logs. Can be deleted at any time; it is recreated. */
	readonly cache: string;
	/** n8n's database and settings, the sandbox's rooms: what `--reset` empties. */
	readonly data: string;
}

/** The paths inside the data folder. */
export interface DataPaths {
	/** `N8N_USER_FOLDER`; one per release, because a newer n8n migrates the database for good. */
	readonly userFolder: string;
	readonly sandboxFile: string;
	readonly n8nLog: string;
	/** The log of packing and unpacking the package. */
	readonly packLog: string;
}

/** The system's standard folders, overridden by ENABLEX_CACHE_DIR and ENABLEX_DATA_DIR. */
export function resolveFolders(env: NodeJS.ProcessEnv, standard: Folders): Folders {
	return {
		cache: path.resolve(env.ENABLEX_CACHE_DIR || standard.cache),
		data: path.resolve(env.ENABLEX_DATA_DIR || standard.data),
	};
}

/** The paths inside a data folder for one release of n8n. */
export function dataPaths(dataFolder: string, version: string): DataPaths {
	return {
		userFolder: path.join(dataFolder, 'n8n', version),
		sandboxFile: path.join(dataFolder, 'sandbox.json'),
		n8nLog: path.join(dataFolder, 'logs', `n8n-${version}.log`),
		packLog: path.join(dataFolder, 'logs', 'package.log'),
	};
}

/** The folder where n8n looks for community packages (n8n-host.md 8). */
export function communityFolder(userFolder: string): string {
	return path.join(userFolder, '.n8n', 'nodes');
}

/** The log file of an installer, next to the installs. */
export function installLog(cacheFolder: string, name: string): string {
	return path.join(cacheFolder, 'logs', `${name}.log`);
}

/**
 * The root of the checkout, found from the working directory upwards (npm runs scripts at the
 * root). Throws if started from elsewhere.
 */
export function projectRoot(from: string = process.cwd()): string {
	for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
		if (isProjectRoot(folder)) return folder;
		if (folder === path.dirname(folder)) {
			throw new Error(`Run this inside a checkout of ${PACKAGE_NAME}: ${from} is not part of one.`);
		}
	}
}

function isProjectRoot(folder: string): boolean {
	const manifest = path.join(folder, 'package.json');
	if (!existsSync(manifest)) return false;
	const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string };
	return name === PACKAGE_NAME;
}
