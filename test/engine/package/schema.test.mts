import path from 'node:path';
import { Ajv, type AnySchemaObject } from 'ajv';
import { loadOutputSchema } from 'n8n-core';
import type { INodeParameters } from 'n8n-workflow';

import type { Json } from '../../sandbox/index.mts';
import { recordedFile } from '../../lib/engine/downloads.mts';
import { useFixture } from '../../lib/engine/fixture.mts';
import { FILE_ITEM } from '../../lib/operations/archive.mts';
import { OPERATION_IDS, operationOf, parametersIn, parametersOf, type OperationId } from '../../lib/operations/index.mts';
import { locator } from '../../lib/operations/locator.mts';

const fixture = useFixture();
const NODE_FOLDER = path.resolve(__dirname, '..', '..', '..', 'dist', 'nodes', 'EnableXVideo');

/** The schema of an operation's output, as n8n finds it for the editor. */
const schemaOf = (resource: string, operation: string) =>
	loadOutputSchema({ nodeDir: NODE_FOLDER, version: 1, resource, operation }) as AnySchemaObject | undefined;

/** The same schema, but without additional properties in any object. */
function closed(schema: AnySchemaObject): AnySchemaObject {
	const properties = Object.entries<AnySchemaObject>(schema.properties ?? {}).map(([name, part]) => [name, closed(part)]);
	return {
		...schema,
		...(schema.properties && { properties: Object.fromEntries(properties), additionalProperties: false }),
		...(schema.items && { items: closed(schema.items) }),
	};
}

/** A validator of items against the schema of an operation, which accepts no additional fields. */
function validatorOf(resource: string, operation: string) {
	const schema = schemaOf(resource, operation);
	if (schema === undefined) throw new Error(`${resource}.${operation} has no schema`);
	return new Ajv({ strict: false, allErrors: true, allowUnionTypes: true }).compile(closed(schema));
}

