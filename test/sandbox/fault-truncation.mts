/** Faults that truncate the real reply while it is being sent. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { FaultState } from './control-types.mts';

/** Whether this fault truncates the real reply. */
export function isTruncation(fault: FaultState): boolean {
	return fault.kind === 'truncated' || (fault.kind === 'drop' && fault.when === 'mid');
}

/**
 * Truncates the body of a reply: `truncated` ends early but cleanly, `drop` breaks the connection
 * before all the bytes that Content-Length announced have been sent.
 * @param payload the route's reply: text, or a stream whose length is in Content-Length
 */
export function truncatePayload(fault: FaultState, reply: FastifyReply, payload: unknown): unknown {
	const whole = typeof payload === 'string' ? Readable.from([Buffer.from(payload)]) : payload;
	if (!(whole instanceof Readable)) return payload;
	const length = typeof payload === 'string' ? Buffer.byteLength(payload) : Number(reply.getHeader('content-length') ?? 0);
	const kept = Math.min(fault.keepBytes ?? Math.floor(length / 2), length);
	if (fault.kind === 'drop') {
		reply.header('content-length', length);
	} else if (fault.chunked) {
		reply.removeHeader('content-length');
	} else {
		reply.header('content-length', kept);
	}
	return Readable.from(takeBytes(whole, kept, fault.kind === 'drop'), { objectMode: false });
}

async function* takeBytes(source: Readable, bytes: number, dropConnection: boolean): AsyncGenerator<Buffer> {
	let left = bytes;
	for await (const chunk of source) {
		const part: Buffer = chunk.subarray(0, left);
		left -= part.length;
		if (part.length > 0) yield part;
		if (left <= 0) break;
	}
	if (dropConnection) throw new Error('connection dropped by a fault');
}
