/** Wrong replies to the polls of the trigger, from any state it may be in. */
import * as fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { archiveBody, cdrBody } from './bodies.mts';
import { arrivedBody, checkSentence, successOf } from './judge.mts';
import { checkForm, isObject } from './operations.mts';
import { attackedReply, type AttackedReply } from './reply-attacks.mts';
import { isHanging } from './reply-plan.mts';
import { anyTarget, type Target } from './target.mts';
import { pollOnce, type PollResult } from './trigger-poll.mts';
import { SECRETS, untilHang, type World } from './world.mts';

interface PollCase extends AttackedReply {
	simplify: boolean;
	/** Whether it has polled before, and whether it is time to look at all open days again. */
	state: 'new' | 'recent' | 'due';
}

const EVENTS = { cdr: { list: 'cdr', form: 'cdr', body: cdrBody }, recording: { list: 'archive', form: 'archive', body: archiveBody } } as const;
type EventName = keyof typeof EVENTS;

/** A state of this trigger as it is after a poll that found nothing. */
async function stateOf(parameters: INodeParameters, kind: PollCase['state'], list: string, world: World): Promise<IDataObject | undefined> {
	if (kind === 'new') return undefined;
	world.begin({ status: 200, headers: [], body: JSON.stringify({ result: 0, [list]: [] }), coding: 'none', framing: 'length', delivery: 'whole' });
	const { state, errors } = await pollOnce(world.engine, parameters, undefined, 60_000);
	if (state === undefined || !isObject(state.delivery)) throw new Error(`The first poll saved no state: ${String(errors[0])}`);
	return kind === 'due' ? { delivery: { ...state.delivery, swept: 0 } } : state;
}

async function play(event: EventName, { plan, simplify, state: kind }: PollCase, world: World): Promise<'items' | 'error'> {
	const { list, form } = EVENTS[event];
	const parameters = { event, simplify };
	const before = await stateOf(parameters, kind, list, world);
	world.begin(plan);
	// 80 % of it are for requests, each of which has a second at least.
	const budget = isHanging(plan) ? 1_250 : 60_000;
	const poll = async (state: IDataObject | undefined) => await untilHang(pollOnce(world.engine, parameters, state, budget), budget);
	const first = await poll(before);
	world.checkLogins();
	if (world.foreign.requests.length > 0) throw new Error('The redirect was followed');

	const success = successOf(plan);
	const records = success?.[list] ?? [];
	if (success === undefined || !Array.isArray(records) || !records.every(isObject)) {
		checkFailedPoll(first, before, arrivedBody(plan));
		return 'error';
	}
	if (first.errors.length > 0) throw new Error(`A good reply became an error: ${first.errors[0].message}`);
	if (kind === 'new' && first.items.length > 0) throw new Error('A stream that starts now begins with old records');
	if (first.items.length > records.length) throw new Error(`${first.items.length} records came of ${records.length}`);
	first.items.forEach(({ json }) => checkForm(json, simplify ? form : 'raw'));
	const hasNews = records.some((record) => isObject(record) && isGood(record, event));
	if (kind !== 'new' && hasNews && first.items.length === 0) throw new Error('A new record did not come');

	world.begin(plan);
	const second = await poll(first.state ?? before);
	if (second.errors.length > 0) throw new Error(`The next poll failed: ${second.errors[0].message}`);
	if (second.items.length > 0) throw new Error(`${second.items.length} records came twice`);
	return 'items';
}

/** A record of the last hours with an ID and everything else that makes it an event. */
function isGood({ trans_date: time, cdr_id: cdrId, _id: id, transcoded }: IDataObject, event: EventName): boolean {
	const age = typeof time === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time) ? Date.now() - Date.parse(time) : NaN;
	if (!(age > 0 && age < 3 * 3_600_000)) return false;
	if (event === 'cdr') return typeof cdrId === 'string' && cdrId !== '';
	return typeof id === 'string' && id !== '' && Array.isArray(transcoded) && isObject(transcoded[0]) && typeof transcoded[0].url === 'string' && transcoded[0].url !== '';
}

/** One error with a sentence, and a state as if there had been no poll. */
function checkFailedPoll({ items, errors, state }: PollResult, before: IDataObject | undefined, body: unknown): void {
	if (items.length > 0) throw new Error(`${items.length} items came of a wrong reply`);
	if (errors.length !== 1) throw new Error(`A wrong reply gave ${errors.length} errors`);
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
		play: async (attempt, world) => await play(event, attempt, world),
	});

export const triggerTargets: Target[] = [target('cdr'), target('recording')];
