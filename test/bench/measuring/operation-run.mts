import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { CONCURRENCY } from '../../lib/fields/common.mts';
import { makeItem, OPERATIONS, type OperationName } from '../operations.mts';
import { measure, type Cost } from './measure.mts';
import type { N8n } from './n8n.mts';
import { runSequentially, runPooled, type Target } from './baseline.mts';

/** Our node, our node with as many concurrent requests as the HTTP Request node (`wide`), and the alternatives. */
export type Variant = 'enablex' | 'wide' | 'httpRequest' | 'loop' | 'pool';

/** One variant of one operation, run on `count` items. */
export interface OperationRun {
	variant: Variant;
	operation: OperationName;
	roomIds: string[];
	count: number;
	target: Target;
}

/** The cost of a run, and how often n8n looked up the credential for it. */
export interface OperationCost extends Cost {
	lookups: number;
}

/** Runs and measures. Throws unless every item produced one result. */
export async function runOperation(n8n: N8n, { variant, operation, roomIds, count, target }: OperationRun): Promise<OperationCost> {
	const { enablex, httpRequest, call } = OPERATIONS[operation];
	const items = Array.from({ length: count }, (_, index) => makeItem(index, roomIds[index % roomIds.length]));
	const work: Record<Variant, () => Promise<RunResult>> = {
		enablex: async () => await n8n.run('enablex', enablex, toInput(items)),
		wide: async () => await n8n.run('enablex', { ...enablex, options: { [CONCURRENCY.name]: 100 } }, toInput(items)),
		httpRequest: async () => await n8n.run('httpRequest', httpRequest(target.baseUrl), toInput(items)),
		loop: async () => ({ items: await runSequentially(target, items.map(call)), lookups: 0 }),
		pool: async () => ({ items: await runPooled(target, items.map(call)), lookups: 0 }),
	};
	const { value, ...cost } = await measure(work[variant]);
	if (value.items.length !== count) throw new Error(`${variant} returned ${value.items.length} results for ${count} items`);
	return { ...cost, lookups: value.lookups };
}

interface RunResult {
	items: unknown[];
	lookups: number;
}

const toInput = (items: IDataObject[]): INodeExecutionData[] => items.map((json) => ({ json }));
