import type { INodeParameters } from 'n8n-workflow';

import { itemsOf, pairsOf, useFixture } from '../../lib/engine/fixture.mts';
import { given, refusalOf } from '../../lib/engine/refusal.mts';
import { parametersOf } from '../../lib/operations/index.mts';

const fixture = useFixture();
const refusal = async (parameters: INodeParameters) => (await refusalOf(fixture(), parameters)).message;
const rooms = parametersOf('room.getAll', { returnAll: true });

describe('An operation that does not exist is rejected without a request', () => {
	const OPERATIONS: Array<[what: string, parameters: INodeParameters]> = [
		['an expression', { resource: 'room', operation: '={{ "get" }}', roomId: 'r1' }],
		['an unknown operation', { resource: 'room', operation: 'getall' }],
		['the operation of another resource', { resource: 'user', operation: 'download' }],
		['a custom API call, which n8n offers for other nodes', { resource: 'room', operation: '__CUSTOM_API_CALL__' }],
		['a custom API call as the resource', { resource: '__CUSTOM_API_CALL__' }],
		['a property that every JavaScript object has', { resource: 'dialIn', operation: 'constructor' }],
		['such a property as the resource', { resource: 'constructor', operation: 'getAll' }],
		['the prototype of both', { resource: '__proto__', operation: 'toString' }],
		['a resource that does not exist', { resource: 'rooms', operation: 'getAll' }],
		['a resource that is an expression', { resource: '={{ "room" }}', operation: 'getAll' }],
	];

	test.each(OPERATIONS)('%s', async (_what, parameters) => {
		expect(await refusal(parameters)).toMatch(/\bOperation\b/);
	});

	test.each(OPERATIONS)('%s, with one error for each item if the node continues on fail', async (_what, parameters) => {
		const items = itemsOf({ deal: 1 }, { deal: 2 });
		const outcome = await fixture().run(parameters, { items, onError: 'continueErrorOutput' });
		expect(outcome.error).toBeUndefined();
		expect(outcome.items).toEqual([]);
		expect(pairsOf(outcome.errorItems)).toEqual([{ item: 0 }, { item: 1 }]);
		for (const { json } of outcome.errorItems) expect(json.error).toMatch(/\bOperation\b/);
		expect(await fixture().control.requests()).toEqual([]);
	});
});

describe('An invalid room filter never selects all rooms', () => {
	const WRONG: Array<[what: string, field: string, value: string, name: string]> = [
		['an owner that is null', 'ownerRef', given(null), 'Owner Reference'],
		['an owner from a missing field', 'ownerRef', '={{ $json.missing }}', 'Owner Reference'],
		['an owner that is an object', 'ownerRef', '={{ { id: 1 } }}', 'Owner Reference'],
		['an owner that is a list', 'ownerRef', '={{ ["deal-1"] }}', 'Owner Reference'],
		['a name that is null', 'nameContains', given(null), 'Name Contains'],
		['a name from a missing field', 'nameContains', '={{ $json.missing }}', 'Name Contains'],
		['a name that is an object', 'nameContains', '={{ { a: 1 } }}', 'Name Contains'],
		['a capitalized room type', 'roomType', given('Scheduled'), 'Room Type'],
		['a room type from a missing field', 'roomType', '={{ $json.missing }}', 'Room Type'],
		['a mode that is a number', 'mode', given(5), 'Mode'],
		['a mode that is null', 'mode', given(null), 'Mode'],
	];

	test.each(WRONG)('%s is rejected with the name of the field', async (_what, field, value, name) => {
		await fixture().control.seedRooms({ count: 2 });
		await fixture().control.clearRequests();
		expect((await refusal({ ...rooms, filters: { [field]: value } })).startsWith(`${name} `)).toBe(true);
	});

	test('but a filter that is left empty has no effect', async () => {
		await fixture().control.seedRooms({ count: 2 });
		expect(await fixture().output({ ...rooms, filters: { ownerRef: '', nameContains: '' } })).toHaveLength(2);
	});
});
