import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

export const CODINGS = ['gzip', 'deflate', 'br'] as const;
export const DAMAGED_CODINGS = ['not gzip', 'not deflate', 'not br', 'truncated gzip', 'gzip with a wrong checksum'] as const;
export const FRAMINGS = ['length', 'chunked', 'until closed'] as const;
export const DAMAGED_FRAMINGS = ['length too long', 'length too short', 'length that is not a number', 'two lengths', 'invalid chunk', 'missing last chunk'] as const;
export const DELIVERIES = ['whole', 'drip'] as const;
export const BROKEN_DELIVERIES = ['cut', 'reset', 'drop', 'cut head'] as const;
export const HANGING_DELIVERIES = ['hang', 'hang in body'] as const;

/** A reply, down to its bytes; plain data, so that a counterexample is readable. */
export interface ReplyPlan {
	status: number;
	headers: Array<[name: string, value: string]>;
	/** The body's text, before encoding. */
	body: string;
	coding: 'none' | (typeof CODINGS)[number] | (typeof DAMAGED_CODINGS)[number];
	framing: (typeof FRAMINGS)[number] | (typeof DAMAGED_FRAMINGS)[number];
	delivery: (typeof DELIVERIES)[number] | (typeof BROKEN_DELIVERIES)[number] | (typeof HANGING_DELIVERIES)[number];
}

export const isHanging = ({ delivery }: ReplyPlan): boolean => delivery === 'hang' || delivery === 'hang in body';

/** Statuses whose replies have no body, whatever follows the head. */
const hasNoBody = (status: number) => status < 200 || status === 204 || status === 304;

/** Headers that no HTTP parser accepts. */
export const BROKEN_HEADERS: Array<[name: string, value: string]> = [['Bad Name', 'x'], ['X-Null', 'a\u0000b'], ['X-Too-Long', 'x'.repeat(20_000)]];

/** Whether the whole body arrives and its transfer is valid. */
export function isWhole({ status, headers, body, coding, framing, delivery }: ReplyPlan): boolean {
	if (hasNoBody(status) || body === '') return false;
	if (headers.some(([name]) => BROKEN_HEADERS.some(([broken]) => broken === name))) return false;
	const isIn = (list: readonly string[], value: string) => list.includes(value);
	return isIn(['none', ...CODINGS], coding) && isIn(FRAMINGS, framing) && isIn(DELIVERIES, delivery);
}

function encode({ body, coding }: ReplyPlan): { bytes: Buffer; name?: string } {
	const plain = Buffer.from(body, 'utf8');
	switch (coding) {
		case 'none':
			return { bytes: plain };
		case 'gzip':
			return { bytes: gzipSync(plain), name: 'gzip' };
		case 'deflate':
			return { bytes: deflateSync(plain), name: 'deflate' };
		case 'br':
			return { bytes: brotliCompressSync(plain), name: 'br' };
		case 'not gzip':
			return { bytes: plain, name: 'gzip' };
		case 'not deflate':
			return { bytes: plain, name: 'deflate' };
		case 'not br':
			return { bytes: plain, name: 'br' };
		case 'truncated gzip': {
			const bytes = gzipSync(plain);
			return { bytes: bytes.subarray(0, bytes.length / 2), name: 'gzip' };
		}
		case 'gzip with a wrong checksum': {
			const bytes = gzipSync(plain);
			bytes[bytes.length - 6] ^= 0xff;
			return { bytes, name: 'gzip' };
		}
	}
}

const chunk = (bytes: Buffer) => (bytes.length === 0 ? bytes : Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]));

function frame(bytes: Buffer, framing: ReplyPlan['framing']): { headers: string[]; body: Buffer; end: string } {
	const length = (value: unknown) => `Content-Length: ${String(value)}`;
	switch (framing) {
		case 'length':
			return { headers: [length(bytes.length)], body: bytes, end: '' };
		case 'until closed':
			return { headers: [], body: bytes, end: '' };
		case 'chunked':
			return { headers: ['Transfer-Encoding: chunked'], body: chunk(bytes), end: '0\r\n\r\n' };
		case 'length too long':
			return { headers: [length(bytes.length + 100)], body: bytes, end: '' };
		case 'length too short':
			return { headers: [length(Math.floor(bytes.length / 2))], body: bytes, end: '' };
		case 'length that is not a number':
			return { headers: [length('many')], body: bytes, end: '' };
		case 'two lengths':
			return { headers: [length(bytes.length), length(bytes.length + 1)], body: bytes, end: '' };
		case 'invalid chunk':
			return { headers: ['Transfer-Encoding: chunked'], body: Buffer.from('xyz\r\n'), end: '0\r\n\r\n' };
		case 'missing last chunk':
			return { headers: ['Transfer-Encoding: chunked'], body: chunk(bytes), end: '' };
	}
}

/** The bytes of a reply: its head, its body, and its end. */
export function bytesOf(plan: ReplyPlan): { head: Buffer; body: Buffer; end: Buffer } {
	const { bytes, name } = encode(plan);
	const { headers, body, end } = frame(bytes, plan.framing);
	const lines = [
		`HTTP/1.1 ${plan.status} Whatever`,
		...plan.headers.map(([key, value]) => `${key}: ${value}`),
		...(name === undefined ? [] : [`Content-Encoding: ${name}`]),
		...headers,
		'Connection: close',
	];
	return { head: Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body, end: Buffer.from(end) };
}
