import { existsSync } from 'node:fs';
import path from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import { deepCopy, NodeHelpers, type INodeProperties, type INodePropertyOptions, type INodeTypeDescription } from 'n8n-workflow';

import { isField } from '../../lib/fields/described.mts';
import { OPERATION_IDS, operationOf, parametersOf } from '../../lib/operations/index.mts';

const NODES = ['enableXVideo', 'enableXVideoTrigger', 'enableXVideoWebhookTrigger'];
const PACKAGE_FOLDER = path.resolve(__dirname, '..', '..', '..');

let loader: PackageDirectoryLoader;
let description: INodeTypeDescription;
let trigger: INodeTypeDescription;
let webhookTrigger: INodeTypeDescription;
beforeAll(async () => {
	loader = new PackageDirectoryLoader(PACKAGE_FOLDER);
	await loader.loadAll();
	description = NodeHelpers.getVersionedNodeType(loader.getNode('enableXVideo').type).description;
	trigger = NodeHelpers.getVersionedNodeType(loader.getNode('enableXVideoTrigger').type).description;
	webhookTrigger = NodeHelpers.getVersionedNodeType(loader.getNode('enableXVideoWebhookTrigger').type).description;
});

/** The description as the editor and the tool variant receive it: without any code. */
const serializeDescription = (): INodeTypeDescription => JSON.parse(JSON.stringify(deepCopy(description)));

