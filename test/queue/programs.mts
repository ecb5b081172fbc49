import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from '../host/commands.mts';

/** Where the programs of the two servers are. */
export interface Programs {
	/** Path of `redis-server`. */
	readonly redis: string;
	/** The folder of `initdb` and `postgres`; Debian keeps it out of PATH. */
	readonly postgresFolder: string;
}

const PACKAGES = ['redis-server', 'postgresql'];
const POSTGRES_VERSIONS = '/usr/lib/postgresql';

/**
 * Finds Redis and Postgres. When one is missing, root installs both with apt-get; anybody else gets
 * a sentence that says what to install. `logFile` takes what apt-get prints.
 */
export async function ensurePrograms(logFile: string, signal: AbortSignal): Promise<Programs> {
	const found = await findPrograms();
	if (found) return found;
	if (process.getuid?.() !== 0 || !findInPath('apt-get')) {
		throw new Error(`Redis and Postgres are needed. Install them, on Debian with: apt-get install ${PACKAGES.join(' ')}`);
	}
	await runCommand('apt-get', ['update'], { cwd: '/', logFile, signal });
	await runCommand('apt-get', ['install', '-y', '--no-install-recommends', ...PACKAGES], { cwd: '/', logFile, signal });
	const installed = await findPrograms();
	if (!installed) throw new Error(`apt-get has installed ${PACKAGES.join(' and ')}, but their programs are not there. See ${logFile}`);
	return installed;
}

async function findPrograms(): Promise<Programs | undefined> {
	const redis = findInPath('redis-server');
	const postgresFolder = await findPostgres();
	return redis && postgresFolder ? { redis, postgresFolder } : undefined;
}

/** The newest version of Debian's, or what PATH has. */
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
