import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generateCACertificate, getLocal } from 'mockttp';
import type { CompletedRequest, Mockttp } from 'mockttp';

/** One request that left for the internet, as it arrived at the edge. */
export interface Received {
	readonly method: string;
	readonly host: string;
	/** Path without the query, such as `/api/chat.postMessage`. */
	readonly path: string;
	readonly query: URLSearchParams;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	/** The body as it was sent; empty when there was none. */
	readonly body: Buffer;
}

/** What a service answers; `json` comes with its content type. Without anything it is an empty 200. */
export interface Reply {
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly json?: unknown;
	readonly text?: string;
}

/** A service on the internet; `undefined` means that it does not know this request. */
export type Service = (request: Received) => Reply | undefined;

/**
 * The edge of the network: a proxy that takes what n8n would send to the internet, decrypts it with
 * a CA of its own, lets services of the test answer, and remembers everything. Nothing is passed on.
 */
export class Edge {
	private readonly services = new Map<string, Service>();
	private readonly requests: Received[] = [];
	private readonly surprises: string[] = [];

	private constructor(
		private readonly server: Mockttp,
		private readonly certificate: string,
	) {}

	/** Starts the proxy on a free port of 127.0.0.1 with a fresh CA. */
	static async start(): Promise<Edge> {
		const ca = await generateCACertificate({ subject: { commonName: 'CA of an end-to-end test' } });
		const edge = new Edge(getLocal({ https: ca, recordTraffic: false }), ca.cert);
		await edge.open();
		return edge;
	}

	/** Writes the CA into a folder and gives the variables that send a Node program's traffic here. */
	async environment(folder: string): Promise<Record<string, string>> {
		const file = path.join(folder, 'edge-ca.pem');
		await mkdir(folder, { recursive: true });
		await writeFile(file, this.certificate);
		// Both spellings: a variable of the surroundings in the other one would win in some libraries.
		const proxy = { HTTP_PROXY: this.server.url, HTTPS_PROXY: this.server.url, ALL_PROXY: '', NO_PROXY: '127.0.0.1,localhost' };
		const lowerCase = Object.entries(proxy).map(([name, value]) => [name.toLowerCase(), value]);
		return { ...proxy, ...Object.fromEntries(lowerCase), NODE_EXTRA_CA_CERTS: file };
	}

	/** Lets a service answer for a host, such as `slack.com`. */
	reply(host: string, service: Service): void {
		this.services.set(host, service);
	}

	/** What a host has received so far, oldest first. */
	received(host: string): readonly Received[] {
		return this.requests.filter((request) => request.host === host);
	}

	/** Everything that nobody expected so far: other hosts, unknown paths, failed handshakes; a line each. */
	unexpected(): readonly string[] {
		return this.surprises;
	}

	async stop(): Promise<void> {
		await this.server.stop();
	}

	private async open(): Promise<void> {
		await this.server.start();
		await this.server.forAnyRequest().thenCallback((request) => toResponse(this.answer(readRequest(request), request.body.buffer)));
		await this.server.on('tls-client-error', ({ failureCause, tlsMetadata }) => {
			this.surprises.push(`TLS to ${tlsMetadata.sniHostname ?? 'an unnamed host'} failed: ${failureCause}`);
		});
	}

	private answer(head: Omit<Received, 'body'>, body: Buffer): Reply {
		const request = { ...head, body };
		this.requests.push(request);
		const reply = this.services.get(head.host)?.(request);
		if (reply) return reply;
		this.surprises.push(`${head.method} ${head.host}${head.path}`);
		return { status: 404, text: 'There is no such service in this test.' };
	}
}

function readRequest({ method, url, headers }: CompletedRequest): Omit<Received, 'body'> {
	const { hostname, pathname, searchParams } = new URL(url);
	const plain = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]);
	return { method, host: hostname, path: pathname, query: searchParams, headers: Object.fromEntries(plain) };
}

function toResponse({ status = 200, headers = {}, json, text = '' }: Reply) {
	if (json === undefined) return { statusCode: status, headers, body: text };
	return { statusCode: status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(json) };
}

/** The body of a request as JSON. */
export function jsonOf<T>({ body }: Received): T {
	return JSON.parse(body.toString('utf8')) as T;
}
