/** Starts a local EnableX Video API with its file host. */
import type { FastifyInstance } from 'fastify';
import { buildApi, buildFileHost } from './app.mts';
import { SandboxControl } from './client.mts';
import { Clock } from './clock.mts';
import { SANDBOX_APP_ID, SANDBOX_APP_KEY, SANDBOX_RECORDINGS_PASSWORD, SANDBOX_RECORDINGS_USERNAME } from './constants.mts';
import type { Context } from './context.mts';
import { readErrorCode } from './error-code.mts';
import { FaultQueue } from './faults.mts';
import { Ids } from './ids.mts';
import { Notifier } from './notifier.mts';
import { makeProject } from './projects.mts';
import { RequestLog } from './request-log.mts';
import { DEFAULT_SETTINGS } from './settings.mts';
import { createState, Store } from './store.mts';

export interface SandboxOptions {
	/** The port of the API; 0, the default, picks a free one. */
	port?: number;
	/** The port of the recording file host; 0, the default, picks a free one. */
	filesPort?: number;
	/** Loopback only, because the control API has no login. */
	host?: '127.0.0.1';
	/** The file that keeps the data across restarts; by default, data is in memory only. */
	dataFile?: string;
	appId?: string;
	appKey?: string;
	/** The seed of the pseudo-random IDs; the same seed produces the same sequence. */
	seed?: number;
}

export interface Sandbox {
	/** http://127.0.0.1:PORT */
	origin: string;
	/** The base URL for the credential: origin + /video/v2. */
	baseUrl: string;
	filesOrigin: string;
	appId: string;
	appKey: string;
	/** The login of the file host, as in the credential's three fields. */
	recordings: { username: string; password: string; hosts: string };
	control: SandboxControl;
	/** Closes both listeners and every connection, and writes the data file. */
	stop(): Promise<void>;
}

const DEFAULT_SEED = 1;

/**
 * Starts a sandbox.
 * @throws a readable error if a port is in use or the data file cannot be read
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, filesPort = 0, host = '127.0.0.1', dataFile } = options;
	const { appId = SANDBOX_APP_ID, appKey = SANDBOX_APP_KEY, seed = DEFAULT_SEED } = options;
	const freshState = () => createState(makeProject({ appId, appKey }), seed);
	const store = await Store.open(dataFile, freshState());
	const ctx = createContext(store, freshState);
	if (store.state.projects.get(appId)?.appKey !== appKey) store.state.projects.set(appId, makeProject({ appId, appKey }));
	const api = buildApi(ctx);
	const fileHost = buildFileHost(ctx);
	try {
		ctx.origins.api = await listen(api, host, port);
		ctx.origins.files = await listen(fileHost, host, filesPort);
	} catch (error) {
		await Promise.all([api.close(), fileHost.close()]);
		throw error;
	}
	return {
		origin: ctx.origins.api,
		baseUrl: `${ctx.origins.api}/video/v2`,
		filesOrigin: ctx.origins.files,
		appId,
		appKey,
		recordings: {
			username: SANDBOX_RECORDINGS_USERNAME,
			password: SANDBOX_RECORDINGS_PASSWORD,
			hosts: new URL(ctx.origins.files).host,
		},
		control: new SandboxControl(ctx.origins.api),
		stop: async () => {
			await Promise.all([api.close(), fileHost.close(), ctx.notifier.reset()]);
			await store.flush();
		},
	};
}

function createContext(store: Store, freshState: Context['freshState']): Context {
	const clock = new Clock(store.state.clock);
	return {
		store,
		clock,
		ids: new Ids(store.state.ids, clock),
		settings: { ...DEFAULT_SETTINGS },
		faults: new FaultQueue(),
		log: new RequestLog(),
		notifier: new Notifier(clock),
		freshState,
		origins: { api: '', files: '' },
	};
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
	try {
		return await app.listen({ host, port });
	} catch (error) {
		if (readErrorCode(error) === 'EADDRINUSE') {
			throw new Error(`Port ${port} is in use by another program. Choose another port.`, { cause: error });
		}
		throw error;
	}
}

export { SandboxControl } from './client.mts';
export type * from './control-types.mts';
export type * from './notification-types.mts';
