import { randomBytes } from 'node:crypto';

/** How many executions a worker works at once, n8n's own default. */
export const WORKER_CONCURRENCY = 10;

type Variables = Readonly<Record<string, string>>;

/** What every process of the cluster has to be told alike. `servers` says where Redis and the database are. */
export function sharedSettings(encryptionKey: string, servers: Variables): Variables {
	return {
		...servers,
		EXECUTIONS_MODE: 'queue',
		// Credentials are stored encrypted: a worker with another key cannot read them.
		N8N_ENCRYPTION_KEY: encryptionKey,
		// Each process has a file system of its own; a file that one of them writes there is missing in the next.
		N8N_DEFAULT_BINARY_DATA_MODE: 'database',
		...LOST_WORKER,
		// At this level n8n tells most: whatever may carry a secret into a log does so here.
		N8N_LOG_LEVEL: 'debug',
	};
}

/**
 * How soon n8n notices that a worker is gone. A worker holds a lock on each of its executions
 * (LOCK_DURATION, default 60 s) and renews it (LOCK_RENEW_TIME, default 10 s); the other workers look
 * for executions without one (STALLED_INTERVAL, default 30 s). Until then nobody answers the caller.
 * These values make that 10 to 20 s, so that a run ends in time; then n8n waits up to 30 s more, in case
 * the execution ends after all. A lock must be longer than a worker may ever be too busy to renew it,
 * else a living worker's execution is taken for lost.
 *
 * QUEUE_WORKER_MAX_STALLED_COUNT is missing on purpose: n8n 2 ignores it. It gives Bull, its queue,
 * a fixed 0, so that an execution that has lost its worker is never repeated: it fails, and its
 * webhook answers with HTTP 500.
 */
const LOST_WORKER: Variables = {
	QUEUE_WORKER_LOCK_DURATION: '10000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

/** The main process serves the editor and polls; webhooks are for the webhook process alone. */
export const MAIN_SETTINGS: Variables = { N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true' };

/** A worker answers nothing but health checks, at this port. */
export function workerSettings(port: number): Variables {
	return {
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	};
}

/** A key as n8n would make one. */
export function makeEncryptionKey(): string {
	return randomBytes(24).toString('base64');
}
