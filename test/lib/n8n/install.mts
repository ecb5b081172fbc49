import { createHash } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand, runNpm } from '../commands.mts';
import { buildOnce, isFinished } from './finished-folder.mts';
import { installLog, projectRoot } from './paths.mts';
import type { N8nVersion } from './versions.mts';

/** What an install needs. */
export interface N8nInstallOptions {
	readonly cache: string;
	/** The path of the Node 24 binary that n8n will run on. */
	readonly node: string;
	readonly signal?: AbortSignal;
	/** Called when a step starts. */
	readonly report?: (step: string) => void;
}

/** The install folder of this release; its name changes with the lock file. */
export async function n8nFolder(cache: string, { version }: N8nVersion): Promise<string> {
	const hash = createHash('sha256');
	for (const file of manifestFiles(version)) hash.update(await readFile(file));
	return path.join(cache, `n8n-${version}-${hash.digest('hex').slice(0, 12)}`);
}

/** Whether this release is already in the cache. */
export async function isN8nInstalled(cache: string, release: N8nVersion): Promise<boolean> {
	return await isFinished(await n8nFolder(cache, release));
}

/**
 * Installs this release into the cache if necessary, and returns its folder. The first time, this
 * takes minutes and 2 GB. The error names the log.
 */
export async function installN8n(release: N8nVersion, options: N8nInstallOptions): Promise<string> {
	const folder = await n8nFolder(options.cache, release);
	return await buildOnce(folder, async (draft) => await install(draft, release, options));
}

async function install(draft: string, release: N8nVersion, options: N8nInstallOptions): Promise<void> {
	const { cache, node, signal, report } = options;
	const logFile = installLog(cache, `n8n-${release.version}`);
	const command = { cwd: draft, logFile, signal };
	for (const file of manifestFiles(release.version)) await copyFile(file, path.join(draft, path.basename(file)));

	report?.('downloading and unpacking about 2 GB');
	// Not `npm ci`: it refuses a lock file that lacks a package, and npm leaves out optional ones that its registry does not have.
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
			"n8n's SQLite binding could not be installed. It is downloaded from GitHub or built locally, which needs " +
				`a C++ compiler, make and Python 3. See ${command.logFile}`,
			{ cause: error },
		);
	}
}

function manifestFiles(version: string): string[] {
	const folder = path.join(projectRoot(), 'test', 'lib', 'n8n', 'locks', version);
	return [path.join(folder, 'package.json'), path.join(folder, 'package-lock.json')];
}
