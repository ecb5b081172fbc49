import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;
/** After SIGKILL, only the system's own cleanup takes time. */
const AFTER_KILL_MS = 2_000;

/** Whether any process of the group still exists. */
export function isGroupAlive(groupId: number): boolean {
	return exists(-groupId);
}

/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
	return exists(pid);
}

/**
 * Stops a process group whose leader was started with `detached: true`. The leader gets SIGTERM and
 * `graceMs` milliseconds to exit cleanly; then whatever is left of its group gets SIGKILL.
 * The children get no SIGTERM: n8n stops its task runner itself, and would start a new one if the
 * runner exited first.
 */
export async function stopGroup(leader: number, graceMs: number): Promise<void> {
	signal(leader, 'SIGTERM');
	await waitUntilGone(() => isAlive(leader), graceMs);
	await killGroup(leader);
}

/** Kills a process group immediately, without cleanup, and waits until it is gone. */
export async function killGroup(leader: number): Promise<void> {
	signal(-leader, 'SIGKILL');
	await waitUntilGone(() => isGroupAlive(leader), AFTER_KILL_MS);
}

async function waitUntilGone(isThere: () => boolean, limitMs: number): Promise<void> {
	const end = Date.now() + limitMs;
	while (isThere() && Date.now() < end) await sleep(POLL_MS);
}

function exists(target: number): boolean {
	try {
		process.kill(target, 0);
		return true;
	} catch (error) {
		// EPERM: it exists but belongs to another user.
		return hasCode(error, 'EPERM');
	}
}

function signal(target: number, name: NodeJS.Signals): void {
	try {
		process.kill(target, name);
	} catch (error) {
		if (!hasCode(error, 'ESRCH')) throw error;
	}
}

/** Whether a thrown value is a system error with this code, such as `ENOENT`. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
	// Not with instanceof: under jest, system errors come from another realm.
	return typeof error === 'object' && error !== null && 'code' in error && codes.includes(String(error.code));
}
