import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FaultKind, Json, LoggedRequest } from './control-types.mts';

/** Older requests are dropped, so that a long-running sandbox stays small. */
const MAX_KEPT_REQUESTS = 20_000;

/** Records every request that reached the API or the file host. */
export class RequestLog {
	private entries: LoggedRequest[] = [];
	private byRequest = new WeakMap<FastifyRequest, LoggedRequest>();
	private inFlight = { api: 0, files: 0 };
	private lastId = 0;

	/** Opens an entry, which is closed when the reply has been sent or the connection is gone. */
	open(listener: 'api' | 'files', request: FastifyRequest, reply: FastifyReply): void {
		const url = request.raw.url ?? '';
		const entry: LoggedRequest = {
			id: ++this.lastId,
			listener,
			method: request.method,
			url,
			path: url.split('?')[0],
			query: Object.fromEntries(new URLSearchParams(url.split('?')[1] ?? '')),
			headers: flattenHeaders(request.headers),
			body: null,
			startedAt: Date.now(),
			endedAt: null,
			inFlight: ++this.inFlight[listener],
			status: null,
			fault: null,
		};
		this.entries.push(entry);
		if (this.entries.length > MAX_KEPT_REQUESTS) this.entries.splice(0, MAX_KEPT_REQUESTS / 10);
		this.byRequest.set(request, entry);
		reply.raw.once('close', () => {
			entry.endedAt = Date.now();
			this.inFlight[listener]--;
			if (reply.raw.headersSent) entry.status = reply.raw.statusCode;
		});
	}

	/** Adds the body once it has been read. */
	addBody(request: FastifyRequest): void {
		const entry = this.byRequest.get(request);
		if (entry && typeof request.body === 'string' && request.body !== '') entry.body = parseOrKeep(request.body);
	}

	/** Records that a fault hit this request. */
	addFault(request: FastifyRequest, kind: FaultKind): void {
		const entry = this.byRequest.get(request);
		if (entry) entry.fault = kind;
	}

	/** The requests since a time (epoch ms) whose URL contains a text, oldest first. */
	list(filter: { since?: number; path?: string } = {}): LoggedRequest[] {
		const { since = 0, path = '' } = filter;
		return this.entries.filter((entry) => entry.startedAt >= since && entry.url.includes(path));
	}

	clear(): void {
		this.entries = [];
	}
}

function flattenHeaders(headers: FastifyRequest['headers']): Record<string, string> {
	const pairs = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value ?? '']);
	return Object.fromEntries(pairs);
}

function parseOrKeep(text: string): Json {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
