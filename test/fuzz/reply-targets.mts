/** Faulty replies to the operations of the node. */
import * as fc from 'fast-check';
import { NodeApiError, type INode, type INodeExecutionData } from 'n8n-workflow';

import type { Outcome } from '../lib/engine/engine.mts';
import { checkOracle, checkSentence, checkWords, meaningOf, receivedBody, successBody } from './oracle.mts';
import { isObject } from '../lib/operations/values.mts';
import { checkForm, OPERATIONS, type FuzzedOperation, type OperationCase } from './operations.mts';
import { attackedReply, type AttackedReply } from './reply-attacks.mts';
import { isHanging, type ReplyPlan } from './reply-plan.mts';
import { anyTarget, type Target } from './target.mts';
import { failOnHang, SECRETS } from './simulation.mts';

interface ReplyCase extends AttackedReply {
	operation: OperationCase;
	inputs: number;
	onError: INode['onError'];
	retries: number;
}

/** The request timeout, set through the node's Request Options; high enough that a busy machine does not hit it. */
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
			// A faulty reply often counts as a transient failure; a retry takes most of a second.
			retries: fc.oneof({ weight: 29, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
		}).map(({ reply, ...rest }) => ({ ...reply, ...rest })),
		kindOf: ({ attack }) => attack,
		run: async (attempt, simulation) => {
			simulation.startCase(attempt.plan);
			const timeout = timeoutFor(attempt.plan);
			const { parameters } = attempt.operation;
			const options = { ...(isObject(parameters.options) && parameters.options), retries: attempt.retries };
			const outcome = await failOnHang(
				simulation.run({
					parameters: { ...parameters, options, requestOptions: { timeout } },
					items: Array.from({ length: attempt.inputs }, (_, input) => ({ json: { input } })),
					onError: attempt.onError,
				}),
				timeout,
			);
			simulation.checkLogins();
			if (simulation.foreign.requests.length > 0) throw new Error('The redirect was followed');
			return checkOutcome(operation, attempt, outcome);
		},
	};
}

/** Checks the outcome a reply must have by its documented meaning: a number of items per input, or an error. */
function checkOutcome(operation: FuzzedOperation, attempt: ReplyCase, outcome: Outcome): 'items' | 'error' {
	checkOracle(attempt, operation.hasNoResult);
	const success = isRefused(attempt, operation, outcome) ? undefined : successBody(attempt.plan, operation.hasNoResult);
	const count = success === undefined ? 'none: an error' : operation.count(success, attempt.operation.parameters);
	if (count === 'none: an error') {
		checkFailure(attempt, outcome);
		return 'error';
	}
	if (outcome.error) throw new Error(`A valid reply caused an error: ${outcome.error.message}`);
	const { items } = outcome;
	if (count !== 'any' && items.length !== count * attempt.inputs) throw new Error(`${items.length} items were returned instead of ${count} per input`);
	items.forEach(({ json }) => checkForm(json, attempt.operation.form));
	checkPairs(items, attempt.inputs, items.length / attempt.inputs);
	return 'items';
}

/** Whether a reply about which the documentation says nothing was taken for a failure. */
const isRefused = ({ plan }: ReplyCase, { hasNoResult }: FuzzedOperation, { error, items, errorItems }: Outcome): boolean =>
	meaningOf(plan, hasNoResult) === 'undocumented' && (error !== undefined || errorItems.length > 0 || items.some(({ json }) => 'error' in json));

/** Checks that the items are in input order and each is paired with its input. */
function checkPairs(items: INodeExecutionData[], inputs: number, each: number): void {
	items.forEach(({ pairedItem }, index) => {
		const expected = Math.floor(index / each);
		if (JSON.stringify(pairedItem) !== JSON.stringify({ item: expected })) throw new Error(`Item ${index} is paired with ${JSON.stringify(pairedItem)} instead of input ${expected} of ${inputs}`);
	});
}

/** Checks for one readable error: of the node, or of each input if the workflow continues on error. */
function checkFailure({ onError, inputs, plan, words }: ReplyCase, { items, errorItems, error, thrown }: Outcome): void {
	const body = receivedBody(plan);
	if (onError === 'stopWorkflow') {
		if (!error) throw new Error(`A faulty reply was accepted with ${items.length} items`);
		if (!(thrown instanceof NodeApiError)) throw new Error(`The error is not a NodeApiError but ${String(thrown)}`);
		if (items.length > 0) throw new Error('Items were returned alongside the error');
		checkWords(error.message, words);
		return checkSentence(error.message, error.description, body, SECRETS);
	}
	const [failed, rest] = onError === 'continueErrorOutput' ? [errorItems, items] : [items, errorItems];
	if (error || rest.length > 0 || failed.length !== inputs) {
		throw new Error(`${failed.length} error items for ${inputs} inputs, ${rest.length} items in the other output, error: ${String(error?.message)}`);
	}
	checkPairs(failed, inputs, 1);
	for (const { json } of failed) {
		checkWords(json.error, words);
		checkSentence(json.error, json.message, body, SECRETS);
	}
}

export const replyTargets: Target[] = OPERATIONS.map((operation) => anyTarget(target(operation)));
