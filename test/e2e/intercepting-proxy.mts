import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generateCACertificate, getLocal } from 'mockttp';
import type { CompletedRequest, Mockttp } from 'mockttp';

/** A request to the internet, as it reached the proxy. */
export interface Received {
	readonly method: string;
	readonly host: string;
	/** The path without the query, such as `/api/chat.postMessage`. */
	readonly path: string;
	readonly query: URLSearchParams;
	/** The names are in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	/** The body as sent; empty if there was none. */
	readonly body: Buffer;
}

/** The reply of a service. `json` sets the content type. The default is an empty 200. */
export interface Reply {
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly json?: unknown;
	readonly text?: string;
}

/** A mock service on the internet; returns `undefined` for requests it does not know. */
export type Service = (request: Received) => Reply | undefined;

/**
 * A proxy that intercepts what n8n sends to the internet: it decrypts the traffic with its own CA,
 * lets mock services reply, and records every request. It forwards nothing.
 */
export class InterceptingProxy {
	private readonly services = new Map<string, Service>();
	private readonly requests: Received[] = [];
	private readonly unexpectedRequests: string[] = [];

	private constructor(
		private readonly server: Mockttp,
		private readonly certificate: string,
	) {}

	/** Starts the proxy on a free port of 127.0.0.1 with a fresh CA. */
	static async start(): Promise<InterceptingProxy> {
		const ca = await generateCACertificate({ subject: { commonName: 'CA of an end-to-end test' } });
		const proxy = new InterceptingProxy(getLocal({ https: ca, recordTraffic: false }), ca.cert);
		await proxy.open();
		return proxy;
	}

	/** Writes the CA into a folder and returns the environment variables that route a Node program's traffic here. */
	async environment(folder: string): Promise<Record<string, string>> {
		const file = path.join(folder, 'proxy-ca.pem');
		await mkdir(folder, { recursive: true });
		await writeFile(file, this.certificate);
		// Both spellings: in some libraries, an inherited variable in the other spelling would win.
		const proxy = { HTTP_PROXY: this.server.url, HTTPS_PROXY: this.server.url, ALL_PROXY: '', NO_PROXY: '127.0.0.1,localhost' };
		const lowerCase = Object.entries(proxy).map(([name, value]) => [name.toLowerCase(), value]);
		return { ...proxy, ...Object.fromEntries(lowerCase), NODE_EXTRA_CA_CERTS: file };
	}

	/** Registers a service for a host, such as `slack.com`. */
	reply(host: string, service: Service): void {
		this.services.set(host, service);
	}

	/** The requests to a host so far, oldest first. */
	received(host: string): readonly Received[] {
		return this.requests.filter((request) => request.host === host);
	}

	/** All unexpected traffic so far, one line each: other hosts, unknown paths, failed handshakes. */
	unexpected(): readonly string[] {
		return this.unexpectedRequests;
	}

	async stop(): Promise<void> {
		await this.server.stop();
	}

	private async open(): Promise<void> {
		await this.server.start();
		await this.server.forAnyRequest().thenCallback((request) => toResponse(this.answer(readRequest(request), request.body.buffer)));
		await this.server.on('tls-client-error', ({ failureCause, tlsMetadata }) => {
			this.unexpectedRequests.push(`TLS to ${tlsMetadata.sniHostname ?? 'an unnamed host'} failed: ${failureCause}`);
		});
	}

	private answer(head: Omit<Received, 'body'>, body: Buffer): Reply {
		const request = { ...head, body };
		this.requests.push(request);
		const reply = this.services.get(head.host)?.(request);
		if (reply) return reply;
		this.unexpectedRequests.push(`${head.method} ${head.host}${head.path}`);
		return { status: 404, text: 'This test has no such service.' };
	}
}

function readRequest({ method, url, headers }: CompletedRequest): Omit<Received, 'body'> {
	const { hostname, pathname, searchParams } = new URL(url);
	const flat = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]);
	return { method, host: hostname, path: pathname, query: searchParams, headers: Object.fromEntries(flat) };
}

function toResponse({ status = 200, headers = {}, json, text = '' }: Reply) {
	if (json === undefined) return { statusCode: status, headers, body: text };
	return { statusCode: status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(json) };
}

/** Parses the body of a request as JSON. */
export function jsonOf<T>({ body }: Received): T {
	return JSON.parse(body.toString('utf8')) as T;
}
