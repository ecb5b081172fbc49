import { ByteStore } from './byteStore';

/** The most that may stand outside the list. An envelope takes some hundred bytes. */
export const MAX_OUTSIDE_BYTES = 1024 * 1024;
/** The most that one entry may take. CDRs and rooms take about 2 KB. */
export const MAX_ENTRY_BYTES = 16 * 1024 * 1024;
/** How much is kept of a text that is not an object: enough to see that it is a web page. */
const MAX_USELESS_BYTES = 1024;
/** Entries are parsed in parts of about this size: one by one is slower, and this is still little memory. */
const PART_BYTES = 64 * 1024;

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
/** Makes a square bracket a curly one, and no other byte. */
const TO_CURLY = 0x20;
const OPENING_BRACKET = Buffer.from('[');
const CLOSING_BRACKET = Buffer.from(']');
/** White space of JSON, and the byte order mark that some servers send first. */
const BEFORE_TEXT = new Set(Buffer.from(' \t\r\n\uFEFF'));
/** How deep an entry of the list stands: in the list, which is in the object. */
const ENTRY_DEPTH = 2;

/** Receives the entries of a list in their order. */
export interface EntryReceiver {
	/** Called where the list begins. If the object has the key twice, the last list counts, as in JSON.parse. */
	begin(): void;
	/** Called with entries that are whole. They count only if the reply as a whole does. */
	add(entries: readonly unknown[]): void;
}

/** An entry, or what is outside the list, is larger than a ListStream takes. */
export class TooLargeError extends Error {
	constructor(readonly part: 'entry' | 'outside') {
		super(`The ${part} is too large`);
	}
}

/** Parses JSON. Returns `undefined` if the text is not JSON. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/**
 * Finds the list under `key` of a reply such as `{"result":"0","cdr":[{…},{…}]}` while the reply arrives, in chunks that
 * may end anywhere. A list may have hundreds of megabytes, which JSON.parse would need all at once, as bytes, as text
 * and as objects.
 *
 * It looks at bytes only to find where the list begins and ends, and commas between its entries. All of these are
 * ASCII, and no other character of UTF-8 has an ASCII byte in it. JSON.parse then judges each part of the list
 * and what is outside it, so this class accepts the same texts as JSON.parse.
 */
export class ListStream {
	private readonly outside = new ByteStore();
	/** An opening bracket, and the entries that have not been handed on. */
	private readonly part = new ByteStore();
	/** Before the first byte of the text, outside the list, in it, or at a byte that shows that the text is of no use. */
	private state: 'start' | 'outside' | 'list' | 'useless' = 'start';
	private depth = 0;
	private isInString = false;
	private isEscaped = false;
	/** Where in `outside` the last string at the top level of the object begins. */
	private stringStart = 0;
	private hasEntries = false;

	constructor(
		private readonly key: string,
		private readonly receiver: EntryReceiver,
	) {}

	/** Reads the next chunk. Ignores what follows once the text cannot be a JSON object. Throws a TooLargeError. */
	write(chunk: Uint8Array): void {
		for (let at = 0; at < chunk.length && this.state !== 'useless'; ) {
			if (this.state === 'list') at = this.readList(chunk, at);
			else if (this.state === 'outside') at = this.readOutside(chunk, at);
			else at = this.readStart(chunk);
		}
	}

	/** The text outside the list, with an empty list in its place. If the text is of no use, its beginning, which is not JSON. */
	text(): string {
		return this.outside.text().replace(/^\uFEFF/, '');
	}

	/** Reads up to the first byte of the object, or of a string, which may hold JSON. Returns where it stopped. */
	private readStart(chunk: Uint8Array): number {
		const found = chunk.findIndex((byte) => !BEFORE_TEXT.has(byte));
		const end = found < 0 ? chunk.length : found;
		this.keepOutside(chunk, 0, end);
		if (chunk[found] === OPEN_OBJECT || chunk[found] === QUOTE) this.state = 'outside';
		else if (found >= 0) {
			this.state = 'useless';
			this.keepOutside(chunk, end, Math.min(end + MAX_USELESS_BYTES, chunk.length));
		}
		return end;
	}

