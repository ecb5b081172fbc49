import { randomBytes } from 'node:crypto';

/** The number of concurrent executions per worker; n8n's default. */
export const WORKER_CONCURRENCY = 10;

type Variables = Readonly<Record<string, string>>;

/** The settings that every process of the cluster shares. `servers` has the addresses of Redis and the database. */
export function sharedSettings(encryptionKey: string, servers: Variables): Variables {
	return {
		...servers,
		EXECUTIONS_MODE: 'queue',
		// Credentials are stored encrypted; a worker with another key could not read them.
		N8N_ENCRYPTION_KEY: encryptionKey,
		// The processes share no file system, so a file written by one is missing in the others.
		N8N_DEFAULT_BINARY_DATA_MODE: 'database',
		...LOST_WORKER,
		// The most verbose level: anything that could leak a secret into a log does so here.
		N8N_LOG_LEVEL: 'debug',
	};
}

/**
 * How fast n8n notices that a worker is gone. A worker holds a lock on each of its executions
 * (LOCK_DURATION, default 60 s) and renews it (LOCK_RENEW_TIME, default 10 s); the other workers look
 * for executions without one (STALLED_INTERVAL, default 30 s). Until then nobody answers the caller.
 * These values reduce that to 10 to 20 s, so that a run ends in time. Then n8n waits up to 30 s more in case
 * the execution finishes after all. A lock must outlast any period in which a worker is too busy to renew it;
 * otherwise, the execution of a live worker counts as lost.
 *
 * QUEUE_WORKER_MAX_STALLED_COUNT is missing on purpose, because n8n 2 ignores it. It always passes 0
 * to Bull, its queue, so an execution that lost its worker is never repeated: it fails, and its
 * webhook answers with HTTP 500.
 */
const LOST_WORKER: Variables = {
	QUEUE_WORKER_LOCK_DURATION: '10000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

/** The main process serves the editor and polls; only the webhook process receives webhooks. */
export const MAIN_SETTINGS: Variables = { N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true' };

/** A worker only answers health checks, on this port. */
export function workerSettings(port: number): Variables {
	return {
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	};
}

/** A key as n8n would generate it. */
export function makeEncryptionKey(): string {
	return randomBytes(24).toString('base64');
}
