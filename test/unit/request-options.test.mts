import { readTransport, spaceOut } from '../../nodes/EnableXVideo/requestOptions';
import { fakeContext, refusalOf } from './fakes.mts';

const read = (requestOptions: Parameters<typeof readTransport>[1]) => readTransport(fakeContext(), requestOptions);

describe('The Request Options of the node', () => {
	test('give five minutes and nothing else when they are empty', () => {
		expect(read({})).toEqual({ timeout: 300_000 });
		expect(read({ proxy: '', timeout: 0, allowUnauthorizedCerts: false })).toEqual({ timeout: 300_000 });
	});

	test('hand on Timeout and Ignore SSL Issues', () => {
		expect(read({ timeout: 10_000, allowUnauthorizedCerts: true })).toEqual({ timeout: 10_000, skipSslCertificateValidation: true });
	});

	test.each([
		['http://myproxy:3128', { host: 'myproxy', port: 3128, protocol: 'http' }],
		['http://myproxy', { host: 'myproxy', port: 80, protocol: 'http' }],
		['https://myproxy', { host: 'myproxy', port: 443, protocol: 'https' }],
		['http://us%40er:pa%3Ass@10.0.0.1:8080/', { host: '10.0.0.1', port: 8080, protocol: 'http', auth: { username: 'us@er', password: 'pa:ss' } }],
	])('take the proxy %s', (proxy, expected) => expect(read({ proxy }).proxy).toEqual(expected));

	test.each([
		[1000.5, 1001],
		[3e9, 2 ** 31 - 1],
	])('take a Timeout of %d ms for one that a timer can keep', (timeout, expected) => expect(read({ timeout })).toEqual({ timeout: expected }));

	test.each(['nowhere', 'myproxy:3128', 'http://', 7, 'http://u:50%off@myproxy:1', 'http://u:%ff@myproxy:1'])('refuse the proxy %p', (proxy) => {
		expect(refusalOf(() => read({ proxy })).message).toBe('Proxy is not an address');
	});

	test('let all items start at once without Batching', async () => {
		const mayStart = spaceOut({}, undefined);
		await Promise.all([0, 1, 2].map(mayStart));
	});

	test('end the pause between two batches when the execution is stopped', async () => {
		const controller = new AbortController();
		const mayStart = spaceOut({ batching: { batch: { batchSize: 1, batchInterval: 3_600_000 } } }, controller.signal);
		await mayStart(0);
		const second = mayStart(1);
		controller.abort();
		await expect(second).rejects.toThrow('The execution was stopped');
	});
});
