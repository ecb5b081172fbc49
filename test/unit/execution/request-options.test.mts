import type { IDataObject } from 'n8n-workflow';

import { readTransport, createBatchGate } from '../../../nodes/EnableXVideo/execution/requestOptions';
import { fakeContext, refusalOf } from '../../lib/fakes.mts';

const read = (requestOptions: Parameters<typeof readTransport>[1]) => readTransport(fakeContext(), requestOptions);

describe('The Request Options of the node', () => {
	test('are only a timeout of five minutes if they are empty', () => {
		expect(read({})).toEqual({ timeout: 300_000 });
		expect(read({ proxy: '', timeout: 0, allowUnauthorizedCerts: false })).toEqual({ timeout: 300_000 });
	});

	test('include Timeout and Ignore SSL Issues', () => {
		expect(read({ timeout: 10_000, allowUnauthorizedCerts: true })).toEqual({ timeout: 10_000, skipSslCertificateValidation: true });
	});

	test.each([
		['http://myproxy:3128', { host: 'myproxy', port: 3128, protocol: 'http' }],
		['http://myproxy', { host: 'myproxy', port: 80, protocol: 'http' }],
		['https://myproxy', { host: 'myproxy', port: 443, protocol: 'https' }],
		['http://us%40er:pa%3Ass@10.0.0.1:8080/', { host: '10.0.0.1', port: 8080, protocol: 'http', auth: { username: 'us@er', password: 'pa:ss' } }],
	])('accept the proxy %s', (proxy, expected) => expect(read({ proxy }).proxy).toEqual(expected));

	test.each([
		[1000.5, 1001],
		[3e9, 2 ** 31 - 1],
	])('adjust a Timeout of %d ms to what a timer supports', (timeout, expected) => expect(read({ timeout })).toEqual({ timeout: expected }));

	test.each([undefined, null, '', 0, '0'])('take %p as Timeout for none of its own', (timeout) => expect(read({ timeout })).toEqual({ timeout: 300_000 }));

	test.each([-5, '-1', 'soon', {}])('reject the Timeout %p', (timeout) => {
		expect(refusalOf(() => read({ timeout })).message).toBe('Timeout has to be a number of milliseconds of at least 0');
	});

	test.each(['nowhere', 'myproxy:3128', 'http://', 7, 'http://u:50%off@myproxy:1', 'http://u:%ff@myproxy:1', 'http://50%off:p@myproxy:1', 'http://%ff@myproxy:1'])('reject the proxy %p', (proxy) => {
		expect(refusalOf(() => read({ proxy })).message).toBe('Proxy is not a valid URL');
	});

	test('name the user of a proxy who has no password', () => {
		expect(read({ proxy: 'http://us%25er@myproxy' }).proxy).toEqual({ host: 'myproxy', port: 80, protocol: 'http', auth: { username: 'us%er', password: '' } });
	});

	test('do not take a text for Ignore SSL Issues, which is insecure', () => {
		expect(read({ allowUnauthorizedCerts: 'false' })).toEqual({ timeout: 300_000 });
	});
});

describe('Batching', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	/** When each of some items may start, in milliseconds. */
	async function startsOf(batching: IDataObject, items: number): Promise<number[]> {
		const mayStart = createBatchGate(batching, undefined);
		const starts: number[] = [];
		const begin = performance.now();
		const starting = Array.from({ length: items }, async (_, index) => {
			await mayStart(index);
			starts[index] = performance.now() - begin;
		});
		await jest.runAllTimersAsync();
		await Promise.all(starting);
		return starts;
	}

	const batches = (batch: IDataObject) => ({ batching: { batch } });

	test.each<[what: string, options: IDataObject, starts: number[]]>([
		['there is none', {}, [0, 0, 0, 0]],
		['there is no pause', batches({ batchSize: 2, batchInterval: 0 }), [0, 0, 0, 0]],
		['it is empty', batches({}), [0, 0, 0, 0]],
		['a batch is one item', batches({ batchSize: 1, batchInterval: 700 }), [0, 700, 1400, 2100]],
		['a batch is two items', batches({ batchSize: 2, batchInterval: 700 }), [0, 0, 700, 700, 1400]],
		['numbers come as texts', batches({ batchSize: '2', batchInterval: '700' }), [0, 0, 700, 700, 1400]],
		['the size is missing', batches({ batchInterval: 700 }), [0, 700, 1400]],
		['the size is -1', batches({ batchSize: -1, batchInterval: 700 }), [0, 700, 1400]],
	])('lets items start when it should: when %s', async (_what, options, starts) => {
		expect(await startsOf(options, starts.length)).toEqual(starts);
	});

	test('ends its pause when the execution is stopped', async () => {
		const controller = new AbortController();
		const mayStart = createBatchGate(batches({ batchSize: 1, batchInterval: 3_600_000 }), controller.signal);
		await mayStart(0);
		const second = expect(mayStart(1)).rejects.toThrow('The execution was stopped');
		controller.abort();
		await jest.advanceTimersByTimeAsync(200);
		await second;
	});
});
