import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggedRequest, SandboxControl } from '../sandbox/index.mts';

/** n8n polls once a minute, in a second of its own choice. */
const LIMIT_MS = 75_000;
/** The route that the trigger asks when no room is chosen. */
const PATH = '/cdr/period/';

/** Waits for a poll that began after a moment (milliseconds since 1970) and got its answer. */
export async function waitForPoll(control: SandboxControl, after: number): Promise<void> {
	await waitFor(control, after, 'was answered', ({ status }) => status === 200);
}

/** Waits for a poll that the API has refused with a 5xx. */
export async function waitForRefusedPoll(control: SandboxControl, after: number): Promise<void> {
	await waitFor(control, after, 'was refused', ({ status }) => status !== null && status >= 500);
}

/** Waits until a poll is under way. Gives its request. */
export async function waitForPollUnderWay(control: SandboxControl): Promise<LoggedRequest> {
	return await waitFor(control, Date.now(), 'began', ({ endedAt }) => endedAt === null);
}

/** Whether a request was broken off before its answer. */
export async function isBrokenOff(control: SandboxControl, { id, startedAt }: LoggedRequest): Promise<boolean> {
	const request = (await control.requests({ since: startedAt })).find((one) => one.id === id);
	return request !== undefined && request.endedAt !== null && request.status === null;
}

async function waitFor(
	control: SandboxControl,
	since: number,
	what: string,
	isIt: (request: LoggedRequest) => boolean,
): Promise<LoggedRequest> {
	for (const limit = Date.now() + LIMIT_MS; ; await sleep(200)) {
		const found = (await control.requests({ since, path: PATH })).find(isIt);
		if (found) return found;
		if (Date.now() > limit) throw new Error(`No poll ${what} within ${LIMIT_MS / 1000} seconds.`);
	}
}
