/** A run of a node with one operation, as n8n's engine starts it. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties, NodeApiError, NodeExecutionHint } from 'n8n-workflow';

import { createCustomOperations } from '../../../nodes/EnableXVideo/execution/execute';
import type { Operation } from '../../../nodes/EnableXVideo/execution/operation';
import { fakeContext, node } from '../../lib/fakes.mts';

/** What n8n hands over for a run: its items at either input, and what the node says. */
interface Run {
	items?: number;
	calls?: number;
	options?: IDataObject;
	requestOptions?: IDataObject;
	continuesOnFail?: boolean;
	signal?: AbortSignal;
}

const itemsOf = (count: number): INodeExecutionData[] => Array.from({ length: count }, () => ({ json: {} }));

/** A context of n8n's engine for such a run; what it is told of goes into `hints`. */
function executionOf({ items = 1, calls = 0, options = {}, requestOptions = {}, continuesOnFail = false, signal }: Run, hints: NodeExecutionHint[] = []): IExecuteFunctions {
	const parameters: IDataObject = { resource: 'thing', operation: 'do', findBy: 'name', options, requestOptions };
	return Object.assign(Object.create(null), fakeContext(), {
		getInputData: (index = 0, type = 'main') => itemsOf(index > 0 ? 0 : type === 'main' ? items : type === 'ai_tool' ? calls : 0),
		getNode: () => ({ ...node, parameters }),
		getNodeParameter: (name: string, _index: number, fallback: unknown) => parameters[name] ?? fallback,
		getExecutionCancelSignal: () => signal,
		getWorkflowDataProxy: () => ({ $runIndex: 7 }),
		continueOnFail: () => continuesOnFail,
		addExecutionHints: (hint: NodeExecutionHint) => void hints.push(hint),
		helpers: {},
		logger: { info: () => {} },
	});
}

/** The fields of a node, as `routing` declares its requests. */
const properties: INodeProperties[] = [
	{
		displayName: 'Operation', name: 'operation', type: 'options', default: 'do', displayOptions: { show: { resource: ['thing'] } },
		options: [
			{ name: 'Do', value: 'do', routing: { request: { method: 'PUT', url: '/things' } } },
			{ name: 'Other', value: 'other', routing: { request: { method: 'DELETE', url: '/others' } } },
		],
	},
	{
		displayName: 'Operation', name: 'operation', type: 'options', default: 'do', displayOptions: { show: { resource: ['another'] } },
		options: [{ name: 'Do', value: 'do', routing: { request: { method: 'POST', url: '/another' } } }],
	},
	{
		displayName: 'Find By', name: 'findBy', type: 'options', default: 'id',
		options: [{ name: 'Name', value: 'name', routing: { request: { url: '/things/by-name' } } }, { name: 'None', value: 'none' }],
	},
	{ displayName: 'Resource', name: 'resource', type: 'options', default: 'thing', options: [{ name: 'Thing', value: 'thing' }] },
];

export const declaration = { properties, requestDefaults: { baseURL: 'https://api.example.com', url: '/' } };

/** Runs an operation for the items of a run. */
export async function run(operation: Partial<Operation<{ index: number }>>, options: Run = {}, hints?: NodeExecutionHint[]): Promise<INodeExecutionData[]> {
	const whole: Operation<{ index: number }> = {
		read: (context) => ({ index: context.getItemIndex() }),
		run: async (_context, { index }) => await Promise.resolve([{ json: { index } }]),
		...operation,
	};
	const custom = createCustomOperations(declaration, { thing: { description: [], operations: { do: whole as Operation } } });
	const outputs = await custom.thing.do.call(executionOf(options, hints));
	if (!Array.isArray(outputs)) throw new Error('It has no outputs');
	return outputs.flat();
}

/** The error of a run that has to fail. */
export async function errorOf(running: Promise<unknown>): Promise<NodeApiError> {
	const error: unknown = await running.then(() => undefined, (reason: unknown) => reason);
	if (error instanceof Error) return error as NodeApiError;
	throw new Error('It did not fail');
}
