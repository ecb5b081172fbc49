import { encodeLogin } from '../basic-auth.mts';
import { secretsInText, secretsInValue } from './canaries.mts';

const KEY = 'c4nary"Key/ä+&%<7>';
const secrets = { 'App Key': KEY, login: encodeLogin('app', KEY) };
const inText = (text: string | Buffer) => secretsInText(text, secrets);

describe('The search for secrets finds one', () => {
	test.each<[string, string]>([
		['as it is', `The key ${KEY} is wrong`],
		['in upper case', KEY.toUpperCase()],
		['reversed', [...KEY].reverse().join('')],
		['as JSON', JSON.stringify({ a: KEY })],
		['as JSON in JSON', JSON.stringify(JSON.stringify([KEY]))],
		['in a URL', `https://x.test/?key=${encodeURIComponent(KEY)}`],
		['in HTML', '<p>c4nary&quot;Key/ä+&amp;%&lt;7&gt;</p>'],
		['as base64', Buffer.from(KEY).toString('base64')],
		['as URL-safe base64', Buffer.from(`?${KEY}`).toString('base64url')],
		['as hexadecimal digits', Buffer.from(KEY).toString('hex')],
		['in a login of another user', encodeLogin('somebody@else.test', `${KEY}!`)],
		['in a login that is not at the start of its base64', Buffer.from(JSON.stringify({ k: KEY.replace('"', '') })).toString('base64') + KEY],
	])('%s', (_, text) => expect(inText(text)).toContain('App Key'));

	test('and the login, which contains the key', () => expect(inText(`Authorization: Basic ${secrets.login}`)).toEqual(['App Key', 'login']));

	test('in a file, between bytes that are not text', () => {
		expect(inText(Buffer.concat([Buffer.from([0, 255, 128]), Buffer.from(KEY), Buffer.from([254])]))).toEqual(['App Key']);
	});

	test('at any depth of a value, even where JSON does not look', () => {
		const circle: Record<string, unknown> = { deep: [[[{ a: { b: { c: { d: new Map([['k', KEY]]) } } } }]]] };
		circle.self = circle;
		expect(secretsInValue(circle, secrets)).toEqual(['App Key']);
		expect(secretsInValue(new Error('a', { cause: new Error('b', { cause: { [Symbol('s')]: KEY } }) }), secrets)).toEqual(['App Key']);
		expect(secretsInValue(Object.defineProperty({}, 'hidden', { value: KEY, enumerable: false }), secrets)).toEqual(['App Key']);
	});

	test.each(['', 'app', 'c4nary', 'The key is wrong', encodeLogin('app', 'another')])('but finds none in "%s"', (text) => expect(inText(text)).toEqual([]));
});
