/** What a worker's log says about its executions. */
export interface WorkerRecord {
	/** Executions that it has begun, in their order; one that it began twice is there twice. */
	readonly started: readonly string[];
	/** Begun, and not brought to an end. */
	readonly unfinished: readonly string[];
}

/** Reads a worker's log, of level info or more. */
export function readWorkerLog(text: string): WorkerRecord {
	const started = find(text, /Worker started execution (\d+) \(job/g);
	const finished = new Set(find(text, /Worker finished execution (\d+) \(job/g));
	return { started, unfinished: started.filter((id) => !finished.has(id)) };
}

function find(text: string, pattern: RegExp): string[] {
	return [...text.matchAll(pattern)].map(([, id]) => id);
}
