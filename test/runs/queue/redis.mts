import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '../../lib/ports.mts';
import { startServer } from './servers.mts';
import type { RunningServer } from './servers.mts';

/** A running Redis, and the environment variables that connect n8n to it. */
export interface RunningRedis extends RunningServer {
	readonly env: Readonly<Record<string, string>>;
}

/** Starts Redis on a free port, with its data and log in this folder. */
export async function startRedis(program: string, folder: string, signal: AbortSignal): Promise<RunningRedis> {
	const port = await freePort();
	await mkdir(folder, { recursive: true });
	const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
	const logFile = path.join(folder, 'redis.log');
	const server = await startServer({ name: 'Redis', file: program, args, logFile, port, stopSignal: 'SIGTERM' }, signal);
	return { ...server, env: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port) } };
}
