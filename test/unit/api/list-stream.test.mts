import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';

import { ListStream, MAX_ENTRY_BYTES, MAX_OUTSIDE_BYTES, TooLargeError } from '../../../nodes/shared/api/listStream';

/** What a reader of the list under "cdr" has found. */
interface Found {
	/** The value of the text, with the list in its place; `undefined` if it is not a JSON object. */
	value: unknown;
	/** How often a list began. */
	lists: number;
}

const parse = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads chunks, and puts the entries back into the list that they came from. */
function readChunks(chunks: readonly Buffer[]): Found {
	let entries: unknown[] = [];
	let lists = 0;
	const stream = new ListStream('cdr', {
		begin() {
			entries = [];
			lists++;
		},
		add: (more) => void entries.push(...more),
	});
	for (const chunk of chunks) stream.write(chunk);
	const value = parse(stream.text());
	if (!isObject(value)) return { value: undefined, lists };
	return { value: Array.isArray(value.cdr) ? { ...value, cdr: entries } : value, lists };
}

/** Cuts a text at these places, each between 0 and 1. */
function cut(text: string | Buffer, places: readonly number[]): Buffer[] {
	const bytes = Buffer.from(text as string);
	const borders = [0, ...places.map((place) => Math.round(place * bytes.length)).sort((a, b) => a - b), bytes.length];
	return borders.slice(1).map((end, index) => bytes.subarray(borders[index], end));
}

const valueOf = (text: string, places: readonly number[] = []) => readChunks(cut(text, places)).value;

/** What JSON.parse makes of a text, if it is an object. */
const expected = (text: string) => {
	const value = parse(text.replace(/^\uFEFF/, ''));
	return isObject(value) ? value : undefined;
};

const TEXTS: Array<[what: string, text: string]> = [
	['the envelope before the list', '{"result":"0","cdr":[{"a":1},{"a":2}]}'],
	['the envelope after the list', '{"cdr":[{"a":1},{"a":2}],"result":0,"desc":"fine"}'],
	['escapes, surrogate pairs and long UTF-8 sequences', '{"cdr":[{"a\\"b":"\\\\","\\u00e9":"\\ud83d\\ude00 😀 é 漢 \\/"}],"desc":"😀\\""}'],
	['strings full of brackets', '{"desc":"\\"cdr\\":[{","cdr":[{"a":"]}],[{\\"cdr\\":["},{"b":"}]"}],"x":"[{"}'],
	['lists of the same key at other places', '{"room":{"cdr":[1]},"list":[{"cdr":[2]}],"cdr":[{"cdr":[3,[4]]},[5]],"z":{"cdr":[6]}}'],
	['a list of that name that is a value', '{"a":"cdr","b":["cdr",[1]],"cdr":[{"a":1}]}'],
	['white space everywhere', ' \t\r\n{ "result" : 0 ,\n"cdr"\t:\r\n[ { "a" : 1 } , { } ] , "x" : [ ] } \n '],
	['a byte order mark', '\uFEFF{"cdr":[{"a":1}]}'],
	['entries that are not objects', '{"cdr":[null,1.5e3,-0,"a,b",true,[1,[2]],{}]}'],
	['an empty list', '{"cdr":[]}'],
	['an empty list with white space', '{"cdr": [ \n ] }'],
	['null in place of the list', '{"result":0,"cdr":null}'],
	['an object in place of the list', '{"cdr":{"cdr":[1]}}'],
	['no list', '{"result":0}'],
	['the key in escapes', '{"c\\u0064r":[1,2]}'],
	['the key twice', '{"cdr":[1,2],"cdr":[3]}'],
	['the key again without a list', '{"cdr":[1,2],"cdr":null}'],
	['a prototype', '{"__proto__":[1],"cdr":[{"__proto__":{"a":1},"constructor":2}]}'],
	['numbers at every place', '{"n":1,"cdr":[1,23,456.789,-1e-7],"m":2}'],
	['an empty key', '{"":[1],"cdr":[2]}'],
	['a deep entry', `{"cdr":[${'['.repeat(500)}${']'.repeat(500)},{}]}`],
	['a list at the top', '[{"cdr":[1]}]'],
	['a string', '"cdr"'],
	['null', 'null'],
	['nothing', ''],
	['only white space', ' \n'],
];

