import { request as requestByHttp, type IncomingHttpHeaders } from 'node:http';
import { request as requestByHttps } from 'node:https';

/** What a server answered. */
export interface PostReply {
	status: number;
	text: string;
	headers: IncomingHttpHeaders;
}

/**
 * Posts a body on a connection of its own. fetch shares connections, and on a busy machine a server may close one at the
 * moment in which the next request is sent on it. Rejects without a reply; a server may reply before it has read the body.
 */
export async function postBytes(url: string, body: Uint8Array, headers: Record<string, string>, signal?: AbortSignal): Promise<PostReply> {
	const request = url.startsWith('https:') ? requestByHttps : requestByHttp;
	return await new Promise((resolve, reject) => {
		const call = request(url, { method: 'POST', agent: false, headers: { ...headers, 'content-length': body.length }, signal });
		let hasReply = false;
		call.on('response', (response) => {
			hasReply = true;
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString(), headers: response.headers }));
			response.on('error', reject);
		});
		call.on('error', (error) => {
			if (!hasReply) reject(error);
		});
		call.end(body);
	});
}
