import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';

import { projectRoot } from '../host/paths.mts';
import { SandboxControl } from '../sandbox/client.mts';
import type { N8nPlan } from './measuring/n8n.mts';
import type { Measuring } from './measuring/main.mts';
import type { Target } from './measuring/plain.mts';
import { Asked } from './rpc.mts';
import type { Serving } from './serving/main.mts';
import type { Workplace } from './workplace.mts';

/** A sandbox in a process of its own. */
export interface ServedSandbox {
	process: Asked<Serving>;
	control: SandboxControl;
	/** Fields of the EnableX API credential for it. */
	credential: IDataObject;
	target: Target;
}

/** Starts a sandbox in a process of its own. */
export async function startServing({ logFile }: Workplace): Promise<ServedSandbox> {
	const file = path.join(projectRoot(), 'test/bench/serving/main.mts');
	const serving = new Asked<Serving>({ file, nodeArgs: ['--import', 'tsx', '--max-old-space-size=8192'], logFile });
	const { origin, baseUrl, appId, appKey, recordings } = await serving.ask('sandbox', undefined);
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
		target: { baseUrl, authorization: `Basic ${Buffer.from(`${appId}:${appKey}`).toString('base64')}` },
	};
}

/** Starts Node 24 with the measuring program, and no n8n in it yet. */
export function startMeasuring({ node, measuringFile, folder, logFile }: Workplace, nodeArgs: string[] = []): Asked<Measuring> {
	const { PATH, HOME, TMPDIR } = process.env;
	return new Asked<Measuring>({
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

/** Starts Node 24 with n8n's engine and this package in it. */
export async function startEngine(
	workplace: Workplace,
	{ nodeArgs, ...plan }: Omit<N8nPlan, 'packageFolder'> & { nodeArgs?: string[] },
): Promise<Asked<Measuring>> {
	const measuring = startMeasuring(workplace, nodeArgs);
	await measuring.ask('open', { packageFolder: workplace.packageFolder, ...plan });
	return measuring;
}