/** Texts that are not JSON. */
const BROKEN: Array<[what: string, text: string]> = [
	['a page', '<html>{"cdr":[1]}</html>'],
	['a comma before the first entry', '{"cdr":[,1]}'],
	['a comma after the last entry', '{"cdr":[1,]}'],
	['a comma alone', '{"cdr":[,]}'],
	['two commas', '{"cdr":[1,,2]}'],
	['no comma between entries', '{"cdr":[{}{}]}'],
	['the wrong bracket after the list', '{"cdr":[1}}'],
	['the wrong bracket in an entry', '{"cdr":[{"a":1]}]}'],
	['a bracket too many', '{"cdr":[1]]}'],
	['an open string in an entry', '{"cdr":[{"a":"}]}'],
	['rubbish after the object', '{"cdr":[1]}x'],
	['a second object', '{"cdr":[1]}{"cdr":[2]}'],
	['no colon', '{"cdr"[1]}'],
	['no comma before the key', '{"a":1"cdr":[1]}'],
	['a trailing comma', '{"cdr":[1],}'],
	['a word', '{"cdr":[nul]}'],
	['a control character in a string', '{"cdr":["\u0001"]}'],
	['a byte order mark in the middle', '{"cdr":[\uFEFF1]}'],
	['two byte order marks', '\uFEFF\uFEFF{"cdr":[1]}'],
];

/** The first places where bytes can be split. */
const splits = (bytes: Buffer) => Array.from({ length: Math.min(bytes.length, 300) }, (_, at) => at);

describe('A reply', () => {
	test.each([...TEXTS, ...BROKEN])('with %s is read as JSON.parse reads it, split anywhere', (_what, text) => {
		const bytes = Buffer.from(text);
		expect(valueOf(text)).toEqual(expected(text));
		expect(splits(bytes).filter((at) => !isDeepStrictEqual(readChunks([bytes.subarray(0, at), bytes.subarray(at)]).value, expected(text)))).toEqual([]);
		expect(readChunks([...bytes].map((byte) => Buffer.of(byte))).value).toEqual(expected(text));
	});

	test.each(BROKEN)('with %s is not JSON', (_what, text) => expect(valueOf(text)).toBeUndefined());

	test.each(TEXTS.filter(([, text]) => isObject(parse(text))))('with %s is not JSON if it is cut off anywhere', (_what, text) => {
		const bytes = Buffer.from(text.trim());
		expect(splits(bytes).filter((end) => readChunks([bytes.subarray(0, end)]).value !== undefined)).toEqual([]);
	});

	test('is read as JSON.parse reads it, whatever it is and wherever it is split', () => {
		const json = fc.oneof(
			fc.json({ maxDepth: 4 }),
			fc.dictionary(fc.oneof(fc.constant('cdr'), fc.string()), fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue())).map((value) => JSON.stringify(value)),
			fc.array(fc.jsonValue(), { maxLength: 8 }).map((cdr) => JSON.stringify({ result: 0, cdr, error: 1 }, null, '\t')),
		);
		const damaged = fc.tuple(json, fc.nat(), fc.constantFrom('', ',', '[', ']', '{', '}', '"', '\\', '"cdr":[', '\u0000', ':')).map(([text, at, more]) => {
			const place = at % (text.length + 1);
			return text.slice(0, place) + more + text.slice(place + 1);
		});
		fc.assert(
			fc.property(fc.oneof(json, damaged), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }), (text, places) => {
				if (!isDeepStrictEqual(valueOf(text, places), expected(text))) throw new Error(`Not as JSON.parse reads it: ${text}`);
			}),
			{ numRuns: 1_000 },
		);
	});

	test('that is not UTF-8 is read as n8n reads it, with a replacement for what cannot be read', () => {
		const bytes = Buffer.concat([Buffer.from('{"cdr":[{"a":"'), Buffer.of(0xe2, 0x82, 0x22), Buffer.from('},"'), Buffer.of(0xff), Buffer.from('"]}')]);
		for (let at = 0; at < bytes.length; at++) {
			expect(readChunks([bytes.subarray(0, at), bytes.subarray(at)]).value).toEqual(JSON.parse(bytes.toString('utf8')));
		}
	});
});

