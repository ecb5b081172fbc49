import { UnexpectedError, type IDataObject, type INodeExecutionData, type IPollFunctions, type NodeApiError } from 'n8n-workflow';

import { CREDENTIAL_NAME, readCredential } from '../shared/credential/credential';
import { createNodeApiError, toNodeApiError } from '../shared/api/errors';
import { checkRoomFilter } from '../shared/parameters/roomFilter';
import { collect, MAX_KNOWN, type Limits, type Listed } from './delivery/collect';
import { TRIGGER_EVENTS } from './events';
import { listCandidates } from './listing';
import { fetchSample } from './sample';
import { fingerprint, readState } from './delivery/savedState';
import { readSettings } from './settings';
import { findCursor, rememberState, timeoutOf, triggerKey, type Poll } from './cursor';
import { COMPLETERS } from './completers';
import type { Candidate, Complete, ListedDays } from './completion/completer';
import { FollowUps } from './completion/followUps';
import { memoryOf } from './completion/memory';
import { mayBeNew } from './delivery/deliver';

/** The time budget of a poll in n8n versions that do not set one (before n8n 2.38; n8n-host.md 2.5). */
const DEFAULT_BUDGET_MS = 300_000;
/** The share of the budget for requests. The rest is for handing over the items. */
const REQUEST_SHARE = 0.8;
/** The key of the state in the node's static data. */
const STATE_KEY = 'delivery';

/** Static data of running polls: a slow poll and the next one share the same object (n8n-host.md 2.7). */
const inFlight = new WeakSet<IDataObject>();
/** Contexts that have polled before. The first poll of a context is part of the activation. */
const hasPolled = new WeakSet<IPollFunctions>();

/** Returns a function for the milliseconds left. It uses a monotonic clock, because the system time may change during a poll. */
function startTimer(context: IPollFunctions): () => number {
	// Despite its type, the method is missing in older n8n versions.
	const budget = 'getPollBudgetMs' in context ? context.getPollBudgetMs() : DEFAULT_BUDGET_MS;
	const end = performance.now() + budget * REQUEST_SHARE;
	return () => end - performance.now();
}

/**
 * Lists the records of some days, and completes them. Resolves to `undefined` if the time runs out during a later listing,
 * so that the poll can still deliver what it has read. Otherwise it rejects with a NodeApiError.
 */
async function listInTime(poll: Poll, complete: Complete, days: ListedDays, isFirst: boolean): Promise<Listed<Candidate> | undefined> {
	const { context, settings, timeLeft } = poll;
	try {
		return await complete(await listCandidates(context, settings, days, () => timeoutOf(poll), mayBeNew(days.state)), days);
	} catch (error) {
		if (!isFirst && timeLeft() <= 0) return undefined;
		throw toNodeApiError(context.getNode(), error, undefined);
	}
}

/** The error of a full state. No known record is evicted to make room, because it would be emitted again. */
function stateFullError({ context, settings }: Poll): NodeApiError {
	const { pluralName } = TRIGGER_EVENTS[settings.event];
	const message = `The trigger remembers ${MAX_KNOWN} records, which is its limit, and there are new ones`;
	return createNodeApiError(context.getNode(), { message }, {
		message,
		description: `Lower Lookback Days, or use a separate trigger for each Room, with Start From set to Date. No ${pluralName} are lost in the meantime: EnableX keeps them for 90 days`,
	});
}

/** The output of a poll. Throws if a listing has not kept the item of a record: then nothing is emitted, and the state does not know the record. */
const toOutput = (candidates: readonly Candidate[]): INodeExecutionData[] =>
	candidates.map(({ item, added }) => {
		if (item === undefined) throw new UnexpectedError('The trigger emits a record that it has not kept');
		return { json: { ...added, ...item } };
	});

/** Logs that some records wait because requests about them failed. */
function warnOfFailures({ context, settings }: Poll, { failures, givenUp }: FollowUps): void {
	if (failures.length === 0) return;
	const { pluralName } = TRIGGER_EVENTS[settings.event];
	const { message } = toNodeApiError(context.getNode(), failures[0], undefined);
	const outcome = givenUp === 0 ? 'The next poll tries again' : `After a day of failures, records were delivered without this data: ${givenUp}`;
	context.logger.warn(`Requests for individual ${pluralName} failed: ${failures.length}. First error: ${message}. ${outcome}`);
}

