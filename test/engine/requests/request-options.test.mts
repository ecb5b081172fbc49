import type { INodeParameters } from 'n8n-workflow';

import { basicAuth } from '../../lib/basic-auth.mts';
import { itemsOf, useFixture } from '../../lib/engine/fixture.mts';
import { closeListeners, openListener } from '../../lib/listener.mts';
import { parametersIn, parametersOf } from '../../lib/operations/index.mts';
import type { Carrier } from '../../lib/engine/node-types.mts';

const fixture = useFixture();
afterEach(closeListeners);

const CARRIERS: Carrier[] = ['customOperations', 'routing'];

describe.each(CARRIERS)('The Request Options that n8n adds to the node, run by %s:', (carrier) => {
	const run = async (requestOptions: INodeParameters, count = 1) =>
		await fixture().run(
			parametersOf('room.get', { requestOptions }),
			{ carrier, items: itemsOf(...Array.from({ length: count }, (_, index) => ({ index }))), onError: 'continueRegularOutput' },
		);

	test('Batching waits between batches, so that one has finished before the next starts', async () => {
		await fixture().control.settings({ latencyMs: 60 });
		await run({ batching: { batch: { batchSize: 2, batchInterval: 500 } } }, 5);
		const inFlight = (await fixture().control.requests()).map((request) => request.inFlight);
		expect(inFlight).toHaveLength(5);
		expect(Math.max(...inFlight)).toBe(2);
	});

	test('Proxy receives the requests, with its own login', async () => {
		const proxy = await openListener((_request, response) => response.end('{"result":0,"room":{"room_id":"r1"}}'));
		const { host } = new URL(proxy.origin);
		fixture().engine.useCredential({ baseUrl: 'http://api.invalid/video/v2' });
		const { items } = await run({ proxy: `http://user:pass@${host}` });
		expect(items).toMatchObject([{ json: { room_id: 'r1' } }]);
		expect(proxy.seen).toMatchObject([
			{ url: 'http://api.invalid/video/v2/rooms/r1', headers: { 'proxy-authorization': basicAuth('user', 'pass') } },
		]);
	});

	test('Proxy must be a URL', async () => {
		const { items, errorItems } = await run({ proxy: 'nowhere' });
		expect([...items, ...errorItems]).toHaveLength(1);
		expect(await fixture().control.requests()).toEqual([]);
	});

	test('Proxy may differ for each item', async () => {
		const proxies = await Promise.all(['first', 'second'].map(async (name) => await openListener((_request, response) => response.end(`{"result":0,"room":{"room_id":"${name}"}}`))));
		fixture().engine.useCredential({ baseUrl: 'http://api.invalid/video/v2' });
		const items = itemsOf(...proxies.map(({ origin }) => ({ proxy: origin })));
		const outcome = await fixture().run(parametersOf('room.get', { requestOptions: { proxy: '={{ $json.proxy }}' } }), { carrier, items });
		expect(outcome.items).toMatchObject([{ json: { room_id: 'first' } }, { json: { room_id: 'second' } }]);
	});

	test('Timeout aborts a request that takes longer', async () => {
		const silent = await openListener(() => {});
		fixture().engine.useCredential({ baseUrl: silent.origin });
		const { items } = await run({ timeout: 100 });
		expect(items).toMatchObject([{ json: { error: expect.stringMatching(/did not answer in time$/) } }]);
	});
});

test('A Request Option whose expression fails affects only its item', async () => {
	const { room_id: room } = await fixture().createRoom();
	const requestOptions = { timeout: '={{ $itemIndex === 0 ? $("Nobody").item.json.timeout : 5000 }}' };
	const parameters = parametersIn('room.delete', room, { requestOptions });
	const { items, errorItems } = await fixture().run(parameters, { items: itemsOf({}, {}), onError: 'continueErrorOutput' });
	expect(errorItems).toMatchObject([{ json: { error: expect.any(String) }, pairedItem: { item: 0 } }]);
	expect(items).toMatchObject([{ json: { deleted: true }, pairedItem: { item: 1 } }]);
});
