import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import type { Icon, INodeTypeDescription } from 'n8n-workflow';

import { BUNDLE, checkBuild, importsOf, loadBuilt, loadDescription, readManifest, schemasOf, shippedSources } from './built.mts';
import { listFiles, listPackage, type PackedPackage } from './pack.mts';

const root = resolve(__dirname, '../..');
const KILOBYTE = 1024;

let packed: PackedPackage;
let paths: string[];

beforeAll(() => {
	checkBuild(root);
	packed = listPackage(root);
	paths = packed.files.map((file) => file.path);
});

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const manifest = readManifest(root);
const { nodes, credentials } = manifest.n8n;

describe('The published package', () => {
	test('holds the built files, the licence, the readme and its manifest, and nothing else', () => {
		const expected = /^(dist\/index\.js|dist\/(nodes|credentials|icons)\/.+\.(js|json|svg)|LICENSE\.md|README\.md|CHANGELOG\.md|package\.json)$/;
		expect(paths.filter((path) => !expected.test(path))).toEqual([]);
		expect(paths).toEqual(expect.arrayContaining(['LICENSE.md', 'README.md', 'package.json']));
	});

	test('holds no source maps, no build state and no tests', () => {
		expect(paths.filter((path) => /\.map$|tsbuildinfo|\.test\.|(^|\/)tests?\//.test(path))).toEqual([]);
	});

	test('holds the bundle of its sources, and beside it only the files that n8n loads', () => {
		expect(paths.filter((path) => path.endsWith('.js')).sort()).toEqual([BUNDLE, ...nodes, ...credentials].sort());
	});

	test('is at most 40 KB packed', () => {
		expect(packed.size).toBeLessThanOrEqual(40 * KILOBYTE);
	});

	test('asks at run time for n8n-workflow, luxon, the crypto of Node and its own files only', () => {
		const foreign = paths
			.filter((path) => path.endsWith('.js'))
			.flatMap((path) => importsOf(read(path)).map((name) => ({ path, name })))
			.filter(({ name }) => !/^(n8n-workflow|luxon|crypto|\.\.?\/.+)$/.test(name));
		expect(foreign).toEqual([]);
	});
});

describe('The manifest', () => {
	test('has no dependency but the n8n-workflow of its host', () => {
		const { dependencies, optionalDependencies, bundledDependencies, bundleDependencies, overrides } = manifest;
		expect({ dependencies, optionalDependencies, bundledDependencies, bundleDependencies, overrides }).toEqual({});
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	test('registers every node and credential there is, and the package holds each of them', () => {
		const compiled = (ending: string) =>
			shippedSources(root)
				.filter((path) => path.endsWith(ending))
				.map((path) => `dist/${path.replace(/\.ts$/, '.js')}`);
		expect([...nodes].sort()).toEqual(compiled('.node.ts').sort());
		expect([...credentials].sort()).toEqual(compiled('.credentials.ts').sort());
		expect(paths).toEqual(expect.arrayContaining([...nodes, ...credentials]));
	});
});

describe('The rules of n8n', () => {
	test('are kept unchanged: strict mode with the default lint configuration', () => {
		const template = 'node_modules/@n8n/node-cli/dist/template/templates/shared/default/eslint.config.mjs';
		const words = (path: string) => read(path).trim().split(/\s+/);
		expect(manifest.n8n.strict).toBe(true);
		expect(words('eslint.config.mjs')).toEqual(words(template));
	});

	test('are not switched off by a comment in anything that ships', () => {
		const suppressing = shippedSources(root).filter((path) => /eslint-disable|@ts-(ignore|expect-error|nocheck)/.test(read(path)));
		expect(suppressing).toEqual([]);
	});
});

describe.each([...nodes, ...credentials])('%s', (file) => {
	test('has an icon for light and another for dark canvases, both in the package', () => {
		const { icon } = file.endsWith('.node.js') ? loadDescription(root, file) : loadBuilt<{ icon: Icon }>(root, file);
		if (typeof icon !== 'object') throw new Error(`The icon has no light and dark form: ${String(icon)}`);
		const [light, dark] = [icon.light, icon.dark].map((name) => join(dirname(file), name.replace(/^file:/, '')).replaceAll('\\', '/'));
		expect(paths).toEqual(expect.arrayContaining([light, dark]));
		expect(read(light)).toContain('<svg');
		expect(read(light)).not.toBe(read(dark));
	});
});

describe.each(nodes)('%s', (file) => {
	let description: INodeTypeDescription;
	beforeAll(() => {
		description = loadDescription(root, file);
	});

	test('is found in the node panel: its codex is beside it, names it and says where its documentation is', () => {
		const path = file.replace(/\.js$/, '.json');
		expect(paths).toContain(path);
		const codex = JSON.parse(read(path));
		const page = { url: expect.stringMatching(/^https:\/\//) };
		expect(codex.node).toBe(`n8n-nodes-enablex.${description.name}`);
		// n8n drops a codex that has no `resources` (n8n.md 5).
		expect(codex.resources).toEqual({ credentialDocumentation: [page], primaryDocumentation: [page] });
		expect(codex.categories.length).toBeGreaterThan(0);
		expect(codex.alias).toEqual(expect.arrayContaining(['meeting', 'recording']));
	});

	test('shows the output of every operation before it has run: each has a schema, and no schema is left over', () => {
		const folder = `${dirname(file)}/__schema__/`;
		const schemas = paths.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));
		expect(schemas.sort()).toEqual(schemasOf(description));
	});

	test('has output schemas of objects, in the version that n8n reads', () => {
		const folder = `${dirname(file)}/__schema__`;
		for (const path of listFiles(root, folder)) {
			expect({ path, ...JSON.parse(read(path)) }).toMatchObject({ path, type: 'object', version: 1, properties: expect.any(Object) });
		}
	});

	test('has a description of at most 45 KB', () => {
		expect(JSON.stringify(description).length).toBeLessThanOrEqual(45 * KILOBYTE);
	});
});
