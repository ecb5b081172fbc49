import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import { bytesOf, type ReplyPlan } from './reply-plan.mts';

/** A request as received. */
export interface SeenRequest {
	method: string;
	/** As on the wire, neither decoded nor normalised. */
	path: string;
	authorization: string | undefined;
	body: string;
}

/**
 * A local host that answers every request with the same reply, written to the socket byte by byte,
 * so that it can send replies that no HTTP library would.
 */
export class RawHost {
	readonly requests: SeenRequest[] = [];
	plan: ReplyPlan | undefined;
	private readonly sockets = new Set<Socket>();

	private constructor(
		readonly name: string,
		private readonly server: ReturnType<typeof createServer>,
	) {}

	static async open(name: string): Promise<RawHost> {
		const server = createServer();
		const host = new RawHost(name, server);
		server.on('connection', (socket) => {
			host.sockets.add(socket);
			socket.on('close', () => host.sockets.delete(socket));
			// The node may close the connection during a write; a broken pipe is expected.
			socket.on('error', () => socket.destroy());
		});
		server.on('request', (request) => void host.answer(request));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return host;
	}

	get host(): string {
		return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	get origin(): string {
		return `http://${this.host}`;
	}

	/** Forgets earlier requests, closes open connections, and sets the next reply. */
	reset(plan: ReplyPlan | undefined): void {
		this.requests.length = 0;
		this.plan = plan;
		for (const socket of this.sockets) socket.destroy();
	}

	async close(): Promise<void> {
		this.reset(undefined);
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async answer(request: IncomingMessage): Promise<void> {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			this.requests.push({
				method: request.method ?? '',
				path: request.url ?? '',
				authorization: request.headers.authorization,
				body: Buffer.concat(parts).toString('utf8'),
			});
			if (this.plan !== undefined) send(request.socket, this.plan);
			else request.socket.destroy();
		});
	}
}

const DRIP_MS = 2;
const DRIPS = 8;

/** Writes a reply to a socket as planned. */
function send(socket: Socket, plan: ReplyPlan): void {
	const { head, body, end } = bytesOf(plan);
	const half = body.subarray(0, Math.floor(body.length / 2));
	switch (plan.delivery) {
		case 'whole':
			return void socket.end(Buffer.concat([head, body, end]));
		case 'drip':
			return drip(socket, Buffer.concat([head, body, end]));
		case 'cut':
			return void socket.end(Buffer.concat([head, half]));
		case 'reset':
			return void socket.write(Buffer.concat([head, half]), () => socket.resetAndDestroy());
		case 'drop':
			return void socket.destroy();
		case 'cut head':
			return void socket.end(head.subarray(0, Math.floor(head.length / 2)));
		case 'hang':
			return;
		case 'hang in body':
			return void socket.write(Buffer.concat([head, half]));
	}
}

function drip(socket: Socket, bytes: Buffer): void {
	const size = Math.max(1, Math.ceil(bytes.length / DRIPS));
	let at = 0;
	const next = () => {
		if (socket.destroyed) return;
		if (at >= bytes.length) return void socket.end();
		socket.write(bytes.subarray(at, (at += size)));
		setTimeout(next, DRIP_MS);
	};
	next();
}
