import { existsSync } from 'node:fs';
import { basicAuth } from '../basic-auth.mts';
import { addDemo } from '../../sandbox/demo.mts';
import { SANDBOX_WEBHOOK_PASSWORD, SANDBOX_WEBHOOK_USERNAME } from '../../sandbox/constants.mts';
import { startSandbox } from '../../sandbox/index.mts';
import type { Sandbox } from '../../sandbox/index.mts';
import type { EnableXCredential } from './provision.mts';

/** The ports of the host's sandbox, and the file that keeps its rooms across restarts. */
export interface HostSandboxOptions {
	readonly port: number;
	readonly filesPort: number;
	readonly dataFile: string;
}

/** Starts the sandbox; a new one gets a few rooms and a finished call. */
export async function openSandbox(options: HostSandboxOptions): Promise<Sandbox> {
	const isNew = !existsSync(options.dataFile);
	const sandbox = await startSandbox(options);
	if (isNew) await addDemo(sandbox);
	return sandbox;
}

/** The sandbox of a host; throws if it has none. Every headless run has one. */
export function requireSandbox({ sandbox }: { readonly sandbox?: Sandbox }): Sandbox {
	if (!sandbox) throw new Error('This needs the sandbox, so it does not work with a real account.');
	return sandbox;
}

/** The sandbox's fixed logins. The meeting domain does not exist; it only shows what room links look like. */
export function sandboxAccount({ appId, appKey, baseUrl, recordings }: Sandbox): EnableXCredential {
	return {
		appId,
		appKey,
		baseUrl,
		recordingsUsername: recordings.username,
		recordingsPassword: recordings.password,
		recordingsHosts: recordings.hosts,
		webhookUsername: SANDBOX_WEBHOOK_USERNAME,
		webhookPassword: SANDBOX_WEBHOOK_PASSWORD,
		meetingDomain: 'meet.sandbox.example',
	};
}

/** A request other than GET. */
export interface SandboxRequest {
	readonly method: 'POST' | 'DELETE';
	readonly body?: object;
}

/** Sends a request to the sandbox's API with its own login, by default GET; `path` follows the base URL. */
export async function askSandbox<T>({ baseUrl, appId, appKey }: Sandbox, path: string, { method, body }: Partial<SandboxRequest> = {}): Promise<T> {
	const headers = { authorization: basicAuth(appId, appKey), 'content-type': 'application/json' };
	const response = await fetch(`${baseUrl}${path}`, { method, headers, body: JSON.stringify(body) });
	return (await response.json()) as T;
}
