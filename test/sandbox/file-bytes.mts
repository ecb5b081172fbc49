/** The bytes of media files: the same for the same path, made while they are sent. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FileRecord } from './types.mts';

const CHUNK_BYTES = 65_536;

/** First bytes by which players and n8n recognise a container. */
const SIGNATURES: Readonly<Record<string, Buffer>> = {
	'video/x-matroska': Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282886d6174726f736b61', 'hex'),
	'video/webm': Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex'),
	'video/quicktime': Buffer.from('\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'latin1'),
	'video/mp4': Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isommp42', 'latin1'),
};

/** A stream that makes its bytes only as fast as they are read, so a file of 1 GB takes no memory. */
export function streamFile(file: FileRecord): Readable {
	return Readable.from(makeChunks(file), { objectMode: false, highWaterMark: CHUNK_BYTES });
}

/** SHA-256 of a file in hexadecimal, to compare a download with. */
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
		// Every chunk is its own buffer with its position in it: chunks may not be mixed up unnoticed.
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
