import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that gives the same reply to every request, as fast as it can be sent. */
export class Replay {
	private body = Buffer.alloc(0);

	/** Starts to listen and gives the origin. */
	async listen(): Promise<string> {
		const server = createServer((_request, response) => {
			response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': this.body.length });
			response.end(this.body);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	/** What to reply from now on. */
	use(body: Buffer): void {
		this.body = body;
	}
}
