import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Request, Resources } from '../../nodes/EnableXVideo/execution/operation';
import { resources } from '../../nodes/EnableXVideo/resources';
import { NEXT_STEP_BY_CODE } from '../../nodes/shared/api/resultCodes';
import { SandboxControl } from '../sandbox/client.mts';
import * as sandbox from '../sandbox/constants.mts';
import { loadBuilt, loadDescription, readManifest } from './built.mts';
import { PAGES, readPage } from './pages.mts';

const ROOT = path.resolve(__dirname, '..', '..');
const readme = readPage('README.md');
/** Nobody reads a longer one. */
const MAX_LINES = 160;
/** What a reader sees before scrolling, the picture included. */
const FIRST_SCREEN_LINES = 20;
const { properties } = loadDescription(ROOT, 'dist/nodes/EnableXVideo/EnableXVideo.node.js');

const optionsOf = (property: INodeProperties) => (property.options ?? []) as INodePropertyOptions[];
const resourceOf = ({ displayOptions }: INodeProperties) => displayOptions?.show?.resource?.[0];

const sectionOf = (page: string, heading: string) => page.split(`\n## ${heading}\n`)[1].split('\n## ')[0];

/** The rows of "What it covers"; a row without a resource belongs to the one above. */
function coverage(): Array<{ resource: string; operation: string; route: string }> {
	const rows = sectionOf(readme, 'What it covers').split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| Resource'));
	let resource = '';
	return rows.map((row) => {
		const [, first, operation, route] = row.split('|').map((cell) => cell.trim());
		resource = first || resource;
		return { resource, operation, route };
	});
}

/** The first request of an operation that declares several beside its fields. */
const firstRequestOf = (resource: string, operation: string): Request | undefined =>
	Object.values((resources as Resources)[resource].operations[operation].requests ?? {})[0];

/** Each operation of the node, with the name of its resource, its method and its routes. */
function operations() {
	const resources = optionsOf(properties.find(({ name }) => name === 'resource')!);
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap((menu) =>
			optionsOf(menu).map(({ name, value, routing }) => {
				const first = firstRequestOf(String(resourceOf(menu)), String(value));
				const findBy = properties.find((one) => one.name === 'findBy' && resourceOf(one) === resourceOf(menu));
				const url = routing?.request?.url ?? first?.url;
				const routes = url ? [url] : [];
				const ways = name === 'Get Many' && findBy && first === undefined ? optionsOf(findBy).map((way) => way.routing?.request?.url ?? '') : [];
				return {
					resource: resources.find(({ value }) => value === resourceOf(menu))?.name ?? '',
					operation: name,
					method: routing?.request?.method ?? first?.method,
					routes: [...routes, ...ways],
				};
			}),
		);
}

/** The first cells of the table of errors. */
const errorMessages = () => [...sectionOf(readme, 'Errors').matchAll(/^\| ([^|-][^|]*) \|/gm)].map(([, cell]) => cell).slice(1);

/** The source code of all nodes, with the messages of their errors. */
function readNodes(): string {
	const folder = path.join(ROOT, 'nodes');
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
	return files.map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n');
}

