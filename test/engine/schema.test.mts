import path from 'node:path';
import { Ajv, type AnySchemaObject } from 'ajv';
import { loadOutputSchema } from 'n8n-core';
import type { INodeParameters } from 'n8n-workflow';

import type { Json } from '../sandbox/index.mts';
import { download, recordedFile } from './downloads.mts';
import { locator, useFixture } from './fixture.mts';

const fixture = useFixture();
const NODE_FOLDER = path.resolve(__dirname, '..', '..', 'dist', 'nodes', 'EnableXVideo');

/** The schema of an operation's output, as n8n finds it for the editor. */
const schemaOf = (resource: string, operation: string) =>
	loadOutputSchema({ nodeDir: NODE_FOLDER, version: 1, resource, operation }) as AnySchemaObject | undefined;

/** The same schema, in which no object may have more than it names. */
function closed(schema: AnySchemaObject): AnySchemaObject {
	const properties = Object.entries<AnySchemaObject>(schema.properties ?? {}).map(([name, part]) => [name, closed(part)]);
	return {
		...schema,
		...(schema.properties && { properties: Object.fromEntries(properties), additionalProperties: false }),
		...(schema.items && { items: closed(schema.items) }),
	};
}

/** Checks an item against the schema of its operation: each field named there, and no other. */
function validatorOf(resource: string, operation: string) {
	const schema = schemaOf(resource, operation);
	if (schema === undefined) throw new Error(`There is no schema for ${resource}, ${operation}`);
	return new Ajv({ strict: false, allErrors: true, allowUnionTypes: true }).compile(closed(schema));
}

