/** Mutants that no test can notice, or should, each with the reason. They are not tried again. */
export interface JudgedMutant {
	file: string;
	/** As `npm run mutate` prints them. */
	place: string;
	change: string;
	reason: string;
}

export const JUDGED: readonly JudgedMutant[] = [
	{
		file: 'nodes/shared/api/byteStore.ts',
		place: 'append',
		change: 'this.grow(2 * length) → this.grow(3 * length)',
		reason: 'The store holds the same bytes, whatever room it has.',
	},
	{
		file: 'nodes/shared/api/envelope.ts',
		place: 'invalidBodyFailure',
		change: "fail(`The API returned ${formatStat … ly)}`, nextStepFor('', statusCode)) → fail(`The API returned ${formatStat … nextStepFor('mutated', statusCode))",
		reason: 'No result code is empty, and none is "mutated".',
	},
	{
		file: 'nodes/EnableXVideo/execution/declaredRequest.ts',
		place: 'optionsOf',
		change: '({ options = [] }: INodeProperties) => options.filter(isOption) → ({ options = [] }: INodeProperties) => options',
		reason: 'The fields of a collection, which the filter leaves out for the compiler, declare no request.',
	},
	{
		file: 'nodes/EnableXVideo/execution/execute.ts',
		place: 'executeItems',
		change: '1 → 2',
		reason: 'No item has settings only if all of them are invalid, and then nothing is sent.',
	},
	{
		file: 'nodes/EnableXVideoTrigger/delivery/deliver.ts',
		place: 'markAsKnown',
		change: 'record.key ?? recordKey(record.id) → recordKey(record.id)',
		reason: 'The key of a record is the key of its ID. It is only calculated twice.',
	},
	{
		file: 'nodes/shared/api/listStream.ts',
		place: 'MAX_USELESS_BYTES',
		change: '1024 → 2048',
		reason: 'Both are enough to see that a text is a web page.',
	},
	{
		file: 'nodes/shared/api/listStream.ts',
		place: 'TooLargeError',
		change: 'super(`The ${part} is too large`) → super(``)',
		reason: 'Users read the sentence of tooLarge, which names the part.',
	},
	{
		file: 'nodes/shared/api/listStream.ts',
		place: 'readOutside',
		change: 'byte === OPEN_LIST && this.depth === ENTRY_DEPTH → byte === OPEN_LIST || this.depth === ENTRY_DEPTH',
		reason: 'After other bytes, and deeper, isAfterKey finds no key of the object. It is only slower.',
	},
	{
		file: 'nodes/shared/api/listStream.ts',
		place: 'isAfterKey',
		change: String.raw`/^("(?:[^"\\]|\\.)*")\s*:\s*\[$/s → /("(?:[^"\\]|\\.)*")\s*:\s*\[$/s`,
		reason: 'Between the last text of the object and the bracket, JSON has no other text.',
	},
	{
		file: 'nodes/EnableXVideo/execution/operation.ts',
		place: 'callRequest',
		change: "request.url ?? '' → request.url ?? 'mutated'",
		reason: 'Every declared request has a route.',
	},
	{
		file: 'nodes/EnableXVideo/execution/operation.ts',
		place: 'attemptRequest',
		change: 'result.ok ? { value: result } : { v … : result, failure: result.failure } → false ? { value: result } : { value: result, failure: result.failure }',
		reason: 'A success has no failure, so that it is undefined either way.',
	},
	{
		file: 'nodes/EnableXVideo/execution/itemContext.ts',
		place: 'httpRequestWithAuthentication',
		change: "'' → 'mutated'",
		reason: 'The data signs the request. n8n does not look at the ID.',
	},
	{
		file: 'nodes/EnableXVideoTrigger/delivery/sweep.ts',
		place: 'firstUnreadDay',
		change: 'if (time === null) continue; → if (false) continue;',
		reason: 'In comparisons, null is 0, which is before all of these days. The line is for the types.',
	},
	{
		file: 'nodes/EnableXVideo/execution/execute.ts',
		place: 'prepareItems',
		change: 'index > 0 && index % ITEMS_BETWEEN_PAUSES === 0 → index >= 0 && index % ITEMS_BETWEEN_PAUSES === 0',
		reason: 'One more pause, before the first item.',
	},
	{
		file: 'nodes/shared/time/periods.ts',
		place: 'readPeriod',
		change: "readBoundary(input.to, 'To', zone) → readBoundary(input.to, '', zone)",
		reason: 'One line above, readEnd has refused all that readBoundary refuses.',
	},
	{
		file: 'nodes/EnableXVideo/execution/concurrency.ts',
		place: 'CANCEL_CHECK_INTERVAL_MS',
		change: '200 → 400',
		reason: 'A stopped execution ends within half a second either way.',
	},
	{
		file: 'nodes/EnableXVideo/execution/concurrency.ts',
		place: 'createTurns',
		change: 'if (lastTurns.get(key) === ended) lastTurns.delete(key); → if (false) lastTurns.delete(key);',
		reason: 'It frees memory. A turn that has ended holds up nobody.',
	},
	{
		file: 'nodes/EnableXVideo/execution/concurrency.ts',
		place: 'createTurns',
		change: 'lastTurns.delete(key); → ;',
		reason: 'It frees memory. A turn that has ended holds up nobody.',
	},
	{
		file: 'nodes/EnableXVideo/execution/execute.ts',
		place: 'addItemContext',
		change: 'if (error instanceof ExecutionBaseE … .context), itemIndex, runIndex }; } → if (true) { const { $runIndex: runI … .context), itemIndex, runIndex }; }',
		reason: 'All errors of an item are NodeApiErrors or ExpressionErrors. The condition is for the compiler.',
	},
	{
		file: 'nodes/EnableXVideo/execution/execute.ts',
		place: 'prepareItems',
		change: 'index > 0 && index % ITEMS_BETWEEN_PAUSES === 0 → index > 1 && index % ITEMS_BETWEEN_PAUSES === 0',
		reason: 'No index between 1 and 49 is a multiple of 50.',
	},
	{
		file: 'nodes/EnableXVideo/execution/execute.ts',
		place: 'prepareItems',
		change: 'index % ITEMS_BETWEEN_PAUSES === 0 → index % ITEMS_BETWEEN_PAUSES === 1',
		reason: 'Other work of n8n gets its turn an item later, or a millisecond longer.',
	},
	{
		file: 'nodes/EnableXVideo/execution/execute.ts',
		place: 'prepareItems',
		change: 'await sleep(0) → await sleep(1)',
		reason: 'Other work of n8n gets its turn an item later, or a millisecond longer.',
	},
	{
		file: 'nodes/EnableXVideo/execution/listOperation.ts',
		place: 'requestRecords',
		change: "request.url ?? '' → request.url",
		reason: 'The declared request of a list has a route. The condition is for the compiler.',
	},
	{
		file: 'nodes/EnableXVideo/execution/listOperation.ts',
		place: 'requestRecords',
		change: "request.url ?? '' → request.url ?? 'mutated'",
		reason: 'The declared request of a list has a route. The condition is for the compiler.',
	},
	{
		file: 'nodes/EnableXVideo/execution/routingHook.ts',
		place: 'unknownOperation',
		change: 'async () => await Promise.resolve([]) → async () => undefined',
		reason: 'It never runs, because read throws.',
	},
	{
		file: 'nodes/EnableXVideo/execution/routingHook.ts',
		place: 'findOperation',
		change: "if (typeof resource !== 'string' || …  'string') return unknownOperation; → if (false) return unknownOperation;",
		reason: 'Any other value names no operation either. The check is for the compiler.',
	},
	{
		file: 'nodes/EnableXVideo/execution/routingHook.ts',
		place: 'findOperation',
		change: "typeof resource !== 'string' || typeof operation !== 'string' → typeof resource !== 'string' && typeof operation !== 'string'",
		reason: 'Any other value names no operation either. The check is for the compiler.',
	},
	{
		file: 'nodes/EnableXVideo/execution/routingHook.ts',
		place: 'findOperation',
		change: 'if (!Object.hasOwn(resources, resource)) return unknownOperation; → if (false) return unknownOperation;',
		reason: 'Of a resource that does not exist, n8n drops the operation, and the line above refuses that.',
	},
	{
		file: 'nodes/EnableXVideoTrigger/delivery/deliver.ts',
		place: 'isPlausibleTime',
		change: 'Math.max(dayOf(now), newest ?? 0) → Math.max(dayOf(now), newest)',
		reason: 'Math.max takes null as 0. The fallback is for the compiler.',
	},
	{
		file: 'nodes/EnableXVideoTrigger/delivery/deliver.ts',
		place: 'mayBeNew',
		change: 'time !== null && time < EARLIEST_TIME → time !== null && time <= EARLIEST_TIME',
		reason: 'The item of one record is kept in vain, until the delivery leaves it out.',
	},
	{
		file: 'nodes/EnableXVideoTrigger/delivery/deliver.ts',
		place: 'markAsKnown',
		change: 'dayOfKey(state, record, nextDay + 1) → dayOfKey(state, record, nextDay + 2)',
		reason: 'The key of an undated record is kept a day longer than it is needed.',
	},
	{
		file: 'nodes/EnableXVideoTrigger/delivery/knownKeys.ts',
		place: 'split',
		change: 'offset < text.length → offset <= text.length',
		reason: 'It adds an empty key, which no record has and which takes no room.',
	},
	{
		file: 'nodes/EnableXVideoTrigger/delivery/sweep.ts',
		place: 'lastDayOf',
		change: 'Math.min(newest ?? today, today + MAX_CLOCK_LAG_DAYS) → Math.min(newest, today + MAX_CLOCK_LAG_DAYS)',
		reason: 'Math.min takes null as 0, which is before today. The fallback is for the compiler.',
	},
	{
		file: 'nodes/EnableXVideoTrigger/delivery/sweep.ts',
		place: 'beginSweep',
		change: 'Math.max(0, state.floor - 1) → Math.max(1, state.floor - 1)',
		reason: 'No record is of the first day of 1970.',
	},
	{
		file: 'nodes/EnableXVideoTrigger/delivery/sweep.ts',
		place: 'confirmedDay',
		change: 'Math.min(dayOf(now), newest ?? floor) → Math.min(dayOf(now), newest)',
		reason: 'Math.min takes null as 0. Both days are too early to close a day.',
	},
	{
		file: 'nodes/EnableXVideoTrigger/delivery/sweep.ts',
		place: 'firstUnreadDay',
		change: 'continue; → ;',
		reason: 'A time of null compares as 0, which is in none of these days.',
	},
	{
		file: 'nodes/EnableXVideo/execution/retry.ts',
		place: 'shouldRetry',
		change: 'return false; → return undefined;',
		reason: 'Both mean that there is no retry.',
	},
	{
		file: 'nodes/EnableXVideo/execution/retry.ts',
		place: 'mayHaveSucceeded',
		change: "'error' in outcome || outcome.failure === undefined → 'error' in outcome && outcome.failure === undefined",
		reason: 'A reply without a failure is not retried, so that nobody asks.',
	},
	{
		file: 'nodes/shared/api/request.ts',
		place: 'asTimeout',
		change: "new Error('The request timed out') → new Error('')",
		reason: 'Users read the sentence of the code ETIMEDOUT.',
	},
	{
		file: 'nodes/shared/api/redactLogin.ts',
		place: 'redactLogin',
		change: "String(authorization ?? '').replace → String(authorization ?? 'mutated').replace",
		reason: 'Without a login there is nothing to redact, and no server sends the word "mutated".',
	},
];
