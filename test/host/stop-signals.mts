const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const PARENT_CHECK_MS = 1_000;

/** The person, or the system, wants an end; not a failure. */
export class Stopped extends Error {}

/**
 * A signal that is aborted by Ctrl-C, by SIGTERM and SIGHUP, and when the process that started this
 * one is gone: npm's shell dies of a SIGTERM without handing it on.
 */
export function stopOnSignals(): AbortSignal {
	const controller = new AbortController();
	const stop = (why: string) => controller.abort(new Stopped(why));
	for (const name of SIGNALS) process.on(name, () => stop(`Stopped by ${name}.`));
	const parent = process.ppid;
	setInterval(() => process.ppid !== parent && stop('Stopped, because npm is gone.'), PARENT_CHECK_MS).unref();
	// A closed terminal must not turn the orderly end into a crash.
	for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
	return controller.signal;
}

/** Fulfils when the signal is aborted. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
	if (signal.aborted) return;
	await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}
