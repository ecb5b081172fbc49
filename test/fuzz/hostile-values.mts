/** Values that no field expects, but that hand-made workflows, expressions and language models produce. */
import * as fc from 'fast-check';
import { DateTime } from 'luxon';

const paths = fc.constantFrom(
	'..', '.', '../rooms', '%2e%2e', '%2e%2e%2frooms', '..%2f..', '/', '\\', '..\\rooms', 'a/b', 'a?b=c', 'a#b', '?', '#', '//127.0.0.1:1/a', 'https://127.0.0.1:1/rooms/a',
	'http://127.0.0.1:1', 'a%00b', 'a;b', 'a b', ' a ', 'a\tb', 'a\r\nHost: 127.0.0.1', ':roomId', '{{roomId}}', '$&', '*', '~', 'a.b', 'a..b', '.a', 'a.', '-', '_', 'ä', '١٢٣', 'ａ',
);
const texts = fc.constantFrom(
	'', ' ', '\n', '\u0000', '\u0007bell', '\u202Eexe.gpj', '\u2066a\u2069', '\uFEFFa', '\uD800', 'a\uDC00', '👩‍👩‍👧', 'null', 'undefined', 'true', 'false', 'NaN', 'Infinity',
	'0', '-0', '-1', '1e3', '0x10', '1_000', ' 60 ', '60.5', '9007199254740993', '1e400', '{}', '[]', '{"a":1}', '"a"', '{"a":', '<b>a</b>', "' OR 1=1", '${1}', '__proto__', 'constructor', 'toString', 'hasOwnProperty',
);
const times = fc.constantFrom(
	'2031-07-01T09:00:00', '2031-07-01', '2031-07-01T09:00:00+25:00', '2031-02-30', '24:00', '2031', '20310701', '2031-W01', '1e12', '9999-12-31T23:59:59Z', '+275760-09-13', '0000-01-01', 'Tue, 01 Jul 2031 09:00:00 GMT', '2031-07-01T09:00:00[Europe/Berlin]',
);
const long = fc.constantFrom(1_000, 100_000, 1_000_000).chain((length) => fc.constantFrom('x', ' ', '9', '/', '\u202E', '{', '2031-07-01 ').map((part) => new LongText(part, length)));
const numbers = fc.constantFrom<unknown>(NaN, Infinity, -Infinity, -0, 0, 1, -1, 0.5, 60, 1e21, 1e308, 2 ** 53, -(2 ** 31), 5e-324, 1_900_000_000_000, BigInt(10));
const structures = fc.constantFrom<unknown>(
	null, undefined, true, false, [], {}, [[]], [null], ['a'], [60], { a: 1 }, { length: 1 }, { toString: 1 }, { valueOf: 1 }, { toJSON: 1 }, { then: 1 }, { constructor: 'Acme' },
	JSON.parse('{"__proto__":{"polluted":true}}'), JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'), { isLuxonDateTime: true, ts: 1e300 }, { isLuxonDateTime: true }, { prototype: 1, a: { constructor: 2 } },
);
const moments = fc.constantFrom<unknown>(
	new Date('2031-07-01T09:00:00Z'), new Date(NaN), new Date(8.64e15), DateTime.fromISO('2031-07-01T09:00:00'), DateTime.invalid('soon'), DateTime.fromISO('2031-07-01', { zone: 'Asia/Kathmandu' }),
);
const deep = fc.constantFrom(50, 500).map((depth) => new DeepObject(depth));

/** Resource locators that no editor produces: without the marker, with unknown modes, with invalid values. */
const locators = fc.record(
	{
		__rl: fc.constantFrom<unknown>(true, false, 'true'),
		mode: fc.constantFrom<unknown>('id', 'list', 'url', 'name', '', '__proto__', null, 1, {}),
		value: fc.oneof(paths, texts, structures, numbers, fc.constantFrom<unknown>('r1', 'https://acme.yourvideo.live/r1', 'https://acme.yourvideo.live/host/Li4vcm9vbXMtYXBw', 'https://acme.yourvideo.live/..%2f..', 'javascript:alert(1)//r1', { __rl: true, mode: 'id', value: '../rooms' })),
		cachedResultName: fc.constant('Weekly'),
		__regex: fc.constantFrom('.*', '(', '^(a+)+$'),
	},
	{ requiredKeys: ['value'] },
);

/** A long text that prints short in a counterexample. */
export class LongText {
	constructor(readonly part: string, readonly length: number) {}
	toString = () => this.part.repeat(Math.ceil(this.length / this.part.length)).slice(0, this.length);
}

/** A deeply nested object that prints short in a counterexample. */
export class DeepObject {
	constructor(readonly depth: number) {}
	build(): unknown {
		let value: unknown = 0;
		for (let level = 0; level < this.depth; level++) value = { a: value };
		return value;
	}
}

/** The actual value behind a `LongText` or `DeepObject`. */
export const expand = (value: unknown): unknown => (value instanceof LongText ? value.toString() : value instanceof DeepObject ? value.build() : value);

export const HOSTILE: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
	'path tricks': paths,
	'odd texts': fc.oneof(texts, fc.string({ unit: 'binary', maxLength: 20 })),
	'odd times': times,
	'long texts': long,
	'numbers': numbers,
	'objects and lists': structures,
	'dates of expressions': moments,
	'deep objects': deep,
	'locators by hand': locators,
};
