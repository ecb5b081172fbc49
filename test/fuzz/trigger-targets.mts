/** Faulty replies to the polls of the trigger, in every state it can be in. */
import * as fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { archiveBody, cdrBody } from './bodies.mts';
import { checkOracle, checkSentence, meaningOf, receivedBody, successBody } from './oracle.mts';
import { isObject } from '../lib/operations/values.mts';
import { checkForm, recordsIn } from './operations.mts';
import { attackedReply, type AttackedReply } from './reply-attacks.mts';
import { isHanging } from './reply-plan.mts';
import { anyTarget, type Target } from './target.mts';
import { pollOnce, type PollResult } from './trigger-poll.mts';
import { failOnHang, SECRETS, type Simulation } from './simulation.mts';

interface PollCase extends AttackedReply {
	simplify: boolean;
	/** Never polled before, polled recently, or due for a sweep over all open days. */
	state: 'new' | 'recent' | 'due';
}

const EVENTS = { cdr: { list: 'cdr', form: 'cdr', body: cdrBody }, recording: { list: 'archive', form: 'recording', body: archiveBody } } as const;
type EventName = keyof typeof EVENTS;

/** The trigger's state after a poll that found nothing. */
async function stateOf(parameters: INodeParameters, kind: PollCase['state'], list: string, simulation: Simulation): Promise<IDataObject | undefined> {
	if (kind === 'new') return undefined;
	simulation.startCase({ status: 200, headers: [], body: JSON.stringify({ result: 0, [list]: [] }), coding: 'none', framing: 'length', delivery: 'whole' });
	const { state, errors } = await pollOnce(simulation.engine, parameters, undefined, 60_000);
	if (state === undefined || !isObject(state.delivery)) throw new Error(`The first poll saved no state: ${String(errors[0])}`);
	return kind === 'due' ? { delivery: { ...state.delivery, swept: 0 } } : state;
}

async function run(event: EventName, attempt: PollCase, simulation: Simulation): Promise<'items' | 'error'> {
	const { plan, simplify, state: kind } = attempt;
	checkOracle(attempt);
	const { list, form } = EVENTS[event];
	const parameters = { event, simplify };
	const before = await stateOf(parameters, kind, list, simulation);
	simulation.startCase(plan);
	// The trigger uses 80 % of the budget for requests, and grants each at least one second.
	const budget = isHanging(plan) ? 1_250 : 60_000;
	const poll = async (state: IDataObject | undefined) => await failOnHang(pollOnce(simulation.engine, parameters, state, budget), budget);
	const first = await poll(before);
	simulation.checkLogins();
	if (simulation.foreign.requests.length > 0) throw new Error('The redirect was followed');

	const success = successBody(plan);
	const records = recordsIn(success?.[list] ?? []);
	const isRefused = meaningOf(plan) === 'undocumented' && first.errors.length > 0;
	if (success === undefined || records === undefined || isRefused) {
		checkFailedPoll(first, before, receivedBody(plan));
		return 'error';
	}
	if (first.errors.length > 0) throw new Error(`A valid reply caused an error: ${first.errors[0].message}`);
	if (kind === 'new' && first.items.length > 0) throw new Error('A trigger that starts now emitted old records');
	if (first.items.length > records.length) throw new Error(`${first.items.length} items were emitted from ${records.length} records`);
	first.items.forEach(({ json }) => checkForm(json, simplify ? form : 'raw'));
	const hasNews = records.some((record) => isGood(record, event));
	if (kind !== 'new' && hasNews && first.items.length === 0) throw new Error('A new record was not emitted');

	simulation.startCase(plan);
	const second = await poll(first.state ?? before);
	if (second.errors.length > 0) throw new Error(`The next poll failed: ${second.errors[0].message}`);
	if (second.items.length > 0) throw new Error(`${second.items.length} records were emitted twice`);
	return 'items';
}

/** Whether a record is from the last hours and has an ID and everything else that makes it an event. */
function isGood({ trans_date: time, cdr_id: cdrId, _id: id, transcoded }: IDataObject, event: EventName): boolean {
	const age = typeof time === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time) ? Date.now() - Date.parse(time) : NaN;
	if (!(age > 0 && age < 3 * 3_600_000)) return false;
	if (event === 'cdr') return typeof cdrId === 'string' && cdrId !== '';
	return typeof id === 'string' && id !== '' && Array.isArray(transcoded) && isObject(transcoded[0]) && typeof transcoded[0].url === 'string' && transcoded[0].url !== '';
}

/** Checks for one readable error and an unchanged state. */
function checkFailedPoll({ items, errors, state }: PollResult, before: IDataObject | undefined, body: unknown): void {
	if (items.length > 0) throw new Error(`${items.length} items were emitted from a faulty reply`);
	if (errors.length !== 1) throw new Error(`A faulty reply caused ${errors.length} errors`);
	const [error] = errors;
	checkSentence(error.message, 'description' in error ? error.description : undefined, body, SECRETS);
	if (JSON.stringify(state ?? {}) !== JSON.stringify(before ?? {})) throw new Error(`A failed poll changed the state to ${JSON.stringify(state)}`);
}

const target = (event: EventName): Target =>
	anyTarget<PollCase>({
		name: `replies trigger.${event}`,
		weight: 3,
		cases: fc
			.record({ reply: attackedReply(EVENTS[event].body, Date.now), simplify: fc.boolean(), state: fc.constantFrom('new' as const, 'recent' as const, 'due' as const) })
			.map(({ reply, ...rest }) => ({ ...reply, ...rest })),
		kindOf: ({ attack }) => attack,
		run: async (attempt, simulation) => await run(event, attempt, simulation),
	});

export const triggerTargets: Target[] = [target('cdr'), target('recording')];
