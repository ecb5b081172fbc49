import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import type { Icon, INodeTypeDescription } from 'n8n-workflow';

import { BUNDLE, checkBuild, functionsOf, importsOf, loadBuilt, loadDescription, readManifest, schemasOf, shippedSources } from './built.mts';
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
	test('contains the built files, the licence, the readme, the changelog and the manifest, and nothing else', () => {
		const expected = /^(dist\/index\.js|dist\/(nodes|credentials|icons)\/.+\.(js|json|svg)|LICENSE\.md|README\.md|CHANGELOG\.md|package\.json)$/;
		expect(paths.filter((path) => !expected.test(path))).toEqual([]);
		expect(paths).toEqual(expect.arrayContaining(['LICENSE.md', 'README.md', 'package.json']));
	});

	test('contains no source maps, no build state and no tests', () => {
		expect(paths.filter((path) => /\.map$|tsbuildinfo|\.test\.|(^|\/)tests?\//.test(path))).toEqual([]);
	});

	test('contains as code only the bundle and the files that n8n loads', () => {
		expect(paths.filter((path) => path.endsWith('.js')).sort()).toEqual([BUNDLE, ...nodes, ...credentials].sort());
	});

	test('is at most 80 KB packed', () => {
		expect(packed.size).toBeLessThanOrEqual(80 * KILOBYTE);
	});

	test('is readable: functions keep their names, and code keeps its line breaks', () => {
		const code = read(BUNDLE);
		const bundled = new Set(functionsOf(code));
		const written = shippedSources(root).flatMap((path) => functionsOf(read(path)));
		// A number follows the name where two files have a function of the same name.
		const isKept = (name: string) => bundled.has(name) || bundled.has(`${name}2`);
		expect(written.length).toBeGreaterThan(100);
		expect(written.filter((name) => !isKept(name))).toEqual([]);
		expect(code.split('\n').filter((line) => line.length > 400)).toEqual([]);
		expect(code.length / code.split('\n').length).toBeLessThan(60);
	});

	test("loads only n8n-workflow, luxon, Node's crypto and its own files at run time", () => {
		const foreign = paths
			.filter((path) => path.endsWith('.js'))
			.flatMap((path) => importsOf(read(path)).map((name) => ({ path, name })))
			.filter(({ name }) => !/^(n8n-workflow|luxon|crypto|\.\.?\/.+)$/.test(name));
		expect(foreign).toEqual([]);
	});
});

describe('The manifest', () => {
	test("has no dependency except the host's n8n-workflow", () => {
		const { dependencies, optionalDependencies, bundledDependencies, bundleDependencies, overrides } = manifest;
		expect({ dependencies, optionalDependencies, bundledDependencies, bundleDependencies, overrides }).toEqual({});
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	test('has scripts that run in any shell: programs and their arguments, joined by &&', () => {
		const programs = /^(npm|node|rimraf|tsc|gulp|n8n-node)( [\w:./-]+)*$/;
		const commands = Object.values(manifest.scripts).flatMap((script) => script.split(' && '));
		expect(commands.filter((command) => !programs.test(command))).toEqual([]);
	});

	test('has no script that docs/development.md does not mention', () => {
		const page = read('docs/development.md');
		const command = (script: string) => (['start', 'test'].includes(script) ? `npm ${script}` : `npm run ${script}`);
		const isNamed = (script: string) => new RegExp(`\\b${command(script)}(?![\\w:])`).test(page);
		expect(Object.keys(manifest.scripts).filter((script) => !isNamed(script))).toEqual([]);
	});

	test('registers every node and credential, and the package contains each of them', () => {
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
	test('are unchanged: strict mode with the default lint configuration', () => {
		const template = 'node_modules/@n8n/node-cli/dist/template/templates/shared/default/eslint.config.mjs';
		const words = (path: string) => read(path).trim().split(/\s+/);
		expect(manifest.n8n.strict).toBe(true);
		expect(words('eslint.config.mjs')).toEqual(words(template));
	});

	test('are not disabled by a comment in any shipped file', () => {
		const suppressing = shippedSources(root).filter((path) => /eslint-disable|@ts-(ignore|expect-error|nocheck)/.test(read(path)));
		expect(suppressing).toEqual([]);
	});
});

describe.each([...nodes, ...credentials])('%s', (file) => {
	test('has different icons for light and dark canvases, both in the package', () => {
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

	test('is found in the node panel: its codex is beside it, names it and links to its documentation', () => {
		const path = file.replace(/\.js$/, '.json');
		expect(paths).toContain(path);
		const codex = JSON.parse(read(path));
		const page = { url: expect.stringMatching(/^https:\/\//) };
		expect(codex.node).toBe(`n8n-nodes-enablex.${description.name}`);
		// n8n drops a codex that has no `resources` (n8n-host.md 5).
		expect(codex.resources).toEqual({ credentialDocumentation: [page], primaryDocumentation: [page] });
		expect(codex.categories.length).toBeGreaterThan(0);
		expect(codex.alias).toEqual(expect.arrayContaining(['meeting', 'recording']));
	});

	test('shows the output of every operation before its first run: each has a schema, and no schema is unused', () => {
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

	test('has a description of at most 60 KB', () => {
		expect(JSON.stringify(description).length).toBeLessThanOrEqual(60 * KILOBYTE);
	});
});
