import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { makeItem, OPERATIONS, type OperationName } from '../operations.mts';
import { measure, type Cost } from './measure.mts';
import type { N8n } from './n8n.mts';
import { loop, pooled, type Target } from './plain.mts';

/** Our node, also with as many requests at once as the HTTP Request node has (`wide`), and what there is beside it. */
export type Variant = 'enablex' | 'wide' | 'httpRequest' | 'loop' | 'pool';

/** One variant of one operation, on `count` items. */
export interface OperationRun {
	variant: Variant;
	operation: OperationName;
	roomIds: string[];
	count: number;
	target: Target;
}

/** The cost of a run, and how often n8n had to get the credential for it. */
export interface OperationCost extends Cost {
	lookups: number;
}

/** Runs and measures; throws unless every item gave one result. */
export async function runOperation(n8n: N8n, { variant, operation, roomIds, count, target }: OperationRun): Promise<OperationCost> {
	const { enablex, httpRequest, call } = OPERATIONS[operation];
	const items = Array.from({ length: count }, (_, index) => makeItem(index, roomIds[index % roomIds.length]));
	const work: Record<Variant, () => Promise<Done>> = {
		enablex: async () => await n8n.run('enablex', enablex, toInput(items)),
		wide: async () => await n8n.run('enablex', { ...enablex, options: { requestsAtOnce: 100 } }, toInput(items)),
		httpRequest: async () => await n8n.run('httpRequest', httpRequest(target.baseUrl), toInput(items)),
		loop: async () => ({ items: await loop(target, items.map(call)), lookups: 0 }),
		pool: async () => ({ items: await pooled(target, items.map(call)), lookups: 0 }),
	};
	const { value, ...cost } = await measure(work[variant]);
	if (value.items.length !== count) throw new Error(`${variant} gave ${value.items.length} results for ${count} items`);
	return { ...cost, lookups: value.lookups };
}

interface Done {
	items: unknown[];
	lookups: number;
}

const toInput = (items: IDataObject[]): INodeExecutionData[] => items.map((json) => ({ json }));