/** Runs an operation and returns how its items violate the schema. */
async function problemsOf(id: OperationId, parameters: INodeParameters = {}): Promise<string[]> {
	const { resource, operation, output } = operationOf(id);
	const items = await fixture().output(parametersOf(id, parameters));
	if (items.length === 0) return ['The operation returned no items'];
	for (const item of items) if (output !== undefined) expect(Object.keys(item).sort()).toEqual([...output].sort());
	const validate = validatorOf(resource, operation);
	return items.flatMap((item) => (validate(item) ? [] : (validate.errors ?? [])).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`));
}

describe('n8n finds a schema of the output', () => {
	test.each(OPERATION_IDS)('for %s', (id) => {
		const { resource, operation, output } = operationOf(id);
		const schema = schemaOf(resource, operation);
		expect(schema).toMatchObject({ type: 'object', properties: expect.any(Object) });
		// n8n shows these before the first run, so they must be the fields that workflows use.
		if (output !== undefined) expect(Object.keys(schema?.properties)).toEqual(output);
	});
});

describe('The output matches its schema', () => {
	test('for rooms of every type', async () => {
		const { room_id } = await fixture().createRoom({ additionalFields: { participants: 5 } });
		await fixture().createRoom({ roomType: 'scheduled', scheduledTime: '2031-07-01T09:00:00', duration: 30 });
		await fixture().createRoom({ roomType: 'adhoc' });
		const roomId = locator(room_id);
		expect(await problemsOf('room.create')).toEqual([]);
		expect(await problemsOf('room.get', { roomId })).toEqual([]);
		expect(await problemsOf('room.getAll')).toEqual([]);
		expect(await problemsOf('room.update', { roomId })).toEqual([]);
		expect(await problemsOf('room.upsert')).toEqual([]);
		expect(await problemsOf('joinLink.create', { roomId })).toEqual([]);
		expect(await problemsOf('token.create', { roomId })).toEqual([]);
		expect(await problemsOf('room.delete', { roomId })).toEqual([]);
	});

	test('for users, numbers, records and archives', async () => {
		const { room_id } = await fixture().createRoom();
		const roomId = locator(room_id);
		const users = [{ name: 'Ann', userRef: 'a', seconds: 60 }];
		await fixture().control.runSession({ roomId: room_id, users, recording: true, chat: true });
		for (const cdrGeneration of ['new', 'old'] as const) {
			await fixture().control.settings({ cdrGeneration });
			expect(await problemsOf('cdr.getAll', { roomId })).toEqual([]);
		}
		expect(await problemsOf('archive.getAll', { roomId })).toEqual([]);
		expect(await problemsOf('dialIn.getAll')).toEqual([]);
		await fixture().control.runSession({ roomId: room_id, users, keepRunning: true });
		expect(await problemsOf('user.getAll', { roomId })).toEqual([]);
	});

	test('for a download', async () => {
		expect(await problemsOf('archive.download', { fileUrl: await recordedFile(fixture()) })).toEqual([]);
	});

	test('for a download of unknown size, but not for one without a name', () => {
		const validate = validatorOf('archive', 'download');
		const item = { file_name: 'a.mp4', mime_type: 'video/mp4', file_size: null, url: 'https://files.example.com/a.mp4' };
		expect(validate(item)).toBe(true);
		expect(validate({ ...item, file_name: null })).toBe(false);
	});

	test('for the files of archives, which have their own fields', async () => {
		const { room_id } = await fixture().createRoom();
		const users = [{ name: 'Ann', seconds: 60 }];
		await fixture().control.runSession({ roomId: room_id, users, recording: true, chat: true });
		const files = await fixture().output(parametersIn('archive.getAll', room_id, { output: 'file' }));
		expect(files.length).toBeGreaterThan(2);
		for (const file of files) {
			expect(Object.keys(file).sort()).toEqual([...FILE_ITEM].sort());
			expect(Object.values(file).filter((value) => typeof value !== 'string')).toEqual([]);
		}
	});

	test('for dial-in numbers with the SIP account, which is the only additional field', async () => {
		const validate = validatorOf('dialIn', 'getAll');
		const numbers = await fixture().output(parametersOf('dialIn.getAll', { options: { includeSipAccount: true } }));
		expect(numbers.length).toBeGreaterThan(0);
		for (const { sip_account, ...number } of numbers) {
			expect(validate(number)).toBe(true);
			expect(Object.keys(Object(sip_account)).sort()).toEqual(['media_servers', 'server_url', 'sig_servers', 'username']);
		}
	});

	const SPARSE: Array<[what: string, id: OperationId, body: Json]> = [
		['a new room', 'room.create', { result: 0, room: { room_id: 'r1' } }],
		['a room', 'room.get', { result: 0, room: { room_id: 'r1' } }],
		['a room whose ID is a number', 'room.get', { result: 0, room: { room_id: 42 } }],
		['a room with null everywhere', 'room.get', { result: 0, room: { room_id: 'r1', name: null, settings: null, created: null } }],
		['a room with other types', 'room.get', { result: 0, room: { room_id: 'r1', name: 7, owner_ref: 8, settings: { mode: 9, duration: 'long', moderators: true, scheduled: 'true', scheduled_time: 'soon' }, created: 1 } }],
		['rooms', 'room.getAll', { result: 0, rooms: [{ room_id: 'r1' }, { settings: 'none' }] }],
		['records', 'cdr.getAll', { result: '0', cdr: [{ cdr_id: 'c1' }, {}, { room: null, user: [], stats_quality: 'Good' }] }],
		['archives', 'archive.getAll', { result: '0', archive: [{ _id: 'a1' }, {}, { recording: 'x', transcoded: [null, { url: 5 }], chatdata: {}, metadata: null }] }],
		['numbers', 'dialIn.getAll', { dialin: [{}, { phone: 49301234, toll: 'false' }] }],
		['users', 'user.getAll', { result: 0, users: [{ name: 'Ann', user_ref: 'a', role: 'participant', permissions: { publish: true } }] }],
	];

	test.each(SPARSE)('for %s about which the API returns little', async (_what, id, body) => {
		await fixture().control.faults.add({ kind: 'body', body });
		expect(await problemsOf(id)).toEqual([]);
	});

	test('and the schema rejects fields that it does not list', async () => {
		await fixture().createRoom();
		const validate = validatorOf('room', 'getAll');
		const [raw] = await fixture().output(parametersOf('room.getAll', { simplify: false }));
		expect(validate(raw)).toBe(false);
		expect(validate.errors?.map(({ keyword }) => keyword)).toContain('additionalProperties');
	});
});
