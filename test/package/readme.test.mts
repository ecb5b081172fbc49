import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { SandboxControl } from '../sandbox/client.mts';
import * as sandbox from '../sandbox/constants.mts';
import { loadBuilt, loadDescription, readManifest } from './built.mts';

const ROOT = path.resolve(__dirname, '..', '..');
const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
const { properties } = loadDescription(ROOT, 'dist/nodes/EnableXVideo/EnableXVideo.node.js');

const optionsOf = (property: INodeProperties) => (property.options ?? []) as INodePropertyOptions[];
const resourceOf = ({ displayOptions }: INodeProperties) => displayOptions?.show?.resource?.[0];

/** The rows of "What it covers"; a row without a resource belongs to the one above. */
function coverage(): Array<{ resource: string; operation: string; route: string }> {
	const section = readme.split('## What it covers')[1].split('\n## ')[0];
	const rows = section.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| Resource'));
	let resource = '';
	return rows.map((row) => {
		const [, first, operation, route] = row.split('|').map((cell) => cell.trim());
		resource = first || resource;
		return { resource, operation, route };
	});
}

/** Each operation of the node, with the name of its resource, its method and its routes. */
function operations() {
	const resources = optionsOf(properties.find(({ name }) => name === 'resource')!);
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap((menu) =>
			optionsOf(menu).map(({ name, routing }) => {
				const findBy = properties.find((one) => one.name === 'findBy' && resourceOf(one) === resourceOf(menu));
				const routes = routing?.request?.url ? [routing.request.url] : [];
				const ways = name === 'Get Many' && findBy ? optionsOf(findBy).map((way) => way.routing?.request?.url ?? '') : [];
				return {
					resource: resources.find(({ value }) => value === resourceOf(menu))?.name ?? '',
					operation: name,
					method: routing?.request?.method,
					routes: [...routes, ...ways],
				};
			}),
		);
}

describe('The README', () => {
	test('has a row for each operation of the node, and no other', () => {
		// "CDR" stands for "Call Detail Record (CDR)".
		const names = operations().map(({ resource, operation }) => `${/\((\w+)\)/.exec(resource)?.[1] ?? resource}: ${operation}`);
		expect(coverage().map(({ resource, operation }) => `${resource}: ${operation}`).sort()).toEqual(names.sort());
	});

	test.each(operations().filter(({ routes }) => routes.length > 0))('names the route of $resource: $operation', ({ resource, operation, method, routes }) => {
		const row = coverage().find((one) => resource.includes(one.resource) && one.operation === operation);
		const [first, ...others] = routes.map((route) => route.replace(/:\w+/g, '{}'));
		expect(row?.route.replace(/\{\w+\}/g, '{}')).toContain(`\`${method} ${first}\``);
		// The further ways of Find By are shortened to their own part, such as `/period/…`.
		for (const route of others) expect(row?.route).toContain(`\`/${route.split('/')[2]}/…\``);
	});

	test('explains every field of the credential', () => {
		const { properties: fields } = loadBuilt<{ properties: INodeProperties[] }>(ROOT, 'dist/credentials/EnableXApi.credentials.js');
		const table = readme.split('## Credentials')[1].split('\n## ')[0];
		for (const { displayName } of fields) expect(table).toContain(displayName.replace(' (Insecure)', ''));
	});

	test('promises of the trigger exactly what its contract tests are named after', () => {
		const folder = path.join(ROOT, 'test', 'engine');
		const files = readdirSync(folder).filter((name) => name.startsWith('trigger-contract'));
		const code = files.map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n');
		const tested = [...code.matchAll(/^\s*test\('((?:[^'\\]|\\.)*)'/gm)].map(([, name]) => name.replaceAll('\\', ''));
		const section = readme.split('### What it promises')[1].split('\n## ')[0];
		const promised = [...section.matchAll(/^\d+\. \*\*(.+?)\*\*/gms)].map(([, sentence]) => sentence.replace(/\s+/g, ' '));
		expect(promised.length).toBeGreaterThan(8);
		expect([...tested].sort()).toEqual([...promised].sort());
	});

	test('explains every field of the trigger', () => {
		const { properties: fields } = loadDescription(ROOT, 'dist/nodes/EnableXVideoTrigger/EnableXVideoTrigger.node.js');
		const inner = fields.flatMap(({ type, options }) => (type === 'collection' ? (options as INodeProperties[]) : []));
		const section = readme.split('## The trigger')[1].split('\n## ')[0];
		for (const { displayName } of [...fields, ...inner]) expect(section).toContain(displayName.replace(' (Seconds)', ''));
	});

	test('names only commands that exist, and so does the page on development, which has all of them', () => {
		const { scripts } = readManifest(ROOT);
		const pages = ['README.md', 'docs/development.md', 'docs/scaling.md', 'examples/README.md', 'test/host/README.md', 'test/sandbox/README.md'];
		const text = pages.map((page) => readFileSync(path.join(ROOT, page), 'utf8')).join('\n');
		const named = [...text.matchAll(/npm (?:run ([\w:]+)|(start|test)\b)/g)].map(([, script, short]) => script ?? short);
		expect(named.length).toBeGreaterThan(16);
		expect(Object.keys(scripts)).toEqual(expect.arrayContaining([...new Set(named)]));
	});

	test('sends to a SECURITY.md that names only files and commands that exist', () => {
		const page = readFileSync(path.join(ROOT, 'SECURITY.md'), 'utf8');
		const files = [...page.matchAll(/\]\(([^)#:]+)/g)].map(([, file]) => file);
		expect(files.length).toBeGreaterThan(8);
		expect(files.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
		const commands = [...page.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script);
		expect(Object.keys(readManifest(ROOT).scripts)).toEqual(expect.arrayContaining(commands));
	});

	test('sends to a page that gives the logins and ports that the sandbox really has', () => {
		const page = readFileSync(path.join(ROOT, 'test/sandbox/README.md'), 'utf8');
		expect(readme).toContain('(test/sandbox/README.md)');
		const { SANDBOX_APP_ID, SANDBOX_APP_KEY, SANDBOX_RECORDINGS_USERNAME, SANDBOX_RECORDINGS_PASSWORD, DEFAULT_PORT, DEFAULT_FILES_PORT } = sandbox;
		const values = [SANDBOX_APP_ID, SANDBOX_APP_KEY, SANDBOX_RECORDINGS_USERNAME, SANDBOX_RECORDINGS_PASSWORD];
		for (const value of values) expect(page).toContain(`\`${value}\``);
		expect(page).toContain(`\`http://127.0.0.1:${DEFAULT_PORT}/video/v2\``);
		expect(page).toContain(`\`127.0.0.1:${DEFAULT_FILES_PORT}\``);
	});

	test('sends to a page that lists every method of the control API of the sandbox', () => {
		const methods = Object.getOwnPropertyNames(SandboxControl.prototype).filter((name) => !['constructor', 'call'].includes(name));
		expect(methods.length).toBeGreaterThan(8);
		const page = readFileSync(path.join(ROOT, 'test/sandbox/README.md'), 'utf8');
		for (const method of methods) expect(page).toContain(`\`${method}\``);
	});
});
