/**
 * How n8n's engine runs the operations of the node: all input items of a run, checked first, then sent
 * with bounded concurrency. `routingHook.ts` is the way for hosts that ignore `customOperations`.
 *
 * Why not n8n's RoutingNode alone: it evaluates the expressions of an item twice before our code reads them,
 * and sends the requests of all items at once, before it has checked the input of later ones. With it, Get
 * Room cost 5.1 times the CPU of n8n's HTTP Request node (docs/speed.md).
 */
import {
	ExecutionBaseError,
	NodeConnectionTypes,
	sleep,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
} from 'n8n-workflow';

import { toObject } from '../../shared/utils/values';
import { createTurns, mapConcurrently, throwIfCancelled } from './concurrency';
import { createHints } from './executionHints';
import { declaredRequest, type Declaration } from './declaredRequest';
import { prepareItem, type PreparedItem } from './item';
import { createItemContext, type ItemContext } from './itemContext';
import type { Operation, Request, Resources } from './operation';
import { createBatchGate } from './requestOptions';

/** The error with the item that it belongs to, where n8n looks for it. */
function addItemContext(execution: IExecuteFunctions, itemIndex: number, error: unknown): unknown {
	if (error instanceof ExecutionBaseError) {
		const { $runIndex: runIndex } = execution.getWorkflowDataProxy(itemIndex);
		error.context = { ...toObject(error.context), itemIndex, runIndex };
	}
	return error;
}

/** Items come from a workflow, or from an AI agent that uses the node as its tool. */
const countItems = (execution: IExecuteFunctions): number =>
	execution.getInputData().length || execution.getInputData(0, NodeConnectionTypes.AiTool).length;

/** Checking an item evaluates its expressions, so other work of n8n gets its turn after so many of them. */
const ITEMS_BETWEEN_PAUSES = 50;

/** Checks all items before the first request is sent. Throws the error of the first item that fails its checks. */
async function prepareItems(execution: IExecuteFunctions, contexts: ItemContext[], operation: Operation, declared: Request) {
	const prepared: PreparedItem[] = [];
	for (const [index, context] of contexts.entries()) {
		if (index > 0 && index % ITEMS_BETWEEN_PAUSES === 0) await sleep(0);
		throwIfCancelled(execution.getExecutionCancelSignal());
		try {
			prepared.push(await prepareItem(context, operation, declared));
		} catch (error) {
			throw addItemContext(execution, index, error);
		}
	}
	return prepared;
}

/** Runs an operation for all input items. Returns their output in the order of the input. */
async function executeItems(execution: IExecuteFunctions, declaration: Declaration, operation: Operation): Promise<INodeExecutionData[][]> {
	const node = execution.getNode();
	const signal = execution.getExecutionCancelSignal();
	const hints = createHints();
	const itemCount = countItems(execution);
	const observer = { ...hints.observer, countItems: () => itemCount };
	const contexts = Array.from({ length: itemCount }, (_, index) => createItemContext(execution, node, index, observer));
	const prepared = await prepareItems(execution, contexts, operation, declaredRequest(declaration, node));

	const { concurrency, requestOptions } = prepared.find(({ settings }) => settings)?.settings ?? { concurrency: 1, requestOptions: {} };
	const waitForBatch = createBatchGate(requestOptions, signal);
	const takeTurn = createTurns();
	const results = await mapConcurrently(prepared, concurrency, async (item, index) => {
		await waitForBatch(index);
		return await takeTurn(item.turnKey, async () => {
			throwIfCancelled(signal);
			return await item.run().catch((error: unknown) => Promise.reject(addItemContext(execution, index, error)));
		});
	});
	for (const message of hints.messages()) execution.addExecutionHints({ message, type: 'info', location: 'outputPane' });
	return [results.flat()];
}

/** The operations of the node by resource and name, for n8n's engine to call. */
export function createCustomOperations(declaration: Declaration, resources: Resources): NonNullable<INodeType['customOperations']> {
	// Without a prototype: n8n looks up what the workflow says, which may be "constructor".
	const custom: NonNullable<INodeType['customOperations']> = Object.create(null);
	for (const [resource, { operations }] of Object.entries(resources)) {
		custom[resource] = Object.create(null);
		for (const [name, operation] of Object.entries(operations)) {
			custom[resource][name] = async function (this: IExecuteFunctions) {
				return await executeItems(this, declaration, operation);
			};
		}
	}
	return custom;
}
