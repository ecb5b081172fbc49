/** Looks for secrets in the results of a run, in every form in which they may occur. */
import { inspect } from 'node:util';

/** Secrets, by the name under which a finding is reported. */
export type Secrets = Readonly<Record<string, string>>;

/**
 * The base64 of a secret within any longer text: at each of the three offsets in a group of three bytes,
 * without the characters that also depend on its neighbours.
 */
function base64Inside(secret: string): string[] {
	return [0, 1, 2].map((before) => {
		const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
		const whole = bytes.length - (bytes.length % 3);
		return bytes.subarray(0, whole).toString('base64').slice(before === 0 ? 0 : 4);
	});
}

/** A string as JSON escapes it, nested this many times. */
const escape = (text: string, times: number): string => (times === 0 ? text : escape(JSON.stringify(text).slice(1, -1), times - 1));
const reverse = (text: string) => [...text].reverse().join('');

/** A secret as it is, as escaped in JSON, URLs and HTML, as base64 in both alphabets, as hexadecimal digits, and reversed. */
export function formsOf(secret: string): string[] {
	const encoded = base64Inside(secret);
	const html = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
	const forms = [
		secret, reverse(secret), ...[1, 2, 3].map((times) => escape(secret, times)), encodeURIComponent(secret), encodeURI(secret), html,
		...encoded, ...encoded.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')), ...encoded.map(encodeURIComponent), ...encoded.map(reverse),
		Buffer.from(secret).toString('hex'),
	];
	// A few characters could occur in any text.
	return [...new Set(forms.map((form) => form.toLowerCase()))].filter(({ length }) => length > 5);
}

/** The names of the secrets that a text or a file contains, in any form. */
export function secretsInText(text: string | Buffer, secrets: Secrets): string[] {
	// Latin-1 keeps every byte of a file. UTF-8 text in it is searched as its bytes.
	const isFile = typeof text !== 'string';
	const haystack = (isFile ? text.toString('latin1') : text).toLowerCase();
	const inFile = (form: string) => Buffer.from(form).toString('latin1').toLowerCase();
	return Object.entries(secrets)
		.filter(([, secret]) => formsOf(secret).some((form) => haystack.includes(isFile ? inFile(form) : form)))
		.map(([name]) => name);
}

/** JSON as n8n would store it. Circular references are replaced, as n8n's own serializer does. */
function toJson(value: unknown): string {
	const above: object[] = [];
	const text: string | undefined = JSON.stringify(value, function replace(this: object, _key, part: unknown) {
		while (above.length > 0 && above.at(-1) !== this) above.pop();
		if (typeof part !== 'object' || part === null) return part;
		if (above.includes(part)) return '[circular]';
		above.push(part);
		return part;
	});
	return text ?? '';
}

/** The same for any value: as JSON, and including everything that JSON omits. */
export function secretsInValue(value: unknown, secrets: Secrets): string[] {
	const written = inspect(value, { depth: Infinity, showHidden: true, getters: true, maxArrayLength: null, maxStringLength: null, breakLength: Infinity });
	return secretsInText(`${written}\n${toJson(value)}`, secrets);
}