async function pollStream(poll: Poll, staticData: IDataObject, limits: Partial<Limits>): Promise<INodeExecutionData[]> {
	const { context, settings, now, timeLeft } = poll;
	const { appId, baseUrl } = readCredential(await context.getCredentials(CREDENTIAL_NAME));
	const stream = fingerprint({ appId, baseUrl, event: settings.event, roomId: settings.roomId });
	const stored = staticData[STATE_KEY];
	const saved = readState(stored);
	const base = { state: saved, isCorrupt: stored !== undefined && saved === undefined };
	const { state: previous, startsFromNow } = await findCursor(poll, stream, base);
	const followUps = new FollowUps({ memory: memoryOf(triggerKey(poll)), now, timeLeft });
	const complete = COMPLETERS[settings.event](poll, followUps);
	const { emit, state, remaining, isFull, isOutOfTime, failure } = await collect<Candidate>(previous, {
		// What was marked as known at the start of a stream is worth keeping, even if no time is left for the recent days.
		list: async (days, isRecent, state) => await listInTime(poll, complete, { ...days, isRecent, state }, isRecent && !startsFromNow),
		now,
		lookbackDays: settings.lookbackDays,
		timeLeft,
		...limits,
	});
	if (emit.length === 0 && failure !== undefined) throw failure;
	if (emit.length === 0 && isFull) throw stateFullError(poll);
	if (emit.length === 0 && followUps.haveAllFailed) throw followUps.failures[0];
	warnOfFailures(poll, followUps);
	if (failure !== undefined) context.logger.warn(`Older days could not be read: ${toNodeApiError(context.getNode(), failure, undefined).message}. The next poll tries again`);
	if (isOutOfTime) context.logger.warn('EnableX did not list an older day within the time of this poll. The next poll tries again');
	if (remaining > 0) context.logger.info(`${remaining} new records wait for the next poll`);
	const output = toOutput(emit);
	// No await from here on, so that n8n gets the state and the items together.
	if (state !== saved) staticData[STATE_KEY] = state;
	rememberState(poll, { base, state: emit.length === 0 ? state : previous });
	return output;
}

/** Whether the user has to fix something before the trigger can work again. */
const needsUserAction = ({ failure }: NodeApiError) =>
	failure?.cause === 'credential-invalid' || failure?.cause === 'configuration-invalid';

/**
 * Runs one poll. Resolves to the items of the new records, oldest first, or to `null` if it found no new ones.
 * Rejects with a NodeApiError, which has a `failure` if the cause is known; the state is then unchanged.
 * Tests pass lower `limits`.
 */
export async function poll(context: IPollFunctions, limits: Partial<Limits> = {}): Promise<INodeExecutionData[][] | null> {
	const now = Date.now();
	const settings = readSettings(context, now);
	const current: Poll = { context, settings, now, timeLeft: startTimer(context) };
	if (context.getMode() === 'manual') {
		await checkRoomFilter(context);
		return [toOutput(await fetchSample(current))];
	}

	const staticData = context.getWorkflowStaticData('node');
	if (inFlight.has(staticData)) return null;
	inFlight.add(staticData);
	const isFirst = !hasPolled.has(context);
	hasPolled.add(context);
	try {
		await checkRoomFilter(context);
		const items = await pollStream(current, staticData, limits);
		return items.length === 0 ? null : [items];
	} catch (error) {
		const failure = toNodeApiError(context.getNode(), error, undefined);
		const isRestart = isFirst && ['init', 'leadershipChange'].includes(context.getActivationMode());
		if (!isRestart || readState(staticData[STATE_KEY]) === undefined || needsUserAction(failure)) throw failure;
		// n8n deactivates a trigger if its first poll after a restart keeps failing (n8n-host.md 2.6).
		context.logger.warn(`The first poll after a restart failed: ${failure.message}. The next poll covers the same period`);
		return null;
	} finally {
		inFlight.delete(staticData);
	}
}
