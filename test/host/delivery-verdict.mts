/** One execution of the workflow: which records it was given, in their order. */
export interface Delivered {
	/** n8n's number of the execution. */
	readonly id: string;
	readonly records: ReadonlyArray<{ readonly cdrId: string; /** ISO 8601 */ readonly endedAt: string }>;
}

/** What a run of the trigger comes to, measured by the contract. */
export interface Verdict {
	/** How many of the listed CDRs came through at least once. */
	readonly cameThrough: number;
	/** Listed, but in no execution. */
	readonly lost: readonly string[];
	/** In an execution, but not listed since publishing. */
	readonly uncalledFor: readonly string[];
	/** How many times a record came again. */
	readonly repeated: number;
	/** Executions that hold a record of an earlier one: the batches that were repeated. */
	readonly repeatedBatches: readonly string[];
	/** Executions whose records are not oldest first. */
	readonly disordered: readonly string[];
}

/** Compares what the API listed since publishing with what the executions, in their order, were given. */
export function judgeDelivery(listed: readonly string[], executions: readonly Delivered[]): Verdict {
	const wanted = new Set(listed);
	const seen = new Set<string>();
	const repeatedBatches: string[] = [];
	let repeated = 0;
	for (const { id, records } of executions) {
		const before = repeated;
		for (const { cdrId } of records) {
			if (seen.has(cdrId)) repeated += 1;
			seen.add(cdrId);
		}
		if (repeated > before) repeatedBatches.push(id);
	}
	const lost = [...wanted].filter((cdrId) => !seen.has(cdrId));
	return {
		cameThrough: wanted.size - lost.length,
		lost,
		uncalledFor: [...seen].filter((cdrId) => !wanted.has(cdrId)),
		repeated,
		repeatedBatches,
		disordered: executions.filter((execution) => !isOldestFirst(execution)).map(({ id }) => id),
	};
}

function isOldestFirst({ records }: Delivered): boolean {
	const times = records.map(({ endedAt }) => Date.parse(endedAt));
	return times.every((time, index) => index === 0 || times[index - 1] <= time);
}
