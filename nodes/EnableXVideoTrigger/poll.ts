import type { IDataObject, INodeExecutionData, IPollFunctions, NodeApiError } from 'n8n-workflow';

import { CREDENTIAL_NAME, readCredential } from '../shared/credential';
import { errorThatSays, toNodeApiError } from '../shared/errors';
import { collect, MAX_KNOWN, type Days } from './collect';
import { TRIGGER_EVENTS } from './events';
import { listCandidates, toItem, type Candidate } from './listing';
import { fetchSample } from './sample';
import { fingerprint, readState } from './savedState';
import { readSettings, type TriggerSettings } from './settings';
import { findState, keepBeginning, timeoutOf, type Poll } from './stream';

/** The budget of a poll where n8n does not name one (before n8n 2.38; n8n.md 2.5). */
const DEFAULT_BUDGET_MS = 300_000;
/** The part of the budget that requests may take; the rest is for handing the items over. */
const SHARE_OF_BUDGET = 0.8;
/** The key of the state in the node's static data. */
const STATE = 'delivery';

/** Static data of polls that are under way: a slow poll and the next one share theirs (n8n.md 2.7). */
const inFlight = new WeakSet<IDataObject>();
/** Contexts that have polled: the first poll of a context is the one of its activation. */
const hasPolled = new WeakSet<IPollFunctions>();

/** A stopwatch for the budget; not the clock, which may be set while a poll is under way. */
function startTimer(context: IPollFunctions): () => number {
	// Missing in older n8n versions, whatever its type says.
	const budget = 'getPollBudgetMs' in context ? context.getPollBudgetMs() : DEFAULT_BUDGET_MS;
	const end = performance.now() + budget * SHARE_OF_BUDGET;
	return () => end - performance.now();
}

/** Lists some days; when the time runs out in the middle of a later listing, what was read before counts. */
async function listInTime(poll: Poll, days: Days, isFirst: boolean): Promise<Candidate[] | undefined> {
	const { context, settings, timeLeft } = poll;
	try {
		return await listCandidates(context, settings, days, timeoutOf(poll));
	} catch (error) {
		if (!isFirst && timeLeft() <= 0) return undefined;
		throw toNodeApiError(context.getNode(), error, undefined);
	}
}

/** Says that the state is full: nothing is forgotten to make room, so nothing is lost or repeated. */
function stateIsFull({ context, settings }: Poll): NodeApiError {
	const { noun } = TRIGGER_EVENTS[settings.event];
	const message = `The trigger remembers ${MAX_KNOWN} records, which is the most it can, and there are new ones`;
	return errorThatSays(context.getNode(), { message }, {
		message,
		description: `Lower Lookback Days, or use a trigger for each Room. No ${noun} is lost meanwhile: EnableX keeps them for 90 days`,
	});
}

async function pollStream(poll: Poll, staticData: IDataObject): Promise<Candidate[]> {
	const { context, settings, now, timeLeft } = poll;
	const { appId, baseUrl } = readCredential(await context.getCredentials(CREDENTIAL_NAME));
	const stream = fingerprint({ appId, baseUrl, event: settings.event, roomId: settings.roomId });
	const stored = staticData[STATE];
	const saved = readState(stored);
	const previous = await findState(poll, stream, saved, stored !== undefined && saved === undefined);
	const { emit, state, left } = await collect(previous, {
		list: async (days, isFirst) => await listInTime(poll, days, isFirst),
		now,
		lookbackDays: settings.lookbackDays,
		timeLeft,
	});
	if (left > 0 && emit.length === 0) throw stateIsFull(poll);
	if (left > 0) context.logger.info(`${left} new records wait for the next poll`);
	// From here on there is no await: the state and the items are handed over together.
	if (state !== saved) staticData[STATE] = state;
	keepBeginning(poll, stored === undefined && emit.length === 0 ? state : undefined);
	return emit;
}

const toOutput = (candidates: Candidate[], settings: TriggerSettings): INodeExecutionData[][] => [
	candidates.map((candidate) => ({ json: toItem(candidate, settings) })),
];

/** Whether somebody has to act before the trigger can work again. */
const needsUser = ({ failure }: NodeApiError) =>
	failure?.cause === 'credential-invalid' || failure?.cause === 'configuration-invalid';

/**
 * One poll. Gives the new records, oldest first, or `null` when there are none. Throws a
 * NodeApiError, with its cause declared where it is known, and then nothing has changed.
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const now = Date.now();
	const settings = readSettings(context, now);
	const work: Poll = { context, settings, now, timeLeft: startTimer(context) };
	if (context.getMode() === 'manual') return toOutput(await fetchSample(work), settings);

	const staticData = context.getWorkflowStaticData('node');
	if (inFlight.has(staticData)) return null;
	inFlight.add(staticData);
	const isFirst = !hasPolled.has(context);
	hasPolled.add(context);
	try {
		const emit = await pollStream(work, staticData);
		return emit.length === 0 ? null : toOutput(emit, settings);
	} catch (error) {
		const failure = toNodeApiError(context.getNode(), error, undefined);
		const isRestart = isFirst && ['init', 'leadershipChange'].includes(context.getActivationMode());
		if (!isRestart || readState(staticData[STATE]) === undefined || needsUser(failure)) throw failure;
		// n8n gives up a trigger whose first poll after a restart keeps failing (n8n.md 2.6).
		context.logger.warn(`The first poll after a restart failed: ${failure.message}. The next poll covers the same ground`);
		return null;
	} finally {
		inFlight.delete(staticData);
	}
}