/** A long list, with an entry of any size among others. */
const longText = (entries: number, pad: number) => `{"result":0,"cdr":[${Array.from({ length: entries }, (_, id) => JSON.stringify({ id, pad: 'é'.repeat(pad) })).join(',')}],"x":1}`;

describe('A long list', () => {
	test.each([1, 13, 4_096, 65_536, 10_000_000])('arrives whole and in order in chunks of %d bytes', (size) => {
		const text = longText(size === 1 ? 500 : 5_000, 100);
		const bytes = Buffer.from(text);
		const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
		expect(readChunks(chunks).value).toEqual(JSON.parse(text));
	});

	test('arrives whole if an entry is larger than a part', () => {
		const text = JSON.stringify({ cdr: [{ id: 1, pad: 'x'.repeat(70_000), last: [1, 2] }, { id: 2 }] });
		expect(readChunks([Buffer.from(text)]).value).toEqual(JSON.parse(text));
	});

	test('is handed on in small parts, however large the chunks are', () => {
		const parts: number[] = [];
		new ListStream('cdr', { begin: () => {}, add: (entries) => void parts.push(entries.length) }).write(Buffer.from(longText(5_000, 100)));
		expect(parts.length).toBeGreaterThan(10);
		expect(Math.max(...parts)).toBeLessThan(400);
	});

	test('is not JSON if nothing but spaces stands before a comma, however many', () => {
		expect(readChunks([Buffer.from(`{"result":0,"cdr":[${' '.repeat(70_000)},{"id":1}]}`)]).value).toBeUndefined();
	});

	test('is not read further after an entry that is not JSON', () => {
		const seen: unknown[] = [];
		const stream = new ListStream('cdr', { begin: () => {}, add: (entries) => void seen.push(...entries) });
		const pad = `"${'x'.repeat(70_000)}"`;
		for (const text of [`{"result":0,"cdr":[${pad},${pad},nul,${pad},${pad},{}]}`, '{"cdr":[{}]}', '{}']) stream.write(Buffer.from(text));
		expect(seen).toEqual([JSON.parse(pad), JSON.parse(pad)]);
		expect(parse(stream.text())).toBeUndefined();
	});
});

describe('What is too large', () => {
	const read = (...texts: string[]) => {
		const stream = new ListStream('cdr', { begin: () => {}, add: () => {} });
		for (const text of texts) stream.write(Buffer.from(text));
	};
	const partOf = (action: () => void) => {
		try {
			action();
		} catch (error) {
			return error instanceof TooLargeError ? error.part : error;
		}
		return undefined;
	};
	const block = 'x'.repeat(MAX_OUTSIDE_BYTES);

	test('is an entry of more than 16 MB, even if it never ends', () => {
		const blocks = Array.from({ length: MAX_ENTRY_BYTES / MAX_OUTSIDE_BYTES }, () => block);
		expect(partOf(() => read('{"cdr":["', ...blocks))).toBe('entry');
		expect(partOf(() => read('{"cdr":["', ...blocks.slice(2), '"]}'))).toBeUndefined();
		expect(partOf(() => read('{"cdr":[', ...blocks.flatMap((text) => [`"${text}",`, `"${text}",`]), '1]}'))).toBeUndefined();
	});

	test.each(['{"a":"', '{"cdr":[1],"a":"', '{"cdr":{"a":"'])('is more than 1 MB outside the list: %s', (start) => {
		expect(partOf(() => read(start, block))).toBe('outside');
		expect(partOf(() => read(start, block.slice(20), '"}'))).toBeUndefined();
	});
});
