import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { projectFolders } from '../host/directories.mts';
import { sandboxAccount } from '../host/host-sandbox.mts';
import type { RunningN8n } from '../host/n8n-process.mts';
import { publishWorkflow } from '../host/n8n-publication.mts';
import { N8nRest } from '../host/n8n-rest.mts';
import type { WorkflowDraft } from '../host/n8n-rest.mts';
import { provideCredential, signIn, withCredential } from '../host/provision.mts';
import { showSteps } from '../host/steps.mts';
import { DEFAULT_VERSION, findVersion } from '../host/versions.mts';
import { startSandbox } from '../sandbox/index.mts';
import type { Sandbox } from '../sandbox/index.mts';
import { Cluster } from './cluster.mts';
import { asBasicLogin } from './log-audit.mts';
import type { Secret } from './log-audit.mts';
import { startPostgres } from './postgres.mts';
import { ensurePrograms } from './programs.mts';
import { startRedis } from './redis.mts';
import { makeEncryptionKey } from './settings.mts';
import { BOOKING_PATH, bookingWorkflow, readAgainWorkflow, slowCdrWorkflow } from './workflows.mts';

/** Everything that a run needs, started: n8n in queue mode with a single worker so far, and published workflows. */
export interface Scene {
	readonly sandbox: Sandbox;
	readonly cluster: Cluster;
	/** Signed in at the main process. */
	readonly rest: N8nRest;
	/** The workers that live, by name. */
	readonly workers: Map<string, RunningN8n>;
	/** Where callers book a room. */
	readonly bookingUrl: string;
	readonly workflowIds: { readonly booking: string; readonly cdr: string; readonly readAgain: string };
	/** When the trigger was at work, in milliseconds since 1970. */
	readonly publishedAt: number;
	/** What must not be in a log. */
	readonly secrets: readonly Secret[];
	readonly signal: AbortSignal;
}

/** Where to start it all. */
export interface ScenePlan {
	readonly data: string;
	readonly signal: AbortSignal;
	/** Takes what ends a part, right after its start; the last one is to be ended first. */
	readonly later: (cleanup: () => Promise<void>) => void;
}

/** Starts everything. Rejects with a sentence; what was started by then is ended by what `later` got. */
export async function setScene({ data, signal, later }: ScenePlan): Promise<Scene> {
	const step = showSteps('simple');
	// Postgres runs as another user, who has to get to its own folder in there.
	await chmod(data, 0o711);
	const { redis, postgres } = await step('Redis and Postgres', async () => await startServers({ data, signal, later }));
	const sandbox = await startSandbox();
	later(async () => await sandbox.stop());
	const encryptionKey = makeEncryptionKey();
	const servers = { ...redis.env, ...postgres.env };
	const { cache } = projectFolders();
	const cluster = await Cluster.prepare({ cache, folder: data, encryptionKey, servers, step, signal });
	later(async () => await cluster.stop());
	const main = await step('Starting the main process', async () => await cluster.startMain());
	const [webhook, worker] = await step('Starting the webhook process and a worker', async () => {
		return await Promise.all([cluster.startWebhook(), cluster.startWorker('worker-1')]);
	});
	const rest = new N8nRest(main.url, signal);
	const workflowIds = await step('Publishing the workflows', async () => await publishAll(rest, sandbox, data));
	return {
		sandbox,
		cluster,
		rest,
		workers: new Map([['worker-1', worker]]),
		bookingUrl: `${webhook.url}/webhook/${BOOKING_PATH}`,
		workflowIds,
		publishedAt: Date.now(),
		secrets: [...listSecrets(sandbox), { name: 'encryption key', value: encryptionKey }, { name: 'database password', value: postgres.password }],
		signal,
	};
}

async function startServers({ data, signal, later }: ScenePlan) {
	const programs = await ensurePrograms(path.join(data, 'apt-get.log'), signal);
	const redis = await startRedis(programs.redis, path.join(data, 'redis'), signal);
	later(redis.stop);
	const postgres = await startPostgres(programs.postgresFolder, path.join(data, 'postgres'), signal);
	later(postgres.stop);
	return { redis, postgres };
}

async function publishAll(rest: N8nRest, sandbox: Sandbox, data: string): Promise<Scene['workflowIds']> {
	await signIn(rest, findVersion(DEFAULT_VERSION));
	const credential = await provideCredential(rest, sandboxAccount(sandbox), path.join(data, 'credential.sha256'));
	const publish = async (draft: WorkflowDraft) => {
		const { id } = await rest.createWorkflow(withCredential(draft, credential));
		await publishWorkflow(rest, id);
		return id;
	};
	const readAgain = await publish(readAgainWorkflow());
	return { readAgain, booking: await publish(bookingWorkflow()), cdr: await publish(slowCdrWorkflow(readAgain)) };
}

function listSecrets({ appId, appKey, recordings }: Sandbox): Secret[] {
	const { username, password } = recordings;
	return [
		{ name: 'App Key', value: appKey },
		{ name: 'App ID and App Key as a login', value: asBasicLogin(appId, appKey) },
		{ name: 'recordings password', value: password },
		{ name: 'recordings login', value: asBasicLogin(username, password) },
	];
}
