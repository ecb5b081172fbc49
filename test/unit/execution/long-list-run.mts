/** Runs Get Many CDRs against the address in the arguments, and prints what it returned. Started by long-list.test.mts in a process with a small heap. */
import { get } from 'node:http';
import type { IHttpRequestOptions } from 'n8n-workflow';

import type { ItemContext } from '../../../nodes/EnableXVideo/execution/itemContext';
import { getCdrs } from '../../../nodes/EnableXVideo/resources/cdr/getAll';
import { fakeExecution } from '../../lib/fakes.mts';

const [, , url, limit] = process.argv;

/** What n8n's client does with `encoding: 'stream'`; without it, it would hold the whole reply. */
async function request(_name: string, { encoding }: IHttpRequestOptions) {
	const reply = await new Promise<{ body: unknown; headers: object; statusCode: number }>((resolve, reject) => {
		get(url, (body) => resolve({ body, headers: body.headers, statusCode: body.statusCode ?? 0 })).on('error', reject);
	});
	if (encoding === 'stream') return reply;
	const chunks: Buffer[] = [];
	for await (const chunk of reply.body as AsyncIterable<Buffer>) chunks.push(chunk);
	return { ...reply, body: JSON.parse(Buffer.concat(chunks).toString()) };
}

const parameters = { findBy: 'period', from: '2024-03-01', to: '2024-03-31', limit: Number(limit), returnAll: false, simplify: true, options: { retries: 0 } };
const context: ItemContext = Object.assign(fakeExecution(parameters), {
	getExecutionCancelSignal: () => undefined,
	helpers: { httpRequestWithAuthentication: request },
});
const items = await getCdrs.run(context, getCdrs.read(context), { method: 'GET', url: '/cdr/period/:firstDay/:lastDay', timeout: 60_000 });
console.log(JSON.stringify(items.map(({ json }) => json.cdr_id)));
