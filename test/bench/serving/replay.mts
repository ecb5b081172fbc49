import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

const COMMA = Buffer.from(',');

/** A server that sends the same reply to every request, as fast as possible. */
export class Replay {
	private parts: readonly Buffer[] = [];

	/** Starts listening and returns the origin. */
	async listen(): Promise<string> {
		const server = createServer((_request, response) => {
			response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': this.length });
			Readable.from(this.parts).pipe(response);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	/** The size of the reply in bytes. */
	get length(): number {
		return this.parts.reduce((sum, { length }) => sum + length, 0);
	}

	/** Sets the reply from now on. With `times`, its list has all records so many times: a longer text does not fit into a string. */
	use(body: Buffer, times = 1): void {
		const start = body.indexOf('[') + 1;
		const end = body.lastIndexOf(']');
		const records = body.subarray(start, end);
		const list = Array.from({ length: times }, (_, index) => (index === 0 ? [records] : [COMMA, records])).flat();
		this.parts = [body.subarray(0, start), ...list, body.subarray(end)];
	}
}
