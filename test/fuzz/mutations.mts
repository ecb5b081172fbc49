/** Mutations of JSON: any value in any place of a documented reply. */
import * as fc from 'fast-check';

/** A placeholder for what `JSON.stringify` cannot write; `expandPlaceholders` replaces it in the text. */
const placeholder = (kind: string, value: string | number) => `@fuzz:${kind}:${value}@`;

/** Values that tend to break readers of an API. Numbers that JavaScript cannot write are placeholders. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom<unknown>(null, '', ' ', '0', 'true', 'false', true, false, 0, 1, -1, 0.5, [], {}, [null], [[]], [{}], [0], '[object Object]x') },
	{ weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
	{ weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
	{ weight: 1, arbitrary: fc.constantFrom<unknown>(1e21, 2 ** 53, -(2 ** 31), 5e-324, 1.7976931348623157e308, placeholder('raw', '1e999'), placeholder('raw', '-1e999'), placeholder('raw', '-0'), placeholder('raw', '123456789012345678901234567890')) },
	{ weight: 1, arbitrary: fc.constantFrom<unknown>('__proto__', 'constructor', 'toString', { length: 3 }, { then: 1 }, { toString: 1 }, { toJSON: 'x' }, { url: { url: [] } }, { constructor: { name: 'x' } }) },
	{ weight: 1, arbitrary: fc.constantFrom<unknown>('2024-02-30T00:00:00Z', '0000-00-00', '9999-12-31T23:59:59Z', '275760-09-13', '2021-05-31 05:30:00', '2021-05-31', '+010000-01-01T00:00:00Z', '1969-12-31T23:59:59Z') },
	{ weight: 1, arbitrary: fc.constantFrom<unknown>('\u0000', '\u202E\u2066gnp.exe', '\uD800', '\uFEFF', 'a\r\nb: c', '<script>alert(1)</script>', '%2e%2e%2f', '../../x', 'https://127.0.0.1:1/?a=b#c', '{{ $json }}', '={{ $env }}') },
	{ weight: 1, arbitrary: fc.constantFrom(10, 500, 3_000).map((depth) => placeholder('deep', depth)) },
	{ weight: 1, arbitrary: fc.constantFrom(placeholder('long', 100_000), placeholder('wide', 3_000)) },
);

/** Replaces the placeholders in the text of a body. */
export const expandPlaceholders = (text: string): string =>
	text.replace(/"@fuzz:(raw|deep|long|wide):([^@"]*)@"/g, (_whole, kind: string, value: string) => {
		if (kind === 'raw') return value;
		const size = Number(value);
		if (kind === 'long') return `"${'x'.repeat(size)}"`;
		if (kind === 'wide') return `[${Array.from({ length: size }, () => '{}').join()}]`;
		return `${'{"a":['.repeat(size)}0${']}'.repeat(size)}`;
	});

const KEYS = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'length', 'error', 'status', 'message', 'result', 'json', 'binary', 'pairedItem', '', '0', 'a.b', 'then'];

export type Mutation = { where: number } & (
	| { what: 'replace' | 'add'; key: string; value: unknown }
	| { what: 'remove' | 'repeat' | 'into a list' | 'into an object' | 'as text' | 'as number' }
);

const where = fc.nat(10_000);

export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
	{ weight: 5, arbitrary: fc.record({ where, what: fc.constant('replace' as const), key: fc.constant(''), value: hostileJson }) },
	{ weight: 2, arbitrary: fc.record({ where, what: fc.constant('add' as const), key: fc.constantFrom(...KEYS), value: hostileJson }) },
	{ weight: 4, arbitrary: fc.record({ where, what: fc.constantFrom('remove' as const, 'repeat' as const, 'into a list' as const, 'into an object' as const, 'as text' as const, 'as number' as const) }) },
);

const copyOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null');

/** Sets a key to a copy of a value, including `__proto__`, as JSON.parse does. */
const put = (object: object, key: string, value: unknown) =>
	Object.defineProperty(object, key, { value: copyOf(value), writable: true, enumerable: true, configurable: true });

type Place = { parent: object; key: string };

/** Every place in a body, starting with the body itself. */
function placesOf(root: object): Place[] {
	const places: Place[] = [];
	const visit = (parent: object) => {
		for (const [key, value] of Object.entries(parent)) {
			places.push({ parent, key });
			if (typeof value === 'object' && value !== null) visit(value);
		}
	};
	visit(root);
	return places;
}

const add = (to: object, { key, value }: { key: string; value: unknown }) => void (Array.isArray(to) ? to.push(copyOf(value)) : put(to, key, value));

function apply(place: Place, change: Mutation): void {
	const { parent, key } = place;
	const value: unknown = Object.getOwnPropertyDescriptor(parent, key)?.value;
	switch (change.what) {
		case 'replace':
			return void put(parent, key, change.value);
		case 'add':
			return add(typeof value === 'object' && value !== null ? value : parent, change);
		case 'remove':
			if (Array.isArray(parent)) parent.splice(Number(key), 1);
			else Reflect.deleteProperty(parent, key);
			return;
		case 'repeat':
			if (Array.isArray(parent)) parent.push(copyOf(value));
			return;
		case 'into a list':
			return void put(parent, key, [value]);
		case 'into an object':
			return void put(parent, key, { value });
		case 'as text':
			return void put(parent, key, typeof value === 'string' ? ` ${value} ` : JSON.stringify(value));
		case 'as number':
			return void put(parent, key, typeof value === 'object' ? 0 : Number(value) || 0);
	}
}

/** A mutated copy of a body. */
export function mutate(body: unknown, changes: readonly Mutation[]): unknown {
	const root: { body: unknown } = { body: copyOf(body) };
	for (const change of changes) {
		const places = placesOf(root);
		if (places.length === 0) return null;
		apply(places[change.where % places.length], change);
	}
	return root.body;
}
