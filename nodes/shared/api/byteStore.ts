/** A store that has grown beyond this for one large text gives its memory back. */
const MAX_IDLE_BYTES = 1024 * 1024;

/**
 * Collects bytes until they are a whole text. It copies them, because a part of a chunk would keep the whole chunk
 * in memory; and it decodes them together, because a chunk may end inside a UTF-8 sequence.
 */
export class ByteStore {
	private bytes = Buffer.alloc(0);
	private end = 0;

	/** The number of bytes in the store. */
	get length(): number {
		return this.end;
	}

	/** Appends the bytes of a chunk from `from` to before `to`. */
	append(chunk: Uint8Array, from = 0, to = chunk.length): void {
		const length = this.end + to - from;
		if (length > this.bytes.length) this.grow(2 * length);
		this.bytes.set(chunk.subarray(from, to), this.end);
		this.end = length;
	}

	/** The text from the byte at `from` to the last one. Bytes that are not UTF-8 become U+FFFD. */
	text(from = 0): string {
		return this.bytes.toString('utf8', from, this.end);
	}

	/** Empties the store. */
	clear(): void {
		this.end = 0;
		if (this.bytes.length > MAX_IDLE_BYTES) this.bytes = Buffer.alloc(0);
	}

	private grow(size: number): void {
		const bytes = Buffer.allocUnsafe(size);
		bytes.set(this.bytes.subarray(0, this.end));
		this.bytes = bytes;
	}
}
