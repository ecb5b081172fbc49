import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A local host other than the sandbox, and the requests it received. */
export interface Listener {
	origin: string;
	seen: Array<{ url: string; headers: IncomingHttpHeaders }>;
	/** Resolves on the first request. */
	asked: Promise<void>;
	close(): Promise<void>;
}

const open = new Set<Listener>();

/** Starts a local host; `closeListeners` stops all of them. */
export async function openListener(answer: RequestListener): Promise<Listener> {
	const seen: Listener['seen'] = [];
	let resolveAsked = () => {};
	const asked = new Promise<void>((resolve) => (resolveAsked = resolve));
	const server = createServer((request, response) => {
		seen.push({ url: request.url ?? '', headers: request.headers });
		resolveAsked();
		answer(request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const listener: Listener = {
		origin: `http://127.0.0.1:${port}`,
		seen,
		asked,
		async close() {
			open.delete(listener);
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	open.add(listener);
	return listener;
}

/** Stops every host that a test has started. */
export async function closeListeners(): Promise<void> {
	await Promise.all([...open].map(async (listener) => await listener.close()));
}

/** A local address where nothing listens. */
export async function closedOrigin(): Promise<string> {
	const { origin, close } = await openListener(() => {});
	await close();
	return origin;
}
