import path from 'node:path';
import { installN8n } from '../../lib/n8n/install.mts';
import { startN8n } from '../../lib/n8n/process.mts';
import type { RunningN8n } from '../../lib/n8n/process.mts';
import { ensureNode24 } from '../../lib/n8n/node24.mts';
import { installPackage } from '../../lib/n8n/package-install.mts';
import { projectRoot } from '../../lib/n8n/paths.mts';
import { freePort } from '../../lib/ports.mts';
import type { Step } from '../../lib/steps.mts';
import { DEFAULT_VERSION, findVersion } from '../../lib/n8n/versions.mts';
import { MAIN_SETTINGS, sharedSettings, WORKER_CONCURRENCY, workerSettings } from './settings.mts';

type Variables = Readonly<Record<string, string>>;

/** What the processes of a cluster have in common. */
export interface ClusterPlan {
	/** The folder with the installs of Node 24 and n8n. */
	readonly cache: string;
	/** The parent of the user folders and logs. */
	readonly folder: string;
	readonly encryptionKey: string;
	/** The environment variables with the addresses of Redis and the database. */
	readonly servers: Variables;
	readonly step: Step;
	readonly signal: AbortSignal;
}

/** Starts the processes of one n8n in queue mode, each with its own user folder, as if on separate machines. */
export class Cluster {
	/** One log per process start. */
	readonly logFiles: string[] = [];

	private readonly starts: Array<Promise<RunningN8n>> = [];

	private constructor(
		private readonly plan: ClusterPlan,
		private readonly node: string,
		private readonly folder: string,
	) {}

	/** Installs n8n if necessary. Starts nothing. */
	static async prepare(plan: ClusterPlan): Promise<Cluster> {
		const { cache, step, signal } = plan;
		const node = await step('Node 24', async (report) => await ensureNode24({ cache, signal, report }));
		const install = { cache, node, signal };
		const folder = await step(`n8n ${DEFAULT_VERSION}`, async (report) => await installN8n(release, { ...install, report }));
		return new Cluster(plan, node, folder);
	}

	/** Starts the main process: it serves the editor, migrates the database, and polls. */
	async startMain(): Promise<RunningN8n> {
		return await this.start('main', ['start'], await freePort(), MAIN_SETTINGS);
	}

	/** Starts a process that receives webhooks and queues their executions for the workers. */
	async startWebhook(): Promise<RunningN8n> {
		return await this.start('webhook', ['webhook'], await freePort(), {});
	}

	/** Starts a worker. It reuses the user folder of an earlier worker with the same name. */
	async startWorker(name: string): Promise<RunningN8n> {
		const port = await freePort();
		return await this.start(name, ['worker', `--concurrency=${WORKER_CONCURRENCY}`], port, workerSettings(port));
	}

	/** Stops all processes, including those still starting. */
	async stop(): Promise<void> {
		await Promise.all(this.starts.map(async (starting) => await (await starting.catch(() => undefined))?.stop()));
	}

	private async start(name: string, command: string[], port: number, env: Variables): Promise<RunningN8n> {
		const starting = this.launch(name, command, port, env);
		this.starts.push(starting);
		return await starting;
	}

	private async launch(name: string, command: string[], port: number, env: Variables): Promise<RunningN8n> {
		const { folder, encryptionKey, servers, signal } = this.plan;
		const userFolder = path.join(folder, name);
		const logs = path.join(folder, 'logs');
		await installPackage({ source: projectRoot(), userFolder, logFile: path.join(logs, `${name}-package.log`), signal });
		const logFile = path.join(logs, `${name}-${this.logFiles.length}.log`);
		this.logFiles.push(logFile);
		return await startN8n({
			release,
			node: this.node,
			folder: this.folder,
			userFolder,
			port,
			brokerPort: await freePort(),
			logFile,
			command,
			env: { ...sharedSettings(encryptionKey, servers), ...env },
			signal,
		});
	}
}

const release = findVersion(DEFAULT_VERSION);
