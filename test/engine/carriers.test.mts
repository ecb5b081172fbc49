import type { INodeParameters } from 'n8n-workflow';

import { callsEndingAt } from './calls.mts';
import { download, recordedFile } from './downloads.mts';
import { itemsOf, locator, useFixture } from './fixture.mts';
import type { Carrier } from './node-types.mts';
import type { RunOptions } from './engine.mts';

const fixture = useFixture();

const roomOfItem = locator('={{ $json.room }}');
const DAYS = { from: '2024-03-10T00:00:00Z', to: '2024-03-11T00:00:00Z' };

/** Everything that the node does, each with input that differs from item to item. */
const CASES: Array<[what: string, parameters: INodeParameters, options?: Partial<RunOptions>]> = [
	['Create Room', { resource: 'room', operation: 'create', name: '=Room {{ $itemIndex }}', ownerRef: 'deal', additionalFields: { knock: true } }],
	['Get Room', { resource: 'room', operation: 'get', roomId: roomOfItem }],
	['Get Many Rooms', { resource: 'room', operation: 'getAll', limit: 3, filters: { ownerRef: 'deal-1' } }],
	['Update Room', { resource: 'room', operation: 'update', roomId: roomOfItem, updateFields: { name: '={{ $itemIndex }}' } }],
	['Delete Room', { resource: 'room', operation: 'delete', roomId: roomOfItem }],
	['Create Token', { resource: 'token', operation: 'create', roomId: roomOfItem, name: 'Ann', role: 'viewer', userRef: '=u-{{ $itemIndex }}' }],
	['Get Many Users', { resource: 'user', operation: 'getAll', roomId: roomOfItem }],
	['Get Many Dial-In Numbers', { resource: 'dialIn', operation: 'getAll', options: { includeSipAccount: false } }],
	...['cdr', 'archive'].flatMap((resource): typeof CASES => [
		[`Get Many of ${resource} by a conference number`, { resource, operation: 'getAll', findBy: 'conference', conferenceNumber: '={{ $json.conference }}' }],
		[`Get Many of ${resource} by a period`, { resource, operation: 'getAll', findBy: 'period', ...DAYS }],
		[`Get Many of ${resource} by a room`, { resource, operation: 'getAll', findBy: 'room', roomId: roomOfItem, simplify: false }],
		[`Get Many of ${resource} by a room and a period`, { resource, operation: 'getAll', findBy: 'roomAndPeriod', roomId: roomOfItem, ...DAYS }],
		[`Get Many of ${resource} by what it does not know`, { resource, operation: 'getAll', findBy: 'moon' }],
	]),
	['Download', download('={{ $json.file }}', { options: { fileName: 'a.mp4' } })],
	['a room that there is not', { resource: 'room', operation: 'get', roomId: locator('={{ $itemIndex === 1 ? "none" : $json.room }}') }],
	['input that is refused', { resource: 'room', operation: 'get', roomId: locator('={{ $itemIndex === 0 ? "../a" : $json.room }}') }],
	['Continue On Fail', { resource: 'room', operation: 'get', roomId: locator('={{ $itemIndex === 0 ? "none" : $json.room }}') }, { onError: 'continueRegularOutput' }],
	['its error output', { resource: 'room', operation: 'get', roomId: locator('={{ $itemIndex === 0 ? "a/b" : $json.room }}') }, { onError: 'continueErrorOutput' }],
	['an operation that there is not', { resource: 'room', operation: 'burn' }],
	['a resource that there is not', { resource: 'constructor', operation: 'name' }],
	['another timeout', { resource: 'room', operation: 'get', roomId: roomOfItem, requestOptions: { timeout: 5000 } }],
];

/** The same with what differs each time taken out: IDs, times, tokens and ports. */
const settled = (value: unknown): unknown => {
	const text = JSON.stringify(value, (key, part: unknown) => (key === 'token' ? '(token)' : part));
	return JSON.parse(text.replace(/[A-Za-z0-9=]{20,}|\d{4}-\d{2}-\d{2}T[\d:.]+Z|127\.0\.0\.1:\d+/g, '…'));
};

/** Runs a case in a world of its own, and gives all that a user or EnableX could notice. */
async function play(carrier: Carrier, parameters: INodeParameters, options: Partial<RunOptions>) {
	await fixture().reset();
	const { control } = fixture();
	const rooms = [await fixture().createRoom(), await fixture().createRoom()];
	const sessions = await callsEndingAt(control, rooms[1].room_id, ['2024-03-10T10:00:00Z', '2024-03-10T11:00:00Z']);
	const file = await recordedFile(fixture());
	await control.clearRequests();
	const items = itemsOf(...rooms.map(({ room_id: room }, index) => ({ room, file, conference: sessions[index].confNum })));
	const outcome = await fixture().run(parameters, { ...options, items, carrier });
	const requests = (await control.requests()).map(({ method, url, headers, body, listener }) => ({ method, url, headers, body, listener }));
	// Which of two requests under way at once comes first is nobody's business.
	requests.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
	const { error } = outcome;
	return settled({
		items: outcome.items.map(({ binary, ...item }) => ({ ...item, files: Object.entries(binary ?? {}).map(([name, { fileName, mimeType }]) => [name, fileName, mimeType]) })),
		errorItems: outcome.errorItems,
		error: error && { name: error.name, message: error.message, description: error.description, item: error.context.itemIndex, run: error.context.runIndex },
		requests,
	});
}

describe('The routing is the one description of each request: n8n\'s RoutingNode and the node\'s own operations do the same', () => {
	test.each(CASES)('for %s', async (_what, parameters, options = {}) => {
		const routed = await play('routing', parameters, options);
		expect(await play('customOperations', parameters, options)).toEqual(routed);
		expect(routed).toMatchObject({ items: expect.any(Array), requests: expect.any(Array) });
	});

	test('and every operation is there', () => {
		const { description, customOperations = {} } = fixture().engine.nodeType;
		const menus = description.properties.filter(({ name }) => name === 'operation');
		const declared = menus.flatMap(({ displayOptions, options = [] }) =>
			options.map((option) => `${String(displayOptions?.show?.resource?.[0])} ${'value' in option ? option.value : ''}`),
		);
		const own = Object.entries(customOperations).flatMap(([resource, operations]) => Object.keys(operations).map((name) => `${resource} ${name}`));
		expect(own.sort()).toEqual(declared.sort());
		expect(own).toHaveLength(11);
	});
});
