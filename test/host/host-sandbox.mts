import { existsSync } from 'node:fs';
import { addDemo } from '../sandbox/demo.mts';
import { startSandbox } from '../sandbox/index.mts';
import type { Sandbox } from '../sandbox/index.mts';
import type { EnableXCredential } from './provision.mts';

/** Where the host's sandbox listens, and the file that keeps its rooms across starts. */
export interface SandboxPlace {
	readonly port: number;
	readonly filesPort: number;
	readonly dataFile: string;
}

/** Starts the sandbox; a new one gets a few rooms and a finished call. */
export async function openSandbox(place: SandboxPlace): Promise<Sandbox> {
	const isNew = !existsSync(place.dataFile);
	const sandbox = await startSandbox(place);
	if (isNew) await addDemo(sandbox);
	return sandbox;
}

/** The sandbox of a host that must have one, as every headless run does. */
export function needSandbox({ sandbox }: { readonly sandbox?: Sandbox }): Sandbox {
	if (!sandbox) throw new Error('There is no sandbox: this works without a real account only.');
	return sandbox;
}

/** The sandbox's fixed logins; its rooms get links of a page that does not exist, to show where they would be. */
export function sandboxAccount({ appId, appKey, baseUrl, recordings }: Sandbox): EnableXCredential {
	return {
		appId,
		appKey,
		baseUrl,
		recordingsUsername: recordings.username,
		recordingsPassword: recordings.password,
		recordingsHosts: recordings.hosts,
		meetingDomain: 'meet.sandbox.example',
	};
}

/** Asks the sandbox's API itself, with the login of its own project; `path` follows the base URL. */
export async function askSandbox<T>({ baseUrl, appId, appKey }: Sandbox, path: string): Promise<T> {
	const authorization = `Basic ${Buffer.from(`${appId}:${appKey}`).toString('base64')}`;
	const response = await fetch(`${baseUrl}${path}`, { headers: { authorization } });
	return (await response.json()) as T;
}
