import type { INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { MEETING_DOMAIN, useFixture } from '../../lib/engine/fixture.mts';
import { secretsIn } from '../../lib/engine/secrets.mts';
import { closedOrigin } from '../../lib/listener.mts';
import { parametersOf } from '../../lib/operations/index.mts';

const fixture = useFixture();

/** The result that the editor gets for the list of the Room field. */
async function search(filter?: string, paginationToken?: string): Promise<INodeListSearchResult> {
	const getRooms = fixture().engine.nodeType.methods?.listSearch?.searchRooms;
	if (!getRooms) throw new Error('The node has no list search searchRooms');
	return await getRooms.call(fixture().engine.listSearchContext(parametersOf('room.get')), filter, paginationToken);
}

/** All pages, as loaded by scrolling to the end. */
async function searchAll(filter?: string): Promise<INodeListSearchItems[][]> {
	const pages: INodeListSearchItems[][] = [];
	let token: string | undefined;
	do {
		const page = await search(filter, token);
		pages.push(page.results);
		token = page.paginationToken === undefined ? undefined : String(page.paginationToken);
	} while (token !== undefined && pages.length < 100);
	return pages;
}

const namesOf = (items: INodeListSearchItems[]) => items.map(({ name }) => name);

describe('The list of the Room field', () => {
	test('shows the name of each room, with its owner and guest link, and saves its ID', async () => {
		const { room_id } = await fixture().createRoom({ name: 'Weekly', ownerRef: 'deal-1' });
		expect(await search()).toEqual({
			results: [{ name: 'Weekly', value: room_id, description: 'deal-1', url: `https://${MEETING_DOMAIN}/${room_id}` }],
			paginationToken: undefined,
		});
	});

	test('adds the ID to the names of rooms with the same name, and to no others', async () => {
		const one = await fixture().createRoom({ name: 'Stand-up', ownerRef: 'team-1' });
		const two = await fixture().createRoom({ name: 'Stand-up', ownerRef: 'team-2' });
		await fixture().createRoom({ name: 'Stand-up of all', ownerRef: 'team-3' });
		const expected = ['Stand-up of all', `Stand-up (${one.room_id})`, `Stand-up (${two.room_id})`];
		expect(namesOf((await search()).results).sort()).toEqual(expected.sort());
		expect(namesOf((await search('team-2')).results)).toEqual([`Stand-up (${two.room_id})`]);
	});

	test('pages through 3,000 rooms, each room once, to the end', async () => {
		const { roomIds } = await fixture().control.seedRooms({ count: 3000 });
		const pages = await searchAll();
		expect(pages.map((page) => page.length)).toEqual(Array.from({ length: 30 }, () => 100));
		expect(new Set(pages.flat().map(({ value }) => value))).toEqual(new Set(roomIds));
	});

	test('finds rooms by any words of their name, owner or ID, on any page', async () => {
		await fixture().control.seedRooms({ count: 3000 });
		const { room_id } = await fixture().createRoom({ name: 'Quarterly Review', ownerRef: 'deal-77' });
		for (const words of ['quarterly', 'REVIEW quart', 'deal-77', room_id, ' review  deal-77 ']) {
			expect(namesOf((await search(words)).results)).toEqual(['Quarterly Review']);
		}
		expect(await search('nothing like it')).toEqual({ results: [], paginationToken: undefined });
	});

	test('pages through the results of a search', async () => {
		await fixture().control.seedRooms({ count: 150, namePrefix: 'Sales' });
		await fixture().control.seedRooms({ count: 150, namePrefix: 'Support' });
		const pages = await searchAll('sales');
		expect(pages.map((page) => page.length)).toEqual([100, 50]);
		expect(namesOf(pages.flat()).every((name) => name.startsWith('Sales'))).toBe(true);
	});

	test('shows the newest room first', async () => {
		const { control } = fixture();
		for (const [name, now] of [['second', '2031-07-02'], ['third', '2031-07-03'], ['first', '2031-07-01']]) {
			await control.setClock({ now: `${now}T09:00:00Z`, frozen: true });
			await fixture().createRoom({ name });
		}
		expect(namesOf((await search()).results)).toEqual(['third', 'second', 'first']);
	});

	test('shows a room without a name by its ID, and hides a room without an ID', async () => {
		const rooms = [{ room_id: 'r1' }, { name: 'Without an ID' }, { room_id: 42, name: 'Number' }];
		await fixture().control.faults.add({ kind: 'body', body: { result: 0, rooms } });
		expect((await search()).results.map(({ name, value }) => [name, value])).toEqual([['r1', 'r1'], ['Number', '42']]);
	});

	test.each(['array', 'null', 'missing'] as const)('is empty if there are no rooms, sent as %s', async (emptyLists) => {
		await fixture().control.settings({ emptyLists });
		expect(await search()).toEqual({ results: [], paginationToken: undefined });
	});

	test("shows the API's message if it rejects the request, instead of an empty list", async () => {
		fixture().engine.useCredential({ appKey: 'wrong' });
		await expect(search()).rejects.toMatchObject({ message: 'Application not found', description: expect.stringContaining('Check App ID and App Key') });
	});

	test('reports a broken connection, without a secret', async () => {
		await fixture().control.faults.add({ kind: 'drop' });
		const error: unknown = await search().catch((problem: unknown) => problem);
		expect(error).toMatchObject({ message: `The host ${new URL(fixture().sandbox.origin).host} closed the connection unexpectedly` });
		expect(secretsIn(fixture(), [error])).toEqual([]);
	});

	test('reports the host that refused the connection, without a secret', async () => {
		const origin = await closedOrigin();
		fixture().engine.useCredential({ baseUrl: `${origin}/video/v2` });
		const error: unknown = await search().catch((problem: unknown) => problem);
		expect(error).toMatchObject({ message: `The host ${new URL(origin).host} refused the connection` });
		expect(secretsIn(fixture(), [error])).toEqual([]);
	});
});
