import { get, type IncomingMessage } from 'node:http';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { poll } from '../../../nodes/EnableXVideoTrigger/poll';
import { parametersOf } from '../../lib/operations/index.mts';
import { measureWithMemory, type MemoryCost } from './measure.mts';
import type { N8n } from './n8n.mts';
import type { Records } from '../serving/main.mts';
import type { Target } from './baseline.mts';
import { createPollContext } from './poll-fixture.mts';

/**
 * Our node with and without Simplify, and with Limit 50; a poll of our trigger that knows all records; the HTTP Request
 * node, fetch with `json()`, and JSON.parse alone.
 */
export type ListVariant = 'simplified' | 'raw' | 'limited' | 'polled' | 'httpRequest' | 'fetch' | 'parse';

const LIMIT = 50;

export interface ListRun {
	variant: ListVariant;
	kind: Records['kind'];
	/** The number of records in the reply. */
	count: number;
	target: Target;
}

const CDR_PATH = '/cdr/period/2024-03-01/2024-04-01';
const PATHS = { rooms: '/rooms', cdrs: CDR_PATH, recentCdrs: CDR_PATH };

const CDR_PARAMETERS = parametersOf('cdr.getAll', { from: '2024-03-01', to: '2034-03-31', returnAll: true }, 'period');
const PARAMETERS: Record<ListRun['kind'], INodeParameters> = {
	rooms: parametersOf('room.getAll', { returnAll: true }),
	cdrs: CDR_PARAMETERS,
	recentCdrs: CDR_PARAMETERS,
};

/** What n8n's client does with a request whose reply is streamed. */
async function getStream(url: string, authorization: string) {
	const body = await new Promise<IncomingMessage>((resolve, reject) => {
		get(url, { headers: { authorization } }, resolve).on('error', reject);
	});
	return { body, headers: body.headers as IDataObject, statusCode: body.statusCode ?? 0 };
}

/** Fetches a long list once. Throws unless all records arrived. */
export async function runList(n8n: N8n, { variant, kind, count, target }: ListRun): Promise<MemoryCost> {
	const url = target.baseUrl + PATHS[kind];
	const fetchList = async () => await fetch(url, { headers: { authorization: target.authorization } });
	const viaNode = async (parameters: INodeParameters) =>
		(await n8n.run('enablex', { ...PARAMETERS[kind], ...parameters }, [{ json: {} }])).items.length;
	const { context } = createPollContext(undefined, async () => await getStream(url, target.authorization));
	const pollOnce = async () => (await poll(context))?.length ?? 0;
	const viaHttpRequest = async () => {
		const parameters = { method: 'GET', url, authentication: 'genericCredentialType', genericAuthType: 'httpBasicAuth', options: {} };
		const { items } = await n8n.run('httpRequest', parameters, [{ json: {} }]);
		return countIn(items[0].json, kind);
	};
	const text = variant === 'parse' ? await (await fetchList()).text() : '';
	// The first poll marks what is there as known.
	if (variant === 'polled') await pollOnce();
	const work: Record<ListVariant, () => Promise<number>> = {
		simplified: async () => await viaNode({ simplify: true }),
		raw: async () => await viaNode({ simplify: false }),
		limited: async () => await viaNode({ returnAll: false, limit: LIMIT }),
		polled: pollOnce,
		httpRequest: viaHttpRequest,
		fetch: async () => countIn(await (await fetchList()).json(), kind),
		parse: async () => countIn(JSON.parse(text), kind),
	};
	const { value, ...cost } = await measureWithMemory(work[variant]);
	const expected = { limited: LIMIT, polled: 0 }[String(variant)] ?? count;
	if (value !== expected) throw new Error(`${variant} returned ${value} instead of ${expected} records`);
	return cost;
}

function countIn(reply: unknown, kind: ListRun['kind']): number {
	const records = (reply as IDataObject)[kind === 'rooms' ? 'rooms' : 'cdr'];
	return Array.isArray(records) ? records.length : 0;
}
