import { fork } from 'node:child_process';
import { once } from 'node:events';

import { SandboxControl } from '../sandbox/client.mts';

/** Where a sandbox is, and its login. */
export interface SandboxAddress {
	origin: string;
	baseUrl: string;
	appId: string;
	appKey: string;
}

export interface RunningSandbox {
	/** The fields of the credential for it. */
	credential: { baseUrl: string; appId: string; appKey: string };
	control: SandboxControl;
	stop(): void;
}

/** Starts a sandbox in another process. Rejects with a sentence when that does not come up. */
export async function forkSandbox(): Promise<RunningSandbox> {
	const child = fork(new URL('./sandbox-process.mts', import.meta.url));
	const ended = once(child, 'exit').then(([code]) => {
		throw new Error(`The sandbox ended with code ${code} before it was up`);
	});
	const [{ origin, ...credential }]: SandboxAddress[] = await Promise.race([once(child, 'message'), ended]);
	ended.catch(() => undefined);
	return { credential, control: new SandboxControl(origin), stop: () => child.disconnect() };
}
