import type { INodeParameters } from 'n8n-workflow';

import { callsEndingAt } from '../../lib/engine/calls.mts';
import { download, recordedFile } from '../../lib/engine/downloads.mts';
import { itemsOf, useFixture } from '../../lib/engine/fixture.mts';
import type { Carrier } from '../../lib/engine/node-types.mts';
import type { RunOptions } from '../../lib/engine/engine.mts';
import { OPERATION_IDS, operationOf, parametersIn, parametersOf } from '../../lib/operations/index.mts';
import { locator } from '../../lib/operations/locator.mts';

const fixture = useFixture();

/** Expressions that take parameters from the rooms, sessions and files of the input items below. */
const FROM_ITEM: INodeParameters = {
	name: '=Name {{ $itemIndex }}',
	userRef: '=u-{{ $itemIndex }}',
	roomId: locator('={{ $json.room }}'),
	conferenceNumber: '={{ $json.conference }}',
	fileUrl: '={{ $json.file }}',
};

/** Every variant of every operation, with different input for each item. */
const VARIANTS = OPERATION_IDS.flatMap((id) =>
	operationOf(id).variants.map(({ what }): Case => {
		const parameters = parametersOf(id, {}, what);
		return [`${id}, ${what}`, Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, FROM_ITEM[name] ?? value]))];
	}),
);

type Case = [what: string, parameters: INodeParameters, options?: Partial<RunOptions>];
const getRoom = (roomId: string, more: INodeParameters = {}) => parametersIn('room.get', `={{ ${roomId} }}`, more);

/** Other parameters and settings that could make a difference. */
const CASES: Case[] = [
	...VARIANTS,
	['additional fields', parametersOf('room.create', { additionalFields: { knock: true } })],
	['filters and a limit', parametersOf('room.getAll', { limit: 3, filters: { ownerRef: 'deal-1' } })],
	['an update by an expression', parametersIn('room.update', '={{ $json.room }}', { updateFields: { name: '={{ $itemIndex }}' } })],
	['an option', parametersOf('dialIn.getAll', { options: { includeSipAccount: false } })],
	...(['cdr.getAll', 'archive.getAll'] as const).flatMap((id): Case[] => [
		[`${id} without Simplify`, parametersIn(id, '={{ $json.room }}', { simplify: false })],
		[`${id} with an unknown Find By`, parametersOf(id, { findBy: 'moon' })],
	]),
	['a file name', download('={{ $json.file }}', { options: { fileName: 'a.mp4' } })],
	['a room that does not exist', getRoom('$itemIndex === 1 ? "none" : $json.room')],
	['input that is rejected', getRoom('$itemIndex === 0 ? "../a" : "../b"')],
	['Continue On Fail', getRoom('$itemIndex === 0 ? "none" : $json.room'), { onError: 'continueRegularOutput' }],
	['the error output', getRoom('$itemIndex === 0 ? "a/b" : $json.room'), { onError: 'continueErrorOutput' }],
	['an operation that does not exist', { resource: 'room', operation: 'burn' }],
	['a resource that does not exist', { resource: 'constructor', operation: 'name' }],
	['another timeout', getRoom('$json.room', { requestOptions: { timeout: 5000 } })],
];

/** A copy without the parts that differ on every run: IDs, times, tokens and ports. */
const normalize = (value: unknown): unknown => {
	const text = JSON.stringify(value, (key, part: unknown) => (key === 'token' ? '(token)' : part));
	return JSON.parse(text.replace(/[A-Za-z0-9=]{20,}|\d{4}-\d{2}-\d{2}T[\d:.]+Z|127\.0\.0\.1:\d+/g, '…'));
};

/** Runs a case in an empty sandbox, and returns everything that a user or EnableX could notice. */
async function runCase(carrier: Carrier, parameters: INodeParameters, options: Partial<RunOptions>) {
	await fixture().reset();
	const { control } = fixture();
	const rooms = [await fixture().createRoom(), await fixture().createRoom()];
	const sessions = await callsEndingAt(control, rooms[1].room_id, ['2024-03-10T10:00:00Z', '2024-03-10T11:00:00Z']);
	const file = await recordedFile(fixture());
	await control.clearRequests();
	const items = itemsOf(...rooms.map(({ room_id: room }, index) => ({ room, file, conference: sessions[index].confNum })));
	const outcome = await fixture().run(parameters, { ...options, items, carrier });
	const requests = (await control.requests()).map(({ method, url, headers, body, listener }) => ({ method, url, headers, body, listener }));
	// The order of concurrent requests does not matter.
	requests.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
	const { error } = outcome;
	return normalize({
		items: outcome.items.map(({ binary, ...item }) => ({ ...item, files: Object.entries(binary ?? {}).map(([name, { fileName, mimeType }]) => [name, fileName, mimeType]) })),
		errorItems: outcome.errorItems,
		error: error && { name: error.name, message: error.message, description: error.description, item: error.context.itemIndex, run: error.context.runIndex },
		requests,
	});
}

describe('Each request is described once, by its routing: n8n\'s RoutingNode and the node\'s own operations do the same', () => {
	test.each(CASES)('for %s', async (_what, parameters, options = {}) => {
		const routed = await runCase('routing', parameters, options);
		expect(await runCase('customOperations', parameters, options)).toEqual(routed);
		expect(routed).toMatchObject({ items: expect.any(Array), requests: expect.any(Array) });
	});

	test('and every operation has its own code', () => {
		const { customOperations = {} } = fixture().engine.nodeType;
		const own = Object.entries(customOperations).flatMap(([resource, operations]) => Object.keys(operations).map((name) => `${resource}.${name}`));
		expect(own.sort()).toEqual([...OPERATION_IDS].sort());
	});
});

test.each([['an operation', { resource: 'room', operation: 'burn' }], ['a resource', { resource: 'moon', operation: 'get' }], ['a resource that is no text', { resource: 5, operation: 'get' }]])('The error of %s that does not exist says what to do, and nothing is sent', async (_what, parameters) => {
	const { items, error } = await fixture().run(parameters);
	expect(items).toEqual([]);
	expect(error).toMatchObject({ message: 'Operation is not a valid option for this Resource', description: 'Choose Resource and Operation from their lists; they cannot be expressions' });
	expect(await fixture().control.requests()).toEqual([]);
});
