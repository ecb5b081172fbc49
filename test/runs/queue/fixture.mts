import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { encodeLogin } from '../../lib/basic-auth.mts';
import { projectFolders } from '../../lib/n8n/directories.mts';
import { sandboxAccount } from '../../lib/n8n/host-sandbox.mts';
import type { RunningN8n } from '../../lib/n8n/process.mts';
import { publishWorkflow } from '../../lib/n8n/publication.mts';
import { N8nRest } from '../../lib/n8n/rest.mts';
import type { WorkflowDraft } from '../../lib/n8n/rest.mts';
import { ensureCredential, signIn, withCredential } from '../../lib/n8n/provision.mts';
import { showSteps } from '../../lib/steps.mts';
import { DEFAULT_VERSION, findVersion } from '../../lib/n8n/versions.mts';
import { notificationWorkflow, productionUrl, SANDBOX_LOGIN } from '../../lib/n8n/webhook-workflow.mts';
import { startSandbox } from '../../sandbox/index.mts';
import type { Sandbox } from '../../sandbox/index.mts';
import { Cluster } from './cluster.mts';
import type { Secret } from './log-audit.mts';
import { startPostgres } from './postgres.mts';
import { ensurePrograms } from './programs.mts';
import { startRedis } from './redis.mts';
import { makeEncryptionKey } from './settings.mts';
import { BOOKING_PATH, bookingWorkflow, NOTIFIED_ID, readAgainWorkflow, slowCdrWorkflow } from './workflows.mts';

/** Everything a run needs, started: n8n in queue mode, with one worker so far, and published workflows. */
export interface QueueFixture {
	readonly sandbox: Sandbox;
	readonly cluster: Cluster;
	/** Signed in to the main process. */
	readonly rest: N8nRest;
	/** The running workers, by name. */
	readonly workers: Map<string, RunningN8n>;
	/** The webhook that books a room. */
	readonly bookingUrl: string;
	/** The Production URL of the webhook trigger. */
	readonly notifiedUrl: string;
	readonly workflowIds: { readonly booking: string; readonly cdr: string; readonly readAgain: string; readonly notified: string };
	/** When the trigger was published, in milliseconds since 1970. */
	readonly publishedAt: number;
	/** What no log may contain. */
	readonly secrets: readonly Secret[];
	readonly signal: AbortSignal;
}

/** Where to keep data, and how to stop. */
export interface FixtureOptions {
	readonly data: string;
	readonly signal: AbortSignal;
	/** Registers the cleanup of a part right after its start; cleanups run in reverse order. */
	readonly addCleanup: (cleanup: () => Promise<void>) => void;
}

/** Starts everything. If it rejects, the registered cleanups stop what was started. */
export async function openFixture({ data, signal, addCleanup }: FixtureOptions): Promise<QueueFixture> {
	const step = showSteps('simple');
	// Postgres runs as another user, who needs access to its own folder in there.
	await chmod(data, 0o711);
	const { redis, postgres } = await step('Redis and Postgres', async () => await startServers({ data, signal, addCleanup }));
	const sandbox = await startSandbox();
	addCleanup(async () => await sandbox.stop());
	const encryptionKey = makeEncryptionKey();
	const servers = { ...redis.env, ...postgres.env };
	const { cache } = projectFolders();
	const cluster = await Cluster.prepare({ cache, folder: data, encryptionKey, servers, step, signal });
	addCleanup(async () => await cluster.stop());
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
		notifiedUrl: productionUrl(webhook.url, NOTIFIED_ID),
		workflowIds,
		publishedAt: Date.now(),
		secrets: [...listSecrets(sandbox), { name: 'encryption key', value: encryptionKey }, { name: 'database password', value: postgres.password }],
		signal,
	};
}

async function startServers({ data, signal, addCleanup }: FixtureOptions) {
	const programs = await ensurePrograms(path.join(data, 'apt-get.log'), signal);
	const redis = await startRedis(programs.redis, path.join(data, 'redis'), signal);
	addCleanup(redis.stop);
	const postgres = await startPostgres(programs.postgresFolder, path.join(data, 'postgres'), signal);
	addCleanup(postgres.stop);
	return { redis, postgres };
}

async function publishAll(rest: N8nRest, sandbox: Sandbox, data: string): Promise<QueueFixture['workflowIds']> {
	await signIn(rest, findVersion(DEFAULT_VERSION));
	const credential = await ensureCredential(rest, sandboxAccount(sandbox), path.join(data, 'credential.sha256'));
	const publish = async (draft: WorkflowDraft) => {
		const { id } = await rest.createWorkflow(withCredential(draft, credential));
		await publishWorkflow(rest, id);
		return id;
	};
	const readAgain = await publish(readAgainWorkflow());
	const notified = await publish(notificationWorkflow('Every notification', NOTIFIED_ID, {}));
	return { readAgain, notified, booking: await publish(bookingWorkflow()), cdr: await publish(slowCdrWorkflow(readAgain)) };
}

function listSecrets({ appId, appKey, recordings }: Sandbox): Secret[] {
	const { username, password } = recordings;
	return [
		{ name: 'App Key', value: appKey },
		{ name: 'App ID and App Key as a Basic login', value: encodeLogin(appId, appKey) },
		{ name: 'recordings password', value: password },
		{ name: 'recordings login', value: encodeLogin(username, password) },
		{ name: 'webhook password', value: SANDBOX_LOGIN.password },
		{ name: 'webhook login', value: encodeLogin(SANDBOX_LOGIN.username, SANDBOX_LOGIN.password) },
	];
}