/** What is wrong with the items of an operation by its schema: nothing, when all is well. */
async function problemsOf(parameters: INodeParameters): Promise<string[]> {
	const { resource, operation } = parameters;
	const items = await fixture().output(parameters);
	if (items.length === 0) return ['Nothing came out'];
	const keys = OUTPUT_KEYS[`${String(resource)}/${String(operation)}`];
	for (const item of items) if (keys !== undefined) expect(Object.keys(item).sort()).toEqual([...keys].sort());
	const validate = validatorOf(String(resource), String(operation));
	return items.flatMap((item) => (validate(item) ? [] : (validate.errors ?? [])).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`));
}

/** The fields of each kind of item, as the design promises them to workflows. */
const ROOM_KEYS = ['room_id', 'name', 'owner_ref', 'mode', 'type', 'scheduled_time', 'duration_minutes', 'moderators', 'participants', 'created', 'guest_url', 'host_url'];
const OUTPUT_KEYS: Record<string, string[] | undefined> = {
	'room/create': ROOM_KEYS,
	'room/get': ROOM_KEYS,
	'room/getAll': ROOM_KEYS,
	'room/update': ['updated', 'room_id'],
	'room/delete': ['deleted', 'room_id'],
	'token/create': ['token', 'room_id', 'name', 'role', 'user_ref'],
	'archive/getAll': ['archive_id', 'conf_num', 'room_id', 'created_at', 'recording_urls', 'transcoded_urls', 'chat_url', 'metadata_url'],
	'archive/download': ['file_name', 'mime_type', 'file_size', 'url'],
	'cdr/getAll': ['cdr_id', 'conf_num', 'room_id', 'room_name', 'owner_ref', 'user_name', 'user_ref', 'role', 'connected_at', 'disconnected_at', 'duration_seconds', 'call_quality'],
	'dialIn/getAll': ['country', 'country_code', 'phone', 'toll_free'],
};
const FILE_KEYS = ['archive_id', 'conf_num', 'room_id', 'type', 'url', 'file_name'];

const ROOM = locator('r1');
const FIND = { findBy: 'room', roomId: ROOM };

describe('n8n finds a schema of the output', () => {
	test('for every operation of the node', () => {
		const operations = fixture().engine.nodeType.description.properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ displayOptions, options }) => (options ?? []).map((option) => [String(displayOptions?.show?.resource), 'value' in option && String(option.value)] as const));
		expect(operations).toHaveLength(11);
		for (const [resource, operation] of operations) {
			const keys = OUTPUT_KEYS[`${resource}/${String(operation)}`];
			// What n8n shows before the first run: the very fields that workflows build upon.
			if (keys !== undefined) expect(Object.keys(schemaOf(resource, String(operation))?.properties)).toEqual(keys);
			expect(schemaOf(resource, String(operation))).toMatchObject({ type: 'object', properties: expect.any(Object) });
		}
	});
});

describe('The output keeps to its schema', () => {
	test('for rooms of every kind', async () => {
		const { room_id } = await fixture().createRoom({ additionalFields: { participants: 5 } });
		await fixture().createRoom({ roomType: 'scheduled', scheduledTime: '2031-07-01T09:00:00', duration: 30 });
		await fixture().createRoom({ roomType: 'adhoc' });
		const roomId = locator(room_id);
		expect(await problemsOf({ resource: 'room', operation: 'create', name: 'a', ownerRef: 'b' })).toEqual([]);
		expect(await problemsOf({ resource: 'room', operation: 'get', roomId })).toEqual([]);
		expect(await problemsOf({ resource: 'room', operation: 'getAll' })).toEqual([]);
		expect(await problemsOf({ resource: 'room', operation: 'update', roomId, updateFields: { name: 'c' } })).toEqual([]);
		expect(await problemsOf({ resource: 'token', operation: 'create', roomId, name: 'a', userRef: 'b' })).toEqual([]);
		expect(await problemsOf({ resource: 'room', operation: 'delete', roomId })).toEqual([]);
	});

	test('for users, numbers, records and archives', async () => {
		const { room_id } = await fixture().createRoom();
		const roomId = locator(room_id);
		const users = [{ name: 'Ann', userRef: 'a', seconds: 60 }];
		await fixture().control.runSession({ roomId: room_id, users, recording: true, chat: true });
		for (const cdrGeneration of ['new', 'old'] as const) {
			await fixture().control.settings({ cdrGeneration });
			expect(await problemsOf({ resource: 'cdr', operation: 'getAll', findBy: 'room', roomId })).toEqual([]);
		}
		expect(await problemsOf({ resource: 'archive', operation: 'getAll', findBy: 'room', roomId })).toEqual([]);
		expect(await problemsOf({ resource: 'dialIn', operation: 'getAll' })).toEqual([]);
		await fixture().control.runSession({ roomId: room_id, users, keepRunning: true });
		expect(await problemsOf({ resource: 'user', operation: 'getAll', roomId })).toEqual([]);
	});

	test('for a download', async () => {
		expect(await problemsOf(download(await recordedFile(fixture())))).toEqual([]);
	});

	test('for a download whose size is unknown, but not for one without a name', () => {
		const validate = validatorOf('archive', 'download');
		const item = { file_name: 'a.mp4', mime_type: 'video/mp4', file_size: null, url: 'https://files.example.com/a.mp4' };
		expect(validate(item)).toBe(true);
		expect(validate({ ...item, file_name: null })).toBe(false);
	});

	test('for the files of archives, which have fields of their own', async () => {
		const { room_id } = await fixture().createRoom();
		const users = [{ name: 'Ann', seconds: 60 }];
		await fixture().control.runSession({ roomId: room_id, users, recording: true, chat: true });
		const files = await fixture().output({ resource: 'archive', operation: 'getAll', findBy: 'room', roomId: locator(room_id), output: 'file' });
		expect(files.length).toBeGreaterThan(2);
		for (const file of files) {
			expect(Object.keys(file).sort()).toEqual([...FILE_KEYS].sort());
			expect(Object.values(file).filter((value) => typeof value !== 'string')).toEqual([]);
		}
	});

	test('for dial-in numbers with the SIP account, which is the one field more', async () => {
		const validate = validatorOf('dialIn', 'getAll');
		const numbers = await fixture().output({ resource: 'dialIn', operation: 'getAll', options: { includeSipAccount: true } });
		expect(numbers.length).toBeGreaterThan(0);
		for (const { sip_account, ...number } of numbers) {
			expect(validate(number)).toBe(true);
			expect(Object.keys(Object(sip_account)).sort()).toEqual(['media_servers', 'server_url', 'sig_servers', 'username']);
		}
	});

	const SPARSE: Array<[what: string, parameters: INodeParameters, body: Json]> = [
		['a new room', { resource: 'room', operation: 'create', name: 'a', ownerRef: 'b' }, { result: 0, room: { room_id: 'r1' } }],
		['a room', { resource: 'room', operation: 'get', roomId: ROOM }, { result: 0, room: { room_id: 'r1' } }],
		['a room whose ID is a number', { resource: 'room', operation: 'get', roomId: ROOM }, { result: 0, room: { room_id: 42 } }],
		['a room full of null', { resource: 'room', operation: 'get', roomId: ROOM }, { result: 0, room: { room_id: 'r1', name: null, settings: null, created: null } }],
		['a room of other types', { resource: 'room', operation: 'get', roomId: ROOM }, { result: 0, room: { room_id: 'r1', name: 7, owner_ref: 8, settings: { mode: 9, duration: 'long', moderators: true, scheduled: 'true', scheduled_time: 'soon' }, created: 1 } }],
		['rooms', { resource: 'room', operation: 'getAll' }, { result: 0, rooms: [{ room_id: 'r1' }, { settings: 'none' }] }],
		['records', { resource: 'cdr', operation: 'getAll', ...FIND }, { result: '0', cdr: [{ cdr_id: 'c1' }, {}, { room: null, user: [], stats_quality: 'Good' }] }],
		['archives', { resource: 'archive', operation: 'getAll', ...FIND }, { result: '0', archive: [{ _id: 'a1' }, {}, { recording: 'x', transcoded: [null, { url: 5 }], chatdata: {}, metadata: null }] }],
		['numbers', { resource: 'dialIn', operation: 'getAll' }, { dialin: [{}, { phone: 49301234, toll: 'false' }] }],
		['users', { resource: 'user', operation: 'getAll', roomId: ROOM }, { result: 0, users: [{ name: 'Ann', user_ref: 'a', role: 'participant', permissions: { publish: true } }] }],
	];

	test.each(SPARSE)('for %s of which the API tells little', async (_what, parameters, body) => {
		await fixture().control.faults.add({ kind: 'body', body });
		expect(await problemsOf(parameters)).toEqual([]);
	});

	test('and a schema does refuse what it does not name', async () => {
		await fixture().createRoom();
		const validate = validatorOf('room', 'getAll');
		const [raw] = await fixture().output({ resource: 'room', operation: 'getAll', simplify: false });
		expect(validate(raw)).toBe(false);
		expect(validate.errors?.map(({ keyword }) => keyword)).toContain('additionalProperties');
	});
});
