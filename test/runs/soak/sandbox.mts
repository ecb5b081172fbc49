import { fork } from 'node:child_process';
import { once } from 'node:events';

import { SandboxControl } from '../../sandbox/client.mts';

/** The address of a sandbox, and its login. */
export interface SandboxAddress {
	origin: string;
	baseUrl: string;
	appId: string;
	appKey: string;
}

export interface RunningSandbox {
	/** The fields of its credential. */
	credential: { baseUrl: string; appId: string; appKey: string };
	control: SandboxControl;
	stop(): void;
}

/** Starts a sandbox in another process. Rejects if it does not start. */
export async function forkSandbox(): Promise<RunningSandbox> {
	const child = fork(new URL('./sandbox-process.mts', import.meta.url));
	const ended = once(child, 'exit').then(([code]) => {
		throw new Error(`The sandbox exited with code ${code} before it was up`);
	});
	const [{ origin, ...credential }]: SandboxAddress[] = await Promise.race([once(child, 'message'), ended]);
	ended.catch(() => undefined);
	return { credential, control: new SandboxControl(origin), stop: () => child.disconnect() };
}
