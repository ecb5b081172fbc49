import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Sandbox } from '../../sandbox/index.mts';
import { lockFolder } from './data-lock.mts';
import { requireSandbox, openSandbox, sandboxAccount } from './host-sandbox.mts';
import { installN8n, isN8nInstalled } from './install.mts';
import { startN8n } from './process.mts';
import type { RunningN8n } from './process.mts';
import { N8nRest } from './rest.mts';
import type { StoredCredential, StoredWorkflow } from './rest.mts';
import { ensureNode24 } from './node24.mts';
import { resetTargets } from './options.mts';
import type { StartOptions } from './options.mts';
import { connectWebhook } from './webhook-workflow.mts';
import { installPackage } from './package-install.mts';
import { dataPaths, PACKAGE_NAME, projectRoot } from './paths.mts';
import type { Folders } from './paths.mts';
import { freePort, requirePort } from '../ports.mts';
import { ensureCredential, ensureWorkflows, signIn } from './provision.mts';
import type { EnableXCredential } from './provision.mts';
import type { Step } from '../steps.mts';

/** What to start and where. */
export interface HostPlan {
	readonly options: StartOptions;
	readonly folders: Folders;
	readonly step: Step;
	/** Environment variables for n8n that override the host's own. */
	readonly env?: Readonly<Record<string, string>>;
	/** Stops everything; `startHost` then rejects and leaves nothing running. */
	readonly signal: AbortSignal;
}

/** Everything that runs after `startHost`. */
export interface RunningHost {
	readonly n8n: RunningN8n;
	/** Signed in as the owner, also after `restartN8n`. */
	readonly rest: N8nRest;
	/** Undefined if the real service is used. */
	readonly sandbox?: Sandbox;
	readonly credential: StoredCredential;
	/** The example workflows. */
	readonly workflows: readonly StoredWorkflow[];
	/** The fields of the credential. */
	readonly account: EnableXCredential;
	/** Starts n8n again with the same port and data, after the previous one has ended. Returns the new one. */
	restartN8n(): Promise<RunningN8n>;
	/** Stops everything in reverse order; may be called repeatedly. */
	stop(): Promise<void>;
}

type Cleanup = () => Promise<void>;

/**
 * Installs what is missing and starts it: sandbox, n8n with the built package, owner, credential,
 * example workflows. If it rejects, everything started so far has been stopped.
 */
export async function startHost(plan: HostPlan): Promise<RunningHost> {
	const cleanups: Cleanup[] = [];
	const stop = async () => {
		for (let last = cleanups.pop(); last; last = cleanups.pop()) await last();
	};
	try {
		return { ...(await startAll(plan, (cleanup) => cleanups.push(cleanup))), stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function startAll(plan: HostPlan, addCleanup: (cleanup: Cleanup) => void): Promise<Omit<RunningHost, 'stop'>> {
	const { options, folders, step, signal } = plan;
	const { userFolder } = dataPaths(folders.data, options.release.version);
	await requirePorts(options);
	addCleanup(await lockFolder(folders.data));
	if (options.reset) await reset(plan);

	const { node, folder } = await install(plan);
	const sandbox = options.account ? undefined : await step('Starting the sandbox', async () => await startOwnSandbox(plan));
	if (sandbox) addCleanup(async () => await sandbox.stop());
	const start = async () => {
		const started = await launch(plan, node, folder);
		addCleanup(started.stop);
		return started;
	};
	const n8n = await step('Starting n8n', async (report) => {
		report('waiting until it answers');
		return await start();
	});

	const account = options.account ?? sandboxAccount(requireSandbox({ sandbox }));
	return await step('Setting up owner, credential and example workflows', async () => {
		const rest = new N8nRest(n8n.url, signal);
		await signIn(rest, options.release);
		const credential = await ensureCredential(rest, account, path.join(userFolder, 'credential.sha256'));
		const before = new Set((await rest.listWorkflows()).map(({ id }) => id));
		const workflows = await ensureWorkflows(rest, path.join(projectRoot(), 'test', 'lib', 'n8n', 'workflows'), credential, sandbox?.origin);
		const imported = workflows.filter(({ id }) => !before.has(id));
		if (sandbox) await connectWebhook({ rest, sandbox, workflows, imported, origin: n8n.url });
		const restartN8n = async () => {
			const restarted = await start();
			await signIn(rest, options.release);
			return restarted;
		};
		return { n8n, rest, sandbox, credential, workflows, account, restartN8n };
	});
}

async function requirePorts({ account, port, sandboxPort, filesPort }: StartOptions): Promise<void> {
	await requirePort(port, '--port');
	if (account) return;
	await requirePort(sandboxPort, '--sandbox-port');
	await requirePort(filesPort, '--files-port');
}

async function reset({ options, folders, step }: HostPlan): Promise<void> {
	await step('Removing the data of earlier runs', async () => {
		for (const target of resetTargets(folders.data, options.release)) await rm(target, { recursive: true, force: true });
	});
}

async function install({ options, folders, step, signal }: HostPlan): Promise<{ node: string; folder: string }> {
	const { cache } = folders;
	const { release } = options;
	const isThere = await isN8nInstalled(cache, release);
	const node = await step('Node 24', async (report) => await ensureNode24({ cache, signal, report }));
	const title = isThere ? `n8n ${release.version}` : `Installing n8n ${release.version} (only once, takes a few minutes)`;
	const folder = await step(title, async (report) => await installN8n(release, { cache, node, signal, report }));
	await step(`Putting ${PACKAGE_NAME} into n8n`, async () => {
		const { userFolder, packLog } = dataPaths(folders.data, release.version);
		await installPackage({ source: projectRoot(), userFolder, logFile: packLog, signal });
	});
	return { node, folder };
}

async function startOwnSandbox({ options, folders, signal }: HostPlan): Promise<Sandbox> {
	signal.throwIfAborted();
	const { sandboxFile } = dataPaths(folders.data, options.release.version);
	return await openSandbox({ port: options.sandboxPort, filesPort: options.filesPort, dataFile: sandboxFile });
}

async function launch({ options, folders, env, signal }: HostPlan, node: string, folder: string): Promise<RunningN8n> {
	const { userFolder, n8nLog } = dataPaths(folders.data, options.release.version);
	const brokerPort = await freePort();
	return await startN8n({
		release: options.release,
		node,
		folder,
		userFolder,
		port: options.port,
		brokerPort,
		logFile: n8nLog,
		env,
		signal,
	});
}
