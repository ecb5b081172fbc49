import { readFileSync, writeFileSync } from 'node:fs';

/** What one run cost this process. */
export interface Cost {
	wallMs: number;
	/** User and system time of all threads of this process, the garbage collector's included. */
	cpuMs: number;
}

/** Does the work and says what it cost. Garbage of earlier work is collected before, not in it. */
export async function measure<T>(work: () => T | Promise<T>): Promise<Cost & { value: T }> {
	globalThis.gc?.();
	return await measureWarm(work);
}

/**
 * The same in the middle of a process's life. For work of a few milliseconds: it would be twice as
 * slow right after all garbage was collected by force, which also makes the room for new objects small.
 */
export async function measureWarm<T>(work: () => T | Promise<T>): Promise<Cost & { value: T }> {
	const before = process.cpuUsage();
	const began = performance.now();
	const value = await work();
	const wallMs = performance.now() - began;
	const { user, system } = process.cpuUsage(before);
	return { wallMs, cpuMs: (user + system) / 1000, value };
}

/** What one run cost, its memory included. */
export interface FullCost extends Cost {
	/** The most resident memory at any moment of the run, above that before it, in bytes. */
	peakBytes: number;
}

/** As `measure`, and says how much memory it took; exact on Linux, where the system keeps the peak. */
export async function measureFully<T>(work: () => Promise<T>): Promise<FullCost & { value: T }> {
	globalThis.gc?.();
	const idle = process.memoryUsage.rss();
	forgetPeak();
	const measured = await measure(work);
	return { ...measured, peakBytes: Math.max(0, readPeak() - idle) };
}

/** Elsewhere the peak is that of the process's whole life; a fresh process per run makes that good enough. */
function forgetPeak(): void {
	if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5');
}

function readPeak(): number {
	if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
	const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
	return Number(kilobytes) * 1024;
}
