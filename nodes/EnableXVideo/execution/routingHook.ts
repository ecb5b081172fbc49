import type { DeclarativeRestApiSettings, IExecutePaginationFunctions, IN8nRequestOperations, INode } from 'n8n-workflow';

import { inputError } from '../../shared/api/errors';
import { createTurns } from './concurrency';
import { prepareItem } from './item';
import type { Operation, Resources } from './operation';

/** Refuses an operation that the resource does not have. */
const unknownOperation: Operation = {
	read(context) {
		throw inputError(
			context.getNode(),
			'Operation is not a valid option for this Resource',
			'Choose Resource and Operation from their lists; they cannot be expressions',
		);
	},
	run: async () => await Promise.resolve([]),
};

/** The operation that the node's parameters choose; they may hold anything, also `constructor`. */
function findOperation(resources: Resources, { parameters }: INode): Operation {
	const { resource, operation } = parameters;
	if (typeof resource !== 'string' || typeof operation !== 'string') return unknownOperation;
	if (!Object.hasOwn(resources, resource)) return unknownOperation;
	const { operations } = resources[resource];
	return Object.hasOwn(operations, operation) ? operations[operation] : unknownOperation;
}

/**
 * The hook that n8n's RoutingNode calls for each item instead of sending its request (n8n-host.md 1.5). It is
 * used by hosts that ignore `customOperations`, such as an AI tool that is called on its own
 * (n8n-host.md 1.10). So one place checks input, judges replies, pairs items and continues on fail; with
 * preSend and postReceive, n8n would return error items without a pairing. RoutingNode starts the items one
 * by one, so a later item is checked only after the requests of earlier ones have begun.
 */
export function createRoutingHook(resources: Resources): IN8nRequestOperations {
	const takeTurn = createTurns();
	async function pagination(this: IExecutePaginationFunctions, { options }: DeclarativeRestApiSettings.ResultOptions) {
		const item = await prepareItem(this, findOperation(resources, this.getNode()), options);
		// All executions share this hook, and their items must not wait for each other.
		const turnKey = item.turnKey === undefined ? undefined : JSON.stringify([this.getExecutionId(), this.getNode().id, item.turnKey]);
		return await takeTurn(turnKey, item.run);
	}
	return { pagination };
}
