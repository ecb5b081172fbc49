import { parseAddress } from '../../nodes/shared/addresses';

describe('An address', () => {
	test('with an umlaut is one, however often it is read', () => {
		const text = 'https://b\u00fccher.example/a.mp4';
		for (let times = 0; times < 100_000; times++) {
			if (parseAddress(text)?.host !== 'xn--bcher-kva.example') throw new Error(`It was none at the ${times + 1}th time`);
		}
	});

	test.each(['', 'files.example', '/a.mp4', 'https://', 'http://a b/'])('is not %p', (text) => {
		expect(parseAddress(text)).toBeUndefined();
	});

	test('may be completed by that of another page', () => {
		expect(parseAddress('/b.mp4', 'https://files.example/a.mp4')?.href).toBe('https://files.example/b.mp4');
	});
});