/** Every field by its path, including those in collections. */
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
	test('with the nodes and the credential under their saved names, and the nodes that the credential supports', () => {
		expect(loader.packageName).toBe('n8n-nodes-enablex');
		expect(Object.keys(loader.known.nodes).sort()).toEqual(NODES);
		expect(loader.known.credentials.enableXApi).toMatchObject({ supportedNodes: expect.arrayContaining(NODES) });
	});

	test('with icons for light and dark canvases, both in the package', () => {
		const credential = loader.getCredential('enableXApi').type;
		for (const { iconUrl } of [description, trigger, webhookTrigger, credential as { iconUrl?: unknown }]) {
			const { light, dark } = iconUrl as { light: string; dark: string };
			for (const url of [light, dark]) {
				expect(url).toMatch(/^icons\/n8n-nodes-enablex\/.+\.svg$/);
				expect(existsSync(path.join(PACKAGE_FOLDER, url.replace('icons/n8n-nodes-enablex/', '')))).toBe(true);
			}
		}
	});

	test('with the search words of the node in the panel', () => {
		expect(description.codex).toMatchObject({
			categories: expect.arrayContaining(['Communication']),
			alias: expect.arrayContaining(['meeting', 'recording', 'CDR']),
			resources: { primaryDocumentation: [{ url: expect.stringMatching(/^https:/) }] },
		});
	});

	test('with the search words of the trigger', () => {
		expect(trigger.codex).toMatchObject({
			categories: expect.arrayContaining(['Communication']),
			alias: expect.arrayContaining(['meeting', 'CDR', 'recording ready']),
			resources: { primaryDocumentation: [{ url: expect.stringMatching(/^https:.*#the-polling-trigger$/) }] },
		});
	});

	test('with the search words of the webhook trigger', () => {
		expect(webhookTrigger.codex).toMatchObject({
			alias: expect.arrayContaining(['webhook', 'session ended', 'notification']),
			resources: { primaryDocumentation: [{ url: expect.stringMatching(/^https:.*#which-trigger$/) }] },
		});
	});

	test('with one webhook that answers at once, and the steps for the portal next to its URL', () => {
		expect(webhookTrigger).toMatchObject({ group: ['trigger'], inputs: [], outputs: ['main'], });
		expect(webhookTrigger).not.toHaveProperty('usableAsTool');
		expect(webhookTrigger.webhooks).toEqual([expect.objectContaining({ name: 'default', httpMethod: 'POST', responseMode: 'onReceived' })]);
		const steps = webhookTrigger.properties.filter(({ type }) => type === 'notice').map(({ displayName }) => displayName).join(' ');
		for (const words of ['Production URL', 'Settings &gt; Setup Webhook', 'HTTP Authentication', 'anybody who knows the URL']) expect(steps).toContain(words);
		expect(JSON.stringify(webhookTrigger.triggerPanel)).toContain('Production URL');
	});

	test('with the poll times that n8n adds to polling triggers, and without an input', () => {
		expect(trigger).toMatchObject({ polling: true, group: ['trigger'], inputs: [], outputs: ['main'] });
		expect(trigger.properties[0]).toMatchObject({ name: 'pollTimes', default: { item: [{ mode: 'everyMinute' }] } });
		expect(trigger.properties.map(({ name }) => name)).not.toContain('requestOptions');
	});

	test('with the request options that n8n adds to declarative nodes', () => {
		expect(description.properties.map(({ name }) => name)).toContain('requestOptions');
	});
});

describe('The description of the node', () => {
	test('has exactly the resources and operations of the table', () => {
		expect(operations().map(({ resource, value }) => `${resource}.${String(value)}`).sort()).toEqual([...OPERATION_IDS].sort());
	});

	test('describes every operation, with a unique action for each', () => {
		const actions = operations().map(({ action }) => action);
		expect(actions.every((action) => /^[A-Z][a-z]+ .+/.test(action ?? ''))).toBe(true);
		expect(new Set(actions).size).toBe(actions.length);
		expect(operations().filter(({ description: text }) => !text)).toEqual([]);
	});

	test('describes every field except those with a self-explanatory name', () => {
		const SELF_EVIDENT = /^(resource|operation|findBy|filters|options|additionalFields|requestOptions.*)$/;
		const undescribed = allFields(description.properties).filter(([name, field]) => !field.description && !SELF_EVIDENT.test(name));
		expect(undescribed.map(([name]) => name)).toEqual([]);
	});

	test('allows no expression for the resource, the operation and Find By', () => {
		const fixed = allFields(description.properties).filter(([, { name }]) => ['resource', 'operation', 'findBy'].includes(name));
		expect(fixed.filter(([, { noDataExpression }]) => noDataExpression !== true)).toEqual([]);
	});

	test('defines the Room field in the same way everywhere', () => {
		const rooms = description.properties.filter(({ name }) => name === 'roomId').map(({ displayOptions, ...field }) => [displayOptions !== undefined, field]);
		expect(rooms.length).toBeGreaterThan(5);
		expect(rooms.every((room) => JSON.stringify(room) === JSON.stringify(rooms[0]))).toBe(true);
	});

	test('shows no two fields of the same name at once', () => {
		for (const { id, what } of OPERATION_IDS.flatMap((id) => operationOf(id).variants.map(({ what }) => ({ id, what })))) {
			for (const choice of [{}, { returnAll: false }, { output: 'file' }]) {
				const parameters = NodeHelpers.getNodeParameters(description.properties, parametersOf(id, choice, what), true, false, null, description);
				const shown = description.properties.filter((field) => NodeHelpers.displayParameter(parameters ?? {}, field, { typeVersion: 1 }, description));
				expect(shown.map(({ name }) => name)).toEqual([...new Set(shown.map(({ name }) => name))]);
			}
		}
	});

	test('works as a tool for AI agents: one main input and output, and a description that can be serialized', () => {
		const plain = serializeDescription();
		expect(plain).toMatchObject({ usableAsTool: true, inputs: ['main'], outputs: ['main'] });
		expect(plain.properties.map(({ name }) => name)).toEqual(expect.arrayContaining(['resource', 'operation']));
		// The names that n8n adds for a tool must be unused.
		expect(plain.properties.filter(({ name }) => ['toolDescription', 'descriptionType'].includes(name))).toEqual([]);
		expect(plain.properties.map(({ name }) => name)).toEqual(description.properties.map(({ name }) => name));
	});

	test('declares the token of a user as sensitive, so that n8n can redact it', () => {
		expect(description.sensitiveOutputFields).toEqual(['token']);
	});
});
