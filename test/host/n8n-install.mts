import { createHash } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand, runNpm } from './commands.mts';
import { buildOnce, isFinished } from './finished-folder.mts';
import { installLog, projectRoot } from './paths.mts';
import type { N8nVersion } from './versions.mts';

/** What an install needs. */
export interface N8nInstallOptions {
	readonly cache: string;
	/** Path of the Node 24 that n8n will run under. */
	readonly node: string;
	readonly signal?: AbortSignal;
	/** Told which of the steps begins. */
	readonly report?: (step: string) => void;
}

/** The folder that an install of this release has; its name changes with the lock file. */
export async function n8nFolder(cache: string, { version }: N8nVersion): Promise<string> {
	const hash = createHash('sha256');
	for (const file of recipeFiles(version)) hash.update(await readFile(file));
	return path.join(cache, `n8n-${version}-${hash.digest('hex').slice(0, 12)}`);
}

/** Whether this release is already in the cache. */
export async function isN8nInstalled(cache: string, release: N8nVersion): Promise<boolean> {
	return await isFinished(await n8nFolder(cache, release));
}

/**
 * Makes sure that this release is in the cache and returns its folder. Takes minutes and 2 GB the
 * first time (host.md 2, 3). Rejects with a sentence that names the log.
 */
export async function installN8n(release: N8nVersion, options: N8nInstallOptions): Promise<string> {
	const folder = await n8nFolder(options.cache, release);
	return await buildOnce(folder, async (draft) => await install(draft, release, options));
}

async function install(draft: string, release: N8nVersion, options: N8nInstallOptions): Promise<void> {
	const { cache, node, signal, report } = options;
	const logFile = installLog(cache, `n8n-${release.version}`);
	const command = { cwd: draft, logFile, signal };
	for (const file of recipeFiles(release.version)) await copyFile(file, path.join(draft, path.basename(file)));

	report?.('downloading and unpacking about 2 GB');
	// Not `npm ci`: it refuses a lock file without the optional packages of every other system.
	await runNpm(['install', '--ignore-scripts', '--omit=dev', ...release.installFlags], command);

	report?.('building the SQLite binding');
	await buildSqlite(node, command);
}

async function buildSqlite(node: string, command: { cwd: string; logFile: string; signal?: AbortSignal }): Promise<void> {
	try {
		await runNpm(['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'], command);
		await runCommand(node, ['-e', 'require("sqlite3")'], command);
	} catch (error) {
		if (command.signal?.aborted) throw error;
		throw new Error(
			'The SQLite binding of n8n could not be made. It is downloaded from GitHub, or built here, which takes ' +
				`a C++ compiler, make and Python 3. See ${command.logFile}`,
			{ cause: error },
		);
	}
}

function recipeFiles(version: string): string[] {
	const folder = path.join(projectRoot(), 'test', 'host', 'n8n', version);
	return [path.join(folder, 'package.json'), path.join(folder, 'package-lock.json')];
}
