/** Wrong replies to the operations of the node. */
import * as fc from 'fast-check';
import { NodeApiError, type INode, type INodeExecutionData } from 'n8n-workflow';

import type { Outcome } from '../engine/engine.mts';
import { arrivedBody, checkSentence, successOf } from './judge.mts';
import { checkForm, isObject, OPERATIONS, type FuzzedOperation, type OperationCase } from './operations.mts';
import { attackedReply, type AttackedReply } from './reply-attacks.mts';
import { isHanging, type ReplyPlan } from './reply-plan.mts';
import { anyTarget, type Target } from './target.mts';
import { SECRETS, untilHang } from './world.mts';

interface ReplyCase extends AttackedReply {
	operation: OperationCase;
	inputs: number;
	onError: INode['onError'];
	retries: number;
}

/** The timeout of requests, by the node's own Request Options; a busy machine must not reach it by itself. */
export const timeoutFor = (plan: ReplyPlan) => (isHanging(plan) ? 200 : 15_000);

function target(operation: FuzzedOperation): Target<ReplyCase> {
	return {
		name: `replies ${operation.name}`,
		weight: 3,
		cases: fc.record({
			reply: attackedReply(operation.body, Date.now),
			operation: operation.cases,
			inputs: fc.constantFrom(1, 1, 2),
			onError: fc.constantFrom<INode['onError']>('stopWorkflow', 'stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'),
			// A wrong reply often counts as a failure that passes; to wait it out takes most of a second.
			retries: fc.oneof({ weight: 29, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
		}).map(({ reply, ...rest }) => ({ ...reply, ...rest })),
		kindOf: ({ attack }) => attack,
		play: async (attempt, world) => {
			world.begin(attempt.plan);
			const timeout = timeoutFor(attempt.plan);
			const { parameters } = attempt.operation;
			const options = { ...(isObject(parameters.options) && parameters.options), retries: attempt.retries };
			const outcome = await untilHang(
				world.run({
					parameters: { ...parameters, options, requestOptions: { timeout } },
					items: Array.from({ length: attempt.inputs }, (_, input) => ({ json: { input } })),
					onError: attempt.onError,
				}),
				timeout,
			);
			world.checkLogins();
			if (world.foreign.requests.length > 0) throw new Error('The redirect was followed');
			return judge(operation, attempt, outcome);
		},
	};
}

/** What has to come of a reply, by its documented meaning: so many items for each input, or an error. */
function judge(operation: FuzzedOperation, attempt: ReplyCase, outcome: Outcome): 'items' | 'error' {
	const success = successOf(attempt.plan, operation.hasNoResult);
	const count = success === undefined ? 'none: an error' : operation.count(success, attempt.operation.parameters);
	if (count === 'none: an error') {
		checkFailure(attempt, outcome);
		return 'error';
	}
	if (outcome.error) throw new Error(`A good reply became an error: ${outcome.error.message}`);
	const { items } = outcome;
	if (count !== 'any' && items.length !== count * attempt.inputs) throw new Error(`${items.length} items came out instead of ${count} for each input`);
	items.forEach(({ json }) => checkForm(json, attempt.operation.form));
	checkPairs(items, attempt.inputs, items.length / attempt.inputs);
	return 'items';
}

/** Each input's items stand together, paired with it, in the order of the inputs. */
function checkPairs(items: INodeExecutionData[], inputs: number, each: number): void {
	items.forEach(({ pairedItem }, index) => {
		const expected = Math.floor(index / each);
		if (JSON.stringify(pairedItem) !== JSON.stringify({ item: expected })) throw new Error(`Item ${index} is paired with ${JSON.stringify(pairedItem)} instead of input ${expected} of ${inputs}`);
	});
}

/** One error, as a sentence: of the node, or of each input where the workflow goes on. */
function checkFailure({ onError, inputs, plan }: ReplyCase, { items, errorItems, error, thrown }: Outcome): void {
	const body = arrivedBody(plan);
	if (onError === 'stopWorkflow') {
		if (!error) throw new Error(`A wrong reply became a success of ${items.length} items`);
		if (!(thrown instanceof NodeApiError)) throw new Error(`The error is no NodeApiError but ${String(thrown)}`);
		if (items.length > 0) throw new Error('Items came out beside the error');
		return checkSentence(error.message, error.description, body, SECRETS);
	}
	const [failed, rest] = onError === 'continueErrorOutput' ? [errorItems, items] : [items, errorItems];
	if (error || rest.length > 0 || failed.length !== inputs) {
		throw new Error(`${failed.length} error items for ${inputs} inputs, ${rest.length} items in the other output, error: ${String(error?.message)}`);
	}
	checkPairs(failed, inputs, 1);
	for (const { json } of failed) checkSentence(json.error, json.message, body, SECRETS);
}

export const replyTargets: Target[] = OPERATIONS.map((operation) => anyTarget(target(operation)));
