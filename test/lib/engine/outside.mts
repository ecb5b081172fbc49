import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { IncomingHttpHeaders } from 'node:http';

import { openListener } from '../listener.mts';

/** One request to a host outside this machine, with its full URL. */
export interface OutsideRequest {
	url: string;
	headers: IncomingHttpHeaders;
}

export interface Outside {
	/** The URL of the proxy that leads to these hosts. */
	proxy: string;
	/** The requests so far, oldest first. */
	seen: OutsideRequest[];
	/** The redirect or the refusal for a URL; if it returns undefined, the host sends a file. */
	redirect: (url: string) => { status: number; location?: string } | undefined;
	stop(): Promise<void>;
}

/**
 * Simulates all hosts outside this machine, whatever their names: a proxy receives every request to them,
 * decrypts it if necessary, and responds itself. No request leaves this machine.
 */
export async function openOutside(): Promise<Outside> {
	const listener = await openListener(({ headers }, response) => {
		const url = String(headers['x-url']);
		outside.seen.push({ url, headers: JSON.parse(decodeURIComponent(String(headers['x-headers']))) });
		const { status = 200, location } = outside.redirect(url) ?? {};
		response.writeHead(status, location === undefined ? {} : { location }).end('bytes');
	});
	const proxy = fork(path.join(__dirname, 'outside-process.mts'), [listener.origin], { execArgv: ['--import', 'tsx'] });
	const [url] = await once(proxy, 'message');
	const stop = async () => {
		const ended = once(proxy, 'exit');
		proxy.disconnect();
		await ended;
		await listener.close();
	};
	const outside: Outside = { proxy: String(url), seen: [], redirect: () => undefined, stop };
	return outside;
}
