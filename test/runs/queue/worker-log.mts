/** The executions in a worker's log. */
export interface WorkerRecord {
	/** Started executions, in order; one that was started twice is listed twice. */
	readonly started: readonly string[];
	/** Started, but not finished. */
	readonly unfinished: readonly string[];
}

/** Parses a worker's log, written at level info or more verbose. */
export function readWorkerLog(text: string): WorkerRecord {
	const started = find(text, /Worker started execution (\d+) \(job/g);
	const finished = new Set(find(text, /Worker finished execution (\d+) \(job/g));
	return { started, unfinished: started.filter((id) => !finished.has(id)) };
}

function find(text: string, pattern: RegExp): string[] {
	return [...text.matchAll(pattern)].map(([, id]) => id);
}
