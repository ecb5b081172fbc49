import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from '../../lib/commands.mts';

/** The programs of the two servers. */
export interface Programs {
	/** The path of `redis-server`. */
	readonly redis: string;
	/** The folder with `initdb` and `postgres`, which Debian keeps out of PATH. */
	readonly postgresFolder: string;
}

const PACKAGES = ['redis-server', 'postgresql'];
const POSTGRES_VERSIONS = '/usr/lib/postgresql';

/**
 * Finds Redis and Postgres. If one is missing, root installs both with apt-get; other users get an
 * error that says what to install. `logFile` receives the output of apt-get.
 */
export async function ensurePrograms(logFile: string, signal: AbortSignal): Promise<Programs> {
	const found = await findPrograms();
	if (found) return found;
	if (process.getuid?.() !== 0 || !findInPath('apt-get')) {
		throw new Error(`This run needs Redis and Postgres. Install them (on Debian: apt-get install ${PACKAGES.join(' ')}).`);
	}
	await runCommand('apt-get', ['update'], { cwd: '/', logFile, signal });
	await runCommand('apt-get', ['install', '-y', '--no-install-recommends', ...PACKAGES], { cwd: '/', logFile, signal });
	const installed = await findPrograms();
	if (!installed) throw new Error(`apt-get installed ${PACKAGES.join(' and ')}, but their programs were not found. See ${logFile}`);
	return installed;
}

async function findPrograms(): Promise<Programs | undefined> {
	const redis = findInPath('redis-server');
	const postgresFolder = await findPostgres();
	return redis && postgresFolder ? { redis, postgresFolder } : undefined;
}

/** The newest version from Debian, or the one in PATH. */
async function findPostgres(): Promise<string | undefined> {
	const versions = await readdir(POSTGRES_VERSIONS).catch(() => []);
	const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
	const folders = newestFirst.map((version) => path.join(POSTGRES_VERSIONS, version, 'bin'));
	const inPath = findInPath('initdb');
	return [...folders, ...(inPath ? [path.dirname(inPath)] : [])].find((folder) => existsSync(path.join(folder, 'initdb')));
}

function findInPath(program: string): string | undefined {
	const folders = (process.env.PATH ?? '').split(path.delimiter);
	return folders.map((folder) => path.join(folder, program)).find((file) => existsSync(file));
}
