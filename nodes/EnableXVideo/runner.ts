/**
 * How n8n's engine carries out the node's operations, in the place of its RoutingNode (n8n.md 1.10).
 * The routing in `resources/` stays the one description of each request: this file reads it, and
 * RoutingNode does where a host knows no `customOperations`, such as when a tool is called by itself.
 *
 * Why not RoutingNode alone: it evaluates each expression of an item twice before our code reads it,
 * and evaluating is what an item costs most: once, it takes 0.45 of 1.15 ms (Get Room, isolated-vm).
 * With RoutingNode, Get Room cost 5.1 times the CPU of n8n's HTTP Request node, now 1.1 times
 * (docs/speed.md). And RoutingNode sends the requests of all items at once, 300 of 300, and lets go of them
 * when one fails.
 */
import {
	NodeConnectionTypes,
	NodeHelpers,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { toObject } from '../shared/values';
import { doItem, workOf, type ItemWork, type Request } from './exchange';
import { contextOf } from './itemContext';
import { readRequestsAtOnce } from './options';
import { readTransport, spaceOut } from './requestOptions';
import { checkStopped, takeTurns } from './turns';

/** What a node declares: its properties with their routing, and the defaults of its requests. */
type Declaration = Pick<INodeTypeDescription, 'properties' | 'requestDefaults'>;

const isOption = (option: object): option is INodePropertyOptions => 'value' in option;
const optionsOf = ({ options = [] }: INodeProperties) => options.filter(isOption);

/** The request that the chosen options declare, such as an operation and Find By: what RoutingNode would put together. */
function declaredRequest({ properties, requestDefaults }: Declaration, node: INode): Request {
	const { parameters } = node;
	const shown = properties.filter((property) => NodeHelpers.displayParameter(parameters, property, node, null));
	const chosen = shown.flatMap((property) => optionsOf(property).filter(({ value }) => value === parameters[property.name]));
	return Object.assign({}, requestDefaults, ...chosen.map(({ routing }) => routing?.request));
}

/** Says in an error which item it is of, where n8n looks for it. */
function placeError(execution: IExecuteFunctions, itemIndex: number, error: unknown): unknown {
	if (typeof error === 'object' && error !== null && 'context' in error) {
		const { $runIndex: runIndex } = execution.getWorkflowDataProxy(itemIndex);
		error.context = { ...toObject(error.context), itemIndex, runIndex };
	}
	return error;
}

/** Items come from a workflow, or from an AI agent that has the node as its tool. */
const countItems = (execution: IExecuteFunctions): number =>
	execution.getInputData().length || execution.getInputData(0, NodeConnectionTypes.AiTool).length;

/** Says in the output pane that requests were repeated. */
function hintAt(execution: IExecuteFunctions, retries: number): void {
	if (retries === 0) return;
	const message = `EnableX was busy, or could not be reached for a moment. Requests repeated: ${retries}`;
	execution.addExecutionHints({ message, type: 'info', location: 'outputPane' });
}

/** Does the work of all input items, Requests at Once of them at a time; gives their items in the order of the input. */
async function runItems(execution: IExecuteFunctions, declaration: Declaration, work: ItemWork): Promise<INodeExecutionData[][]> {
	const node = execution.getNode();
	const signal = execution.getExecutionCancelSignal();
	const declared = declaredRequest(declaration, node);
	const requestOptions: IDataObject = toObject(execution.getNodeParameter('requestOptions', 0, {}));
	const mayStart = spaceOut(requestOptions, signal);
	const results: INodeExecutionData[][] = [];
	let retries = 0;

	const runItem = async (index: number) => {
		await mayStart(index);
		checkStopped(signal);
		const context = contextOf(execution, node, index, () => retries++);
		// Each item changes its own request.
		const request: Request = { ...declared, headers: { ...declared.headers } };
		results[index] = await doItem(context, request, async () => {
			Object.assign(request, readTransport(context, toObject(context.getNodeParameter('requestOptions', {}))));
			return await work(context, request);
		});
	};
	const atOnce = readRequestsAtOnce(contextOf(execution, node, 0));
	await takeTurns(countItems(execution), atOnce, async (index) => {
		await runItem(index).catch((error: unknown) => Promise.reject(placeError(execution, index, error)));
	});
	hintAt(execution, retries);
	return [results.flat()];
}

/** An operation for each one that the menus of the description offer, for n8n's engine to call. */
export function operationsOf(declaration: Declaration): NonNullable<INodeType['customOperations']> {
	// Without a prototype: n8n looks up what the workflow says, which may be "constructor".
	const operations: NonNullable<INodeType['customOperations']> = Object.create(null);
	for (const menu of declaration.properties.filter(({ name }) => name === 'operation')) {
		const resource = String(menu.displayOptions?.show?.resource?.[0]);
		operations[resource] = Object.create(null);
		for (const { value, routing } of optionsOf(menu)) {
			const work = workOf(routing);
			if (work === undefined) throw new Error(`The operation ${resource}: ${value} has no work`);
			operations[resource][String(value)] = async function (this: IExecuteFunctions) {
				return await runItems(this, declaration, work);
			};
		}
	}
	return operations;
}