	/** Reads up to the first entry of the list. Returns where it stopped. */
	private readOutside(chunk: Uint8Array, from: number): number {
		let at = from;
		let isAtBracket = false;
		while (at < chunk.length && !isAtBracket) {
			if (this.isInString) at = this.skipString(chunk, at);
			if (at === chunk.length) break;
			const byte = chunk[at];
			if (byte === QUOTE) {
				this.isInString = true;
				if (this.depth < ENTRY_DEPTH) this.stringStart = this.outside.length + at - from;
			} else if ((byte | TO_CURLY) === OPEN_OBJECT) this.depth++;
			else if ((byte | TO_CURLY) === CLOSE_OBJECT) this.depth--;
			isAtBracket = byte === OPEN_LIST && this.depth === ENTRY_DEPTH;
			at++;
		}
		this.keepOutside(chunk, from, at);
		if (isAtBracket && this.isAfterKey()) this.beginList();
		return at;
	}

	private keepOutside(chunk: Uint8Array, from: number, to: number): void {
		this.outside.append(chunk, from, to);
		if (this.outside.length > MAX_OUTSIDE_BYTES) throw new TooLargeError('outside');
	}

	/** Whether the key, and nothing else, stands before the bracket that was read last. */
	private isAfterKey(): boolean {
		const [, name] = /^("(?:[^"\\]|\\.)*")\s*:\s*\[$/s.exec(this.outside.text(this.stringStart)) ?? [];
		return name !== undefined && parseJson(name) === this.key;
	}

	private beginList(): void {
		this.state = 'list';
		this.hasEntries = false;
		this.part.clear();
		this.part.append(OPENING_BRACKET);
		this.receiver.begin();
	}

	/** Reads up to the bracket that closes the list, and hands on entries. Returns where it stopped. */
	private readList(chunk: Uint8Array, from: number): number {
		let start = from;
		let at = from;
		while (at < chunk.length) {
			if (this.isInString) at = this.skipString(chunk, at);
			if (at === chunk.length) break;
			const byte = chunk[at];
			if (byte === QUOTE) this.isInString = true;
			else if (byte === COMMA && this.depth === ENTRY_DEPTH && this.part.length + at - start >= PART_BYTES) {
				this.part.append(chunk, start, at);
				start = at + 1;
				if (!this.handOn(false)) return start;
			} else if ((byte | TO_CURLY) === OPEN_OBJECT) this.depth++;
			else if ((byte | TO_CURLY) === CLOSE_OBJECT) {
				if (this.depth === ENTRY_DEPTH) break;
				this.depth--;
			}
			at++;
		}
		this.part.append(chunk, start, at);
		if (this.part.length > MAX_ENTRY_BYTES) throw new TooLargeError('entry');
		if (at < chunk.length && this.handOn(true)) this.state = 'outside';
		return at;
	}

	/** Reads the rest of a string. Returns where it stopped: after its closing quote, or at the end of the chunk. */
	private skipString(chunk: Uint8Array, from: number): number {
		let at = from;
		if (this.isEscaped) {
			this.isEscaped = false;
			at++;
		}
		for (; at < chunk.length; at++) {
			const byte = chunk[at];
			if (byte === BACKSLASH) {
				at++;
				this.isEscaped = at === chunk.length;
			} else if (byte === QUOTE) {
				this.isInString = false;
				return at + 1;
			}
		}
		return chunk.length;
	}

	/** Hands on the entries that are whole. Returns false if they are not JSON. Only a list without content may be without entries. */
	private handOn(isEnd: boolean): boolean {
		this.part.append(CLOSING_BRACKET);
		const entries = parseJson(this.part.text());
		const isList = Array.isArray(entries) && (entries.length > 0 || (isEnd && !this.hasEntries));
		if (!isList) {
			this.state = 'useless';
			return false;
		}
		this.part.clear();
		this.part.append(OPENING_BRACKET);
		this.hasEntries = true;
		this.receiver.add(entries);
		return true;
	}
}
