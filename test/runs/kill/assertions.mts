/** One execution of the workflow, with the records it received, in order. */
export interface Delivery {
	/** n8n's ID of the execution. */
	readonly id: string;
	readonly records: ReadonlyArray<{ readonly cdrId: string; /** ISO 8601 */ readonly endedAt: string }>;
}

/** How the trigger performed, measured against its contract. */
export interface DeliveryResult {
	/** The number of listed CDRs that were delivered at least once. */
	readonly delivered: number;
	/** CDRs that were listed, but are in no execution. */
	readonly lost: readonly string[];
	/** CDRs that are in an execution, but were not listed after publishing. */
	readonly unexpected: readonly string[];
	/** The number of repeated deliveries. */
	readonly repeated: number;
	/** Executions with a record that an earlier execution already had: the repeated batches. */
	readonly repeatedBatches: readonly string[];
	/** Executions whose records are not in order, oldest first. */
	readonly outOfOrder: readonly string[];
}

/** Compares the CDRs that the API listed after publishing with what the executions received, in order. */
export function compareDelivery(listed: readonly string[], executions: readonly Delivery[]): DeliveryResult {
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
		delivered: wanted.size - lost.length,
		lost,
		unexpected: [...seen].filter((cdrId) => !wanted.has(cdrId)),
		repeated,
		repeatedBatches,
		outOfOrder: executions.filter((execution) => !isOldestFirst(execution)).map(({ id }) => id),
	};
}

function isOldestFirst({ records }: Delivery): boolean {
	const times = records.map(({ endedAt }) => Date.parse(endedAt));
	return times.every((time, index) => index === 0 || times[index - 1] <= time);
}
