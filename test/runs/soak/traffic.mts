import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

export interface Traffic {
	calls: number;
	/** The size of the response bodies, according to their headers. */
	bytes: number;
}

/**
 * Counts what n8n's HTTP client actually sends and receives, by the first part of the API route, `cdr`
 * or `archive`. Control requests are not counted, because they use fetch.
 */
export function watchTraffic(): (list: 'cdr' | 'archive') => Traffic {
	const lists = { cdr: { calls: 0, bytes: 0 }, archive: { calls: 0, bytes: 0 } };
	const find = (path: string) => (path.includes('/archive/') ? lists.archive : lists.cdr);
	subscribe('http.client.request.start', (message) => {
		const { request } = message as { request: { path: string } };
		find(request.path).calls++;
	});
	subscribe('http.client.response.finish', (message) => {
		const { request, response } = message as { request: { path: string }; response: IncomingMessage };
		find(request.path).bytes += Number(response.headers['content-length'] ?? 0);
	});
	return (list) => lists[list];
}
