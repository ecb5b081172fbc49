import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../sandbox/index.mts';
import { Engine } from './engine.mts';

export interface Fixture {
	sandbox: Sandbox;
	engine: Engine;
	close(): Promise<void>;
}

export const MEETING_DOMAIN = 'acme.yourvideo.live';

/** A sandbox, and the engine with a credential for it. */
export async function openFixture(): Promise<Fixture> {
	const sandbox = await startSandbox({});
	const engine = await Engine.open({
		appId: sandbox.appId,
		appKey: sandbox.appKey,
		baseUrl: sandbox.baseUrl,
		recordingsUsername: sandbox.recordings.username,
		recordingsPassword: sandbox.recordings.password,
		recordingsHosts: sandbox.recordings.hosts,
		meetingDomain: MEETING_DOMAIN,
		allowUnauthorizedCerts: false,
	});
	return { sandbox, engine, close: async () => await sandbox.stop() };
}

/** A room locator as the editor saves it. */
export const locator = (value: unknown, mode = 'id') => ({ __rl: true, mode, value }) as INodeParameters;

/** Input items with this JSON. */
export const itemsOf = (...jsons: IDataObject[]): INodeExecutionData[] => jsons.map((json) => ({ json }));
