import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';

import { basicAuth } from '../lib/basic-auth.mts';
import { projectRoot } from '../lib/n8n/paths.mts';
import { SandboxControl } from '../sandbox/client.mts';
import type { N8nPlan } from './measuring/n8n.mts';
import type { Measuring } from './measuring/main.mts';
import type { Target } from './measuring/baseline.mts';
import { RpcProcess } from './rpc.mts';
import type { Serving } from './serving/main.mts';
import type { BenchEnvironment } from './environment.mts';

/** A sandbox in its own process. */
export interface ServedSandbox {
	process: RpcProcess<Serving>;
	control: SandboxControl;
	/** Its EnableX API credential. */
	credential: IDataObject;
	target: Target;
}

/** Starts a sandbox in its own process. */
export async function startServing({ logFile }: BenchEnvironment): Promise<ServedSandbox> {
	const file = path.join(projectRoot(), 'test/bench/serving/main.mts');
	const serving = new RpcProcess<Serving>({ file, nodeArgs: ['--import', 'tsx', '--max-old-space-size=8192'], logFile });
	const { origin, baseUrl, appId, appKey, recordings } = await serving.call('sandbox', undefined);
	const { username: recordingsUsername, password: recordingsPassword, hosts: recordingsHosts } = recordings;
	return {
		process: serving,
		control: new SandboxControl(origin),
		credential: {
			appId,
			appKey,
			baseUrl,
			recordingsUsername,
			recordingsPassword,
			recordingsHosts,
			meetingDomain: 'acme.yourvideo.live',
			allowUnauthorizedCerts: false,
		},
		target: { baseUrl, authorization: basicAuth(appId, appKey) },
	};
}

/** Starts Node 24 with the measuring program; n8n is not loaded yet. */
export function startMeasuring({ node, measuringFile, folder, logFile }: BenchEnvironment, nodeArgs: string[] = []): RpcProcess<Measuring> {
	const { PATH, HOME, TMPDIR } = process.env;
	return new RpcProcess<Measuring>({
		file: measuringFile,
		node,
		nodeArgs: ['--expose-gc', ...nodeArgs],
		env: {
			PATH,
			HOME,
			TMPDIR,
			NODE_ENV: 'production',
			N8N_USER_FOLDER: path.join(folder, 'user'),
			N8N_ENCRYPTION_KEY: 'only-for-the-benchmark',
			N8N_RUNNERS_ENABLED: 'false',
			N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		},
		logFile,
	});
}

/** Starts Node 24 with the measuring program and loads n8n's engine and this package. */
export async function startEngine(
	environment: BenchEnvironment,
	{ nodeArgs, ...plan }: Omit<N8nPlan, 'packageFolder'> & { nodeArgs?: string[] },
): Promise<RpcProcess<Measuring>> {
	const measuring = startMeasuring(environment, nodeArgs);
	await measuring.call('open', { packageFolder: environment.packageFolder, ...plan });
	return measuring;
}
