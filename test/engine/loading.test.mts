import { existsSync } from 'node:fs';
import path from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import { deepCopy, NodeHelpers, type INodeProperties, type INodePropertyOptions, type INodeTypeDescription } from 'n8n-workflow';

import { removeUserFolder } from './fixture.mts';

const PACKAGE_FOLDER = path.resolve(__dirname, '..', '..');

let loader: PackageDirectoryLoader;
let description: INodeTypeDescription;
let trigger: INodeTypeDescription;
beforeAll(async () => {
	loader = new PackageDirectoryLoader(PACKAGE_FOLDER);
	await loader.loadAll();
	description = NodeHelpers.getVersionedNodeType(loader.getNode('enableXVideo').type).description;
	trigger = NodeHelpers.getVersionedNodeType(loader.getNode('enableXVideoTrigger').type).description;
});

afterAll(removeUserFolder);

/** The description as the editor and the tool variant get it: without anything that is code. */
const sent = (): INodeTypeDescription => JSON.parse(JSON.stringify(deepCopy(description)));

const isField = (option: object): option is INodeProperties => 'type' in option && 'displayName' in option;

/** Every field, those inside of collections too, by its path. */
function allFields(properties: INodeProperties[], above = ''): Array<[path: string, field: INodeProperties]> {
	return properties.flatMap((field) => {
		const inner = (field.options ?? []).filter(isField);
		return [[above + field.name, field] as [string, INodeProperties], ...allFields(inner, `${above}${field.name}.`)];
	});
}

const operations = () =>
	description.properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options }) => (options as INodePropertyOptions[]).map((option) => ({ resource: String(displayOptions?.show?.resource), ...option })));

describe('n8n loads the package', () => {
	test('with the nodes and the credential under the names that workflows save, and the nodes for the credential', () => {
		expect(loader.packageName).toBe('n8n-nodes-enablex');
		expect(Object.keys(loader.known.nodes).sort()).toEqual(['enableXVideo', 'enableXVideoTrigger']);
		expect(loader.known.credentials.enableXApi).toMatchObject({ supportedNodes: expect.arrayContaining(['enableXVideo', 'enableXVideoTrigger']) });
	});

	test('with an icon for light and for dark canvases, both of them in the package', () => {
		const credential = loader.getCredential('enableXApi').type;
		for (const { iconUrl } of [description, trigger, credential as { iconUrl?: unknown }]) {
			const { light, dark } = iconUrl as { light: string; dark: string };
			for (const url of [light, dark]) {
				expect(url).toMatch(/^icons\/n8n-nodes-enablex\/.+\.svg$/);
				expect(existsSync(path.join(PACKAGE_FOLDER, url.replace('icons/n8n-nodes-enablex/', '')))).toBe(true);
			}
		}
	});

	test('with the words by which the node is found in the panel', () => {
		expect(description.codex).toMatchObject({
			categories: expect.arrayContaining(['Communication']),
			alias: expect.arrayContaining(['meeting', 'recording', 'CDR']),
			resources: { primaryDocumentation: [{ url: expect.stringMatching(/^https:/) }] },
		});
	});

	test('with the words by which the trigger is found', () => {
		expect(trigger.codex).toMatchObject({
			categories: expect.arrayContaining(['Communication']),
			alias: expect.arrayContaining(['meeting', 'CDR', 'recording ready']),
			resources: { primaryDocumentation: [{ url: expect.stringMatching(/^https:.*#the-trigger$/) }] },
		});
	});

	test('with the poll times that n8n gives to polling triggers, and no input', () => {
		expect(trigger).toMatchObject({ polling: true, group: ['trigger'], inputs: [], outputs: ['main'] });
		expect(trigger.properties[0]).toMatchObject({ name: 'pollTimes', default: { item: [{ mode: 'everyMinute' }] } });
		expect(trigger.properties.map(({ name }) => name)).not.toContain('requestOptions');
	});

	test('with the request options that n8n gives to declarative nodes', () => {
		expect(description.properties.map(({ name }) => name)).toContain('requestOptions');
	});
});

describe('The description of the node', () => {
	test('names every resource and operation of the saved interface', () => {
		expect(operations().map(({ resource, value }) => `${resource}.${String(value)}`).sort()).toEqual([
			'archive.download', 'archive.getAll', 'cdr.getAll', 'dialIn.getAll', 'room.create', 'room.delete',
			'room.get', 'room.getAll', 'room.update', 'token.create', 'user.getAll',
		]);
	});

	test('says of every operation what it does, also as an action, and no action twice', () => {
		const actions = operations().map(({ action }) => action);
		expect(actions.every((action) => /^[A-Z][a-z]+ .+/.test(action ?? ''))).toBe(true);
		expect(new Set(actions).size).toBe(actions.length);
		expect(operations().filter(({ description: text }) => !text)).toEqual([]);
	});

	test('explains every field but those that say all by their name', () => {
		const SELF_EVIDENT = /^(resource|operation|findBy|filters|options|additionalFields|requestOptions.*)$/;
		const silent = allFields(description.properties).filter(([name, field]) => !field.description && !SELF_EVIDENT.test(name));
		expect(silent.map(([name]) => name)).toEqual([]);
	});

	test('lets no expression choose the resource, the operation or the way to search', () => {
		const fixed = allFields(description.properties).filter(([, { name }]) => ['resource', 'operation', 'findBy'].includes(name));
		expect(fixed.filter(([, { noDataExpression }]) => noDataExpression !== true)).toEqual([]);
	});

	test('defines the Room field alike wherever it is', () => {
		const rooms = description.properties.filter(({ name }) => name === 'roomId').map(({ displayOptions, ...field }) => [displayOptions !== undefined, field]);
		expect(rooms.length).toBeGreaterThan(5);
		expect(rooms.every((room) => JSON.stringify(room) === JSON.stringify(rooms[0]))).toBe(true);
	});

	test('shows no two fields of one name for the same choice', () => {
		for (const { resource, value } of operations()) {
			for (const choice of [{}, { roomType: 'scheduled' }, { roomType: 'adhoc' }, { findBy: 'roomAndPeriod' }, { returnAll: false }, { output: 'file' }]) {
				const parameters = NodeHelpers.getNodeParameters(description.properties, { resource, operation: value, ...choice }, true, false, null, description);
				const shown = description.properties.filter((field) => NodeHelpers.displayParameter(parameters ?? {}, field, { typeVersion: 1 }, description));
				expect(shown.map(({ name }) => name)).toEqual([...new Set(shown.map(({ name }) => name))]);
			}
		}
	});

	test('makes a tool for AI agents: one main input and output, and a description that survives as plain data', () => {
		const plain = sent();
		expect(plain).toMatchObject({ usableAsTool: true, inputs: ['main'], outputs: ['main'] });
		expect(plain.properties.map(({ name }) => name)).toEqual(expect.arrayContaining(['resource', 'operation']));
		// The names that n8n adds for a tool have to be free.
		expect(plain.properties.filter(({ name }) => ['toolDescription', 'descriptionType'].includes(name))).toEqual([]);
		expect(plain.properties.map(({ name }) => name)).toEqual(description.properties.map(({ name }) => name));
	});

	test('keeps the token of a user out of what n8n shows where data is hidden', () => {
		expect(description.sensitiveOutputFields).toEqual(['token']);
	});
});
