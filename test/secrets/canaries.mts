/** Looks for secrets in whatever a run has left, in each form in which one may have come there. */
import { inspect } from 'node:util';

/** Secrets by the name that a finding is reported under. */
export type Secrets = Readonly<Record<string, string>>;

/** The value of the Authorization header without its scheme. */
export const basic = (username: string, password: string): string => Buffer.from(`${username}:${password}`).toString('base64');

/**
 * The base64 of a secret inside of any longer text: at each of the three places in a group of four
 * letters, without the letters that its neighbours have a part in.
 */
function base64Inside(secret: string): string[] {
	return [0, 1, 2].map((before) => {
		const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
		const whole = bytes.length - (bytes.length % 3);
		return bytes.subarray(0, whole).toString('base64').slice(before === 0 ? 0 : 4);
	});
}

/** A text as JSON writes it, in JSON in JSON, so many times. */
const escape = (text: string, times: number): string => (times === 0 ? text : escape(JSON.stringify(text).slice(1, -1), times - 1));
const reverse = (text: string) => [...text].reverse().join('');

/** A secret as it is, and as JSON, an address, HTML, base64 of two alphabets or hexadecimal digits would write it, also backwards. */
export function formsOf(secret: string): string[] {
	const encoded = base64Inside(secret);
	const html = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
	const forms = [
		secret, reverse(secret), ...[1, 2, 3].map((times) => escape(secret, times)), encodeURIComponent(secret), encodeURI(secret), html,
		...encoded, ...encoded.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')), ...encoded.map(encodeURIComponent), ...encoded.map(reverse),
		Buffer.from(secret).toString('hex'),
	];
	// A few letters are in any text.
	return [...new Set(forms.map((form) => form.toLowerCase()))].filter(({ length }) => length > 5);
}

/** The names of the secrets that a text or a file has in it, in whatever form. */
export function secretsInText(text: string | Buffer, secrets: Secrets): string[] {
	// Latin-1 keeps every byte of a file; texts that are UTF-8 in it are looked for as such.
	const isFile = typeof text !== 'string';
	const haystack = (isFile ? text.toString('latin1') : text).toLowerCase();
	const inFile = (form: string) => Buffer.from(form).toString('latin1').toLowerCase();
	return Object.entries(secrets)
		.filter(([, secret]) => formsOf(secret).some((form) => haystack.includes(isFile ? inFile(form) : form)))
		.map(([name]) => name);
}

/** JSON as n8n would store it; circles are what n8n's own serialiser takes care of. */
function toJson(value: unknown): string {
	const above: object[] = [];
	const text: string | undefined = JSON.stringify(value, function replace(this: object, _key, part: unknown) {
		while (above.length > 0 && above.at(-1) !== this) above.pop();
		if (typeof part !== 'object' || part === null) return part;
		if (above.includes(part)) return '[circle]';
		above.push(part);
		return part;
	});
	return text ?? '';
}

/** The same for any value, whatever hangs on it: as JSON, and with all that JSON leaves out. */
export function secretsInValue(value: unknown, secrets: Secrets): string[] {
	const written = inspect(value, { depth: Infinity, showHidden: true, getters: true, maxArrayLength: null, maxStringLength: null, breakLength: Infinity });
	return secretsInText(`${written}\n${toJson(value)}`, secrets);
}
