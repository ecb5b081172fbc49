const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const PARENT_CHECK_MS = 1_000;

/** The user or the system stopped the process; this is not a failure. */
export class Stopped extends Error {}

/**
 * A signal that is aborted by Ctrl-C, SIGTERM and SIGHUP, and when the parent process is gone:
 * npm's shell dies on SIGTERM without forwarding it.
 */
export function stopOnSignals(): AbortSignal {
	const controller = new AbortController();
	const stop = (reason: string) => controller.abort(new Stopped(reason));
	for (const name of SIGNALS) process.on(name, () => stop(`Stopped by ${name}.`));
	watchParent(() => stop('Stopped because npm has exited.'));
	// A closed terminal must not turn a clean exit into a crash.
	for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
	return controller.signal;
}

/**
 * Ends this process as SIGTERM does when the one that started it is gone. For programs that have
 * nothing to put in order: without it they would work on unseen after a SIGTERM to npm.
 */
export function endWithParent(): void {
	watchParent(() => process.kill(process.pid, 'SIGTERM'));
}

function watchParent(onGone: () => void): void {
	const parent = process.ppid;
	setInterval(() => process.ppid !== parent && onGone(), PARENT_CHECK_MS).unref();
}

/** Resolves when the signal is aborted. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
	if (signal.aborted) return;
	await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}