describe('The README', () => {
	test(`has at most ${MAX_LINES} lines, and its first screen has a workflow and the two commands that run the project`, () => {
		expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(MAX_LINES);
		const firstScreen = readme.split('\n').slice(0, FIRST_SCREEN_LINES).join('\n');
		expect(firstScreen).toMatch(/!\[.+\]\(examples\/images\/.+\.png\)/);
		for (const command of ['npm install && npm start', 'npm install && npm test']) expect(firstScreen).toContain(command);
	});

	test('has a row for each operation of the node, and no other', () => {
		// "CDR" stands for "Call Detail Record (CDR)".
		const names = operations().map(({ resource, operation }) => `${/\((\w+)\)/.exec(resource)?.[1] ?? resource}: ${operation}`);
		expect(coverage().map(({ resource, operation }) => `${resource}: ${operation}`).sort()).toEqual(names.sort());
	});

	test.each(operations().filter(({ routes }) => routes.length > 0))('names the route of $resource: $operation', ({ resource, operation, method, routes }) => {
		const row = coverage().find((one) => resource.includes(one.resource) && one.operation === operation);
		const [first, ...others] = routes.map((route) => route.replace(/:\w+/g, '{}'));
		expect(row?.route.replace(/\{\w+\}/g, '{}')).toContain(`\`${method} ${first}\``);
		// The other routes of Find By are shortened to their own segment, such as `/period/…`.
		for (const route of others) expect(row?.route).toContain(`\`/${route.split('/')[2]}/…\``);
	});

	test('explains every field of the credential', () => {
		const { properties: fields } = loadBuilt<{ properties: INodeProperties[] }>(ROOT, 'dist/credentials/EnableXApi.credentials.js');
		const table = sectionOf(readme, 'Credentials');
		for (const { displayName } of fields) expect(table).toContain(displayName.replace(' (Insecure)', ''));
	});

	test('lists only errors that the API or the nodes report', () => {
		const messages = errorMessages();
		const codes = messages.flatMap((message) => message.match(/\d{5}/g) ?? []);
		expect(codes.length).toBeGreaterThan(7);
		expect(Object.keys(NEXT_STEP_BY_CODE)).toEqual(expect.arrayContaining(codes));
		// In messages of the nodes, "…" replaces a name or the rest of the sentence.
		const ours = messages.filter((message) => message.includes('…')).flatMap((message) => message.split(/ · |…/)).map((part) => part.trim());
		const code = readNodes().toLowerCase();
		expect(ours.filter(Boolean).length).toBeGreaterThan(3);
		expect(ours.filter((part) => !code.includes(part.toLowerCase()))).toEqual([]);
	});

	test('links to a contract whose promises are exactly the names of the contract tests', () => {
		const folder = path.join(ROOT, 'test', 'engine', 'trigger');
		const files = readdirSync(folder).filter((name) => name.startsWith('contract'));
		const code = files.map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n');
		const tested = [...code.matchAll(/^\s*test\('((?:[^'\\]|\\.)*)'/gm)].map(([, name]) => name.replaceAll('\\', ''));
		const section = ['What it promises', 'Sessions'].map((title) => sectionOf(readPage('docs/contract.md'), title)).join('\n');
		const promised = [...section.matchAll(/^(?:\d+\.|-) \*\*(.+?)\*\*/gms)].map(([, sentence]) => sentence.replace(/\s+/g, ' '));
		expect(promised.length).toBeGreaterThan(8);
		expect([...tested].sort()).toEqual([...promised].sort());
		expect(sectionOf(readme, 'The polling trigger')).toContain('(docs/contract.md)');
		expect(sectionOf(readme, 'The polling trigger')).toContain('at-least-once, not exactly-once');
	});

	test('explains every field of the trigger', () => {
		const { properties: fields } = loadDescription(ROOT, 'dist/nodes/EnableXVideoTrigger/EnableXVideoTrigger.node.js');
		const inner = fields.flatMap(({ type, options }) => (type === 'collection' ? (options as INodeProperties[]) : []));
		const section = sectionOf(readme, 'The polling trigger');
		for (const { displayName } of [...fields, ...inner]) expect(section).toContain(displayName.replace(' (Seconds)', ''));
	});

	test('mentions only commands that exist, like every other page', () => {
		const { scripts } = readManifest(ROOT);
		const named = PAGES.flatMap((page) => [...readPage(page).matchAll(/npm (?:run ([\w:]+)|(start|test)\b)/g)].map(([, script, short]) => script ?? short));
		expect(new Set(named).size).toBeGreaterThan(16);
		expect(Object.keys(scripts)).toEqual(expect.arrayContaining([...new Set(named)]));
	});

	test('links to a page with the actual logins and ports of the sandbox', () => {
		const page = readPage('test/sandbox/README.md');
		expect(readme).toContain('(test/sandbox/README.md)');
		const { SANDBOX_APP_ID, SANDBOX_APP_KEY, SANDBOX_RECORDINGS_USERNAME, SANDBOX_RECORDINGS_PASSWORD, DEFAULT_PORT, DEFAULT_FILES_PORT } = sandbox;
		const values = [SANDBOX_APP_ID, SANDBOX_APP_KEY, SANDBOX_RECORDINGS_USERNAME, SANDBOX_RECORDINGS_PASSWORD];
		for (const value of values) expect(page).toContain(`\`${value}\``);
		expect(page).toContain(`\`http://127.0.0.1:${DEFAULT_PORT}/video/v2\``);
		expect(page).toContain(`\`127.0.0.1:${DEFAULT_FILES_PORT}\``);
	});

	test("links to a page that lists every method of the sandbox's control API", () => {
		const methods = Object.getOwnPropertyNames(SandboxControl.prototype).filter((name) => !['constructor', 'call'].includes(name));
		expect(methods.length).toBeGreaterThan(8);
		const page = readPage('test/sandbox/README.md');
		for (const method of methods) expect(page).toContain(`\`${method}\``);
	});
});
