import type { LoggedRequest, SandboxControl } from '../../sandbox/index.mts';
import { readUntil } from '../read-until.mts';

/** n8n polls once a minute, at a second it chooses. */
const LIMIT_MS = 75_000;
/** The route that the trigger requests if no room is selected. */
const PATH = '/cdr/period/';

/** Waits for a poll that started after a time (milliseconds since 1970) and was answered. */
export async function waitForPoll(control: SandboxControl, after: number): Promise<void> {
	await waitFor(control, after, 'was answered', ({ status }) => status === 200);
}

/** Waits for a poll that the API answered with a 5xx status. */
export async function waitForRefusedPoll(control: SandboxControl, after: number): Promise<void> {
	await waitFor(control, after, 'failed', ({ status }) => status !== null && status >= 500);
}

/** Waits until a poll is running. Returns its request. */
export async function waitForRunningPoll(control: SandboxControl): Promise<LoggedRequest> {
	return await waitFor(control, Date.now(), 'started', ({ endedAt }) => endedAt === null);
}

/** Whether a request was aborted before its reply. */
export async function wasAborted(control: SandboxControl, { id, startedAt }: LoggedRequest): Promise<boolean> {
	const request = (await control.requests({ since: startedAt })).find((one) => one.id === id);
	return request !== undefined && request.endedAt !== null && request.status === null;
}

async function waitFor(
	control: SandboxControl,
	since: number,
	what: string,
	isMatch: (request: LoggedRequest) => boolean,
): Promise<LoggedRequest> {
	const find = async () => (await control.requests({ since, path: PATH })).find(isMatch);
	const found = await readUntil(find, (request) => request !== undefined, { timeoutMs: LIMIT_MS, intervalMs: 200 });
	if (!found) throw new Error(`No poll ${what} within ${LIMIT_MS / 1000} seconds.`);
	return found;
}
