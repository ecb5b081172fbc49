import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../../lib/ports.mts';
import { runAsUser, startServer } from './servers.mts';
import type { RunningServer } from './servers.mts';

/** A running Postgres, and the environment variables that connect n8n to its database. */
export interface RunningPostgres extends RunningServer {
	readonly env: Readonly<Record<string, string>>;
	readonly password: string;
}

/** The user that runs Postgres when root starts it, because Postgres refuses to run as root. Debian's package creates it. */
const UNPRIVILEGED = 'postgres';
const DATABASE_USER = 'n8n';

/** Starts Postgres on a free port of 127.0.0.1, with its data and log in this folder, which every user must be able to reach. */
export async function startPostgres(programs: string, folder: string, signal: AbortSignal): Promise<RunningPostgres> {
	const user = process.getuid?.() === 0 ? UNPRIVILEGED : undefined;
	const port = await freePort();
	const password = randomBytes(12).toString('hex');
	await mkdir(folder, { recursive: true });
	if (user !== undefined) await changeOwner(folder, user);
	const data = path.join(folder, 'data');
	await makeCluster(path.join(programs, 'initdb'), data, password, user);

	const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories='].flatMap((setting) => ['-c', setting]);
	const args = ['-D', data, '-p', String(port), ...settings];
	const logFile = path.join(folder, 'postgres.log');
	const file = path.join(programs, 'postgres');
	// SIGINT is Postgres's fast shutdown; on SIGTERM it would wait for its clients to disconnect.
	const server = await startServer({ name: 'Postgres', file, args, logFile, port, stopSignal: 'SIGINT', user }, signal);
	await waitUntilReady(path.join(programs, 'pg_isready'), port, logFile);
	return { ...server, env: describeDatabase(port, password), password };
}

async function makeCluster(initdb: string, data: string, password: string, user: string | undefined): Promise<void> {
	const passwordFile = `${data}.password`;
	await writeFile(passwordFile, password, { mode: 0o600 });
	if (user !== undefined) await changeOwner(passwordFile, user);
	const options = ['--username', DATABASE_USER, '--pwfile', passwordFile, '--auth', 'scram-sha-256', '--encoding', 'UTF8', '--no-sync'];
	await runAsUser(user, initdb, ['--pgdata', data, ...options], path.dirname(data));
	await rm(passwordFile);
}

async function changeOwner(target: string, user: string): Promise<void> {
	const [uid, gid] = await Promise.all(['-u', '-g'].map(async (what) => Number((await promisify(execFile)('id', [what, user])).stdout)));
	await chown(target, uid, gid);
}

/** Postgres listens shortly before it accepts connections. */
async function waitUntilReady(isReady: string, port: number, logFile: string): Promise<void> {
	for (const limit = Date.now() + 30_000; ; await sleep(100)) {
		const answer = await promisify(execFile)(isReady, ['-h', '127.0.0.1', '-p', String(port)]).catch(() => undefined);
		if (answer) return;
		if (Date.now() > limit) throw new Error(`Postgres does not accept connections. See ${logFile}`);
	}
}

function describeDatabase(port: number, password: string): Record<string, string> {
	return {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(port),
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_USER: DATABASE_USER,
		DB_POSTGRESDB_PASSWORD: password,
	};
}
