/** The same calls without n8n: as a simple fetch loop, and as fast as ten connections allow. */
import { Pool } from 'undici';
import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../operations.mts';

/** The server, and the value of the Authorization header. */
export interface Target {
	baseUrl: string;
	authorization: string;
}

const headersFor = ({ authorization }: Target, { body }: Call) => ({
	authorization,
	...(body && { 'content-type': 'application/json' }),
});

const bodyOf = ({ body }: Call) => (body ? JSON.stringify(body) : undefined);

function check(status: number, reply: IDataObject): void {
	if (status !== 200 || Number(reply.result) !== 0) throw new Error(`The API answered ${status} ${JSON.stringify(reply)}`);
}

/** Makes one call after the other with fetch. */
export async function runSequentially(target: Target, calls: Call[]): Promise<IDataObject[]> {
	const replies: IDataObject[] = [];
	for (const call of calls) {
		const response = await fetch(target.baseUrl + call.path, {
			method: call.method,
			headers: headersFor(target, call),
			body: bodyOf(call),
		});
		const reply: IDataObject = JSON.parse(await response.text());
		check(response.status, reply);
		replies.push(reply);
	}
	return replies;
}

/** Makes all calls over ten open connections: the most that ten requests in flight can achieve. */
export async function runPooled(target: Target, calls: Call[]): Promise<IDataObject[]> {
	const { origin, pathname } = new URL(target.baseUrl);
	const pool = new Pool(origin, { connections: 10, pipelining: 1 });
	const replies = await Promise.all(
		calls.map(async (call) => {
			const response = await pool.request({
				method: call.method,
				path: pathname + call.path,
				headers: headersFor(target, call),
				body: bodyOf(call),
			});
			const reply: IDataObject = JSON.parse(await response.body.text());
			check(response.statusCode, reply);
			return reply;
		}),
	);
	await pool.close();
	return replies;
}
