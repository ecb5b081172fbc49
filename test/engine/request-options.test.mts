import type { INodeParameters } from 'n8n-workflow';

import { itemsOf, locator, useFixture } from './fixture.mts';
import { closeListeners, openListener } from './listener.mts';
import type { Carrier } from './node-types.mts';

const fixture = useFixture();
afterEach(closeListeners);

const CARRIERS: Carrier[] = ['customOperations', 'routing'];

describe.each(CARRIERS)('The Request Options that n8n adds to the node, carried by %s:', (carrier) => {
	const run = async (requestOptions: INodeParameters, count = 1) =>
		await fixture().run(
			{ resource: 'room', operation: 'get', roomId: locator('r1'), requestOptions },
			{ carrier, items: itemsOf(...Array.from({ length: count }, (_, index) => ({ index }))), onError: 'continueRegularOutput' },
		);

	test('Batching waits between two batches, so that one is over before the next', async () => {
		await fixture().control.settings({ latencyMs: 60 });
		await run({ batching: { batch: { batchSize: 2, batchInterval: 500 } } }, 5);
		const inFlight = (await fixture().control.requests()).map((request) => request.inFlight);
		expect(inFlight).toHaveLength(5);
		expect(Math.max(...inFlight)).toBe(2);
	});

	test('Proxy carries the requests, with its own login', async () => {
		const proxy = await openListener((_request, response) => response.end('{"result":0,"room":{"room_id":"r1"}}'));
		const { host } = new URL(proxy.origin);
		fixture().engine.useCredential({ baseUrl: 'http://api.invalid/video/v2' });
		const { items } = await run({ proxy: `http://user:pass@${host}` });
		expect(items).toMatchObject([{ json: { room_id: 'r1' } }]);
		expect(proxy.seen).toMatchObject([
			{ url: 'http://api.invalid/video/v2/rooms/r1', headers: { 'proxy-authorization': `Basic ${btoa('user:pass')}` } },
		]);
	});

	test('Proxy has to be an address', async () => {
		const { items, errorItems } = await run({ proxy: 'nowhere' });
		expect([...items, ...errorItems]).toHaveLength(1);
		expect(await fixture().control.requests()).toEqual([]);
	});

	test('Proxy may be another one for each item', async () => {
		const proxies = await Promise.all(['first', 'second'].map(async (name) => await openListener((_request, response) => response.end(`{"result":0,"room":{"room_id":"${name}"}}`))));
		fixture().engine.useCredential({ baseUrl: 'http://api.invalid/video/v2' });
		const items = itemsOf(...proxies.map(({ origin }) => ({ proxy: origin })));
		const outcome = await fixture().run({ resource: 'room', operation: 'get', roomId: locator('r1'), requestOptions: { proxy: '={{ $json.proxy }}' } }, { carrier, items });
		expect(outcome.items).toMatchObject([{ json: { room_id: 'first' } }, { json: { room_id: 'second' } }]);
	});

	test('Timeout ends a request that takes longer', async () => {
		const silent = await openListener(() => {});
		fixture().engine.useCredential({ baseUrl: silent.origin });
		const { items } = await run({ timeout: 100 });
		expect(items).toMatchObject([{ json: { error: expect.stringMatching(/did not answer in time$/) } }]);
	});
});
