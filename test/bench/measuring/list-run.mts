import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { measureFully, type FullCost } from './measure.mts';
import type { N8n } from './n8n.mts';
import type { Target } from './plain.mts';

/** Our node with and without Simplify, the HTTP Request node, fetch with its own JSON, and JSON.parse alone. */
export type ListVariant = 'simplified' | 'raw' | 'httpRequest' | 'fetch' | 'parse';

export interface ListRun {
	variant: ListVariant;
	kind: 'rooms' | 'cdrs';
	/** How many records the reply holds. */
	count: number;
	target: Target;
}

const PATHS = { rooms: '/rooms', cdrs: '/cdr/period/2024-03-01/2024-04-01' };

const PARAMETERS: Record<ListRun['kind'], INodeParameters> = {
	rooms: { resource: 'room', operation: 'getAll', returnAll: true },
	cdrs: { resource: 'cdr', operation: 'getAll', findBy: 'period', from: '2024-03-01', to: '2024-03-31', returnAll: true },
};

/** Fetches a long list once; throws unless all records came. */
export async function runList(n8n: N8n, { variant, kind, count, target }: ListRun): Promise<FullCost> {
	const url = target.baseUrl + PATHS[kind];
	const get = async () => await fetch(url, { headers: { authorization: target.authorization } });
	const viaNode = async (simplify: boolean) =>
		(await n8n.run('enablex', { ...PARAMETERS[kind], simplify }, [{ json: {} }])).items.length;
	const viaHttpRequest = async () => {
		const parameters = { method: 'GET', url, authentication: 'genericCredentialType', genericAuthType: 'httpBasicAuth', options: {} };
		const { items } = await n8n.run('httpRequest', parameters, [{ json: {} }]);
		return countIn(items[0].json, kind);
	};
	const text = variant === 'parse' ? await (await get()).text() : '';
	const work: Record<ListVariant, () => Promise<number>> = {
		simplified: async () => await viaNode(true),
		raw: async () => await viaNode(false),
		httpRequest: viaHttpRequest,
		fetch: async () => countIn(await (await get()).json(), kind),
		parse: async () => countIn(JSON.parse(text), kind),
	};
	const { value, ...cost } = await measureFully(work[variant]);
	if (value !== count) throw new Error(`${variant} gave ${value} records of ${count}`);
	return cost;
}

function countIn(reply: unknown, kind: ListRun['kind']): number {
	const records = (reply as IDataObject)[kind === 'rooms' ? 'rooms' : 'cdr'];
	return Array.isArray(records) ? records.length : 0;
}
