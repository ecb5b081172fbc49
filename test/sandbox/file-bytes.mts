/** The bytes of media files, generated while they are sent; the same path always has the same bytes. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FileRecord } from './types.mts';

const CHUNK_BYTES = 65_536;

/** The first bytes by which players and n8n recognise a container format. */
const SIGNATURES: Readonly<Record<string, Buffer>> = {
	'video/x-matroska': Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282886d6174726f736b61', 'hex'),
	'video/webm': Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex'),
	'video/quicktime': Buffer.from('\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'latin1'),
	'video/mp4': Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isommp42', 'latin1'),
};

/**
 * A stream of the bytes from `start` to `end`, inclusive. It generates them only as fast as they are read, so that a file
 * of 1 GB takes no memory.
 */
export function streamFile(file: FileRecord, start: number, end: number): Readable {
	return Readable.from(cutChunks(makeChunks(file), start, end), { objectMode: false, highWaterMark: CHUNK_BYTES });
}

function* cutChunks(chunks: Iterable<Buffer>, start: number, end: number): Generator<Buffer> {
	let offset = 0;
	for (const chunk of chunks) {
		const part = chunk.subarray(Math.max(0, start - offset), Math.max(0, end + 1 - offset));
		if (part.length > 0) yield part;
		offset += chunk.length;
		if (offset > end) return;
	}
}

/** The SHA-256 of a file in hexadecimal, to compare with a download. */
export async function hashFile(file: FileRecord): Promise<string> {
	const hash = createHash('sha256');
	for (const chunk of makeChunks(file)) hash.update(chunk);
	return hash.digest('hex');
}

function* makeChunks(file: FileRecord): Generator<Buffer> {
	if (file.content !== undefined) {
		yield Buffer.from(file.content);
		return;
	}
	const pattern = makePattern(file.path);
	for (let offset = 0; offset < file.bytes; offset += CHUNK_BYTES) {
		// Every chunk is a separate buffer that contains its position, so that mixed-up chunks are noticed.
		const chunk = Buffer.from(pattern.subarray(0, Math.min(CHUNK_BYTES, file.bytes - offset)));
		if (chunk.length >= 8) chunk.writeDoubleLE(offset, 0);
		if (offset === 0) SIGNATURES[file.contentType]?.copy(chunk);
		yield chunk;
	}
}

function makePattern(path: string): Buffer {
	let block = createHash('sha256').update(path).digest();
	const blocks: Buffer[] = [];
	for (let size = 0; size < CHUNK_BYTES; size += block.length) {
		block = createHash('sha256').update(block).digest();
		blocks.push(block);
	}
	return Buffer.concat(blocks);
}
