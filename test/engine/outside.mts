import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { IncomingHttpHeaders } from 'node:http';

import { openListener } from './listener.mts';

/** One request to a host outside of this machine, with its whole address. */
export interface OutsideRequest {
	url: string;
	headers: IncomingHttpHeaders;
}

export interface Outside {
	/** The address of the proxy that leads to it. */
	proxy: string;
	/** What was asked of it since the last answer was set, oldest first. */
	seen: OutsideRequest[];
	/** Where to an address redirects, with which status; without an answer it gives a file. */
	redirect: (url: string) => { status: number; location: string } | undefined;
	stop(): Promise<void>;
}

/**
 * All hosts outside of this machine, whatever their names: a proxy that takes what is sent to them,
 * reads it, also if it is encrypted, and answers itself. Nothing leaves this machine.
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
