import { readFileSync, writeFileSync } from 'node:fs';

/** What one run cost this process. */
export interface Cost {
	wallMs: number;
	/** User and system time of all threads of this process, including the garbage collector. */
	cpuMs: number;
}

/** Does the work and measures its cost. Garbage from earlier work is collected beforehand, not during the measurement. */
export async function measure<T>(work: () => T | Promise<T>): Promise<Cost & { value: T }> {
	globalThis.gc?.();
	return await measureWarm(work);
}

/**
 * The same without a forced garbage collection. For work of a few milliseconds, which would be twice as
 * slow right after one, because a forced collection also shrinks the space for new objects.
 */
export async function measureWarm<T>(work: () => T | Promise<T>): Promise<Cost & { value: T }> {
	const before = process.cpuUsage();
	const began = performance.now();
	const value = await work();
	const wallMs = performance.now() - began;
	const { user, system } = process.cpuUsage(before);
	return { wallMs, cpuMs: (user + system) / 1000, value };
}

/** What one run cost, including memory. */
export interface MemoryCost extends Cost {
	/** Peak resident memory during the run minus resident memory before it, in bytes. */
	peakBytes: number;
}

/** Like `measure`, plus the memory it took. Exact on Linux, where the system tracks the peak. */
export async function measureWithMemory<T>(work: () => Promise<T>): Promise<MemoryCost & { value: T }> {
	globalThis.gc?.();
	const idle = process.memoryUsage.rss();
	resetPeak();
	// Not `measure`: a second collection at once would look to V8 like a lack of memory.
	const measured = await measureWarm(work);
	return { ...measured, peakBytes: Math.max(0, readPeak() - idle) };
}

/** On other systems the peak covers the whole life of the process; a fresh process per run makes that good enough. */
function resetPeak(): void {
	if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5');
}

function readPeak(): number {
	if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
	const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
	return Number(kilobytes) * 1024;
}
