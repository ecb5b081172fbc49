import { parseUrl } from '../../../nodes/shared/utils/parseUrl';

describe('A URL', () => {
	test('with an umlaut is valid, however often it is parsed', () => {
		const text = 'https://b\u00fccher.example/a.mp4';
		for (let times = 0; times < 100_000; times++) {
			if (parseUrl(text)?.host !== 'xn--bcher-kva.example') throw new Error(`It was invalid at attempt ${times + 1}`);
		}
	});

	test.each(['', 'files.example', '/a.mp4', 'https://', 'http://a b/'])('that is %p is invalid', (text) => {
		expect(parseUrl(text)).toBeUndefined();
	});

	test('may be relative to another URL', () => {
		expect(parseUrl('/b.mp4', 'https://files.example/a.mp4')?.href).toBe('https://files.example/b.mp4');
	});
});
