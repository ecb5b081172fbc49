import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

import type { INodeTypeDescription } from 'n8n-workflow';

import { listFiles } from './pack.mts';

/** The parts of package.json that the package tests look at. */
export interface Manifest {
	dependencies?: unknown;
	optionalDependencies?: unknown;
	bundledDependencies?: unknown;
	bundleDependencies?: unknown;
	overrides?: unknown;
	peerDependencies: Record<string, string>;
	scripts: Record<string, string>;
	n8n: { strict: boolean; nodes: string[]; credentials: string[] };
}

/** Reads package.json in `root`. */
export function readManifest(root: string): Manifest {
	return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
}

/** The one file that all code of the package is bundled into. */
export const BUNDLE = 'dist/index.js';

/** The inputs of the build. */
const BUILT_FROM = ['nodes', 'credentials', 'icons', 'package.json', 'tsconfig.json', 'gulpfile.js'];

/**
 * Throws if the bundle in `dist` is missing or older than any of its sources in `root`: packing an old
 * build would test an old package.
 */
export function checkBuild(root: string): void {
	if (!listFiles(root, 'dist').includes(BUNDLE)) throw new Error('There is no build: run npm run build first.');
	const newer = newerThanBuild(root);
	if (newer !== undefined) throw new Error(`The build is older than ${newer}: run npm run build first.`);
}

/** Whether the build in `dist` is newer than its sources. */
export function isUpToDate(root: string): boolean {
	return existsSync(join(root, BUNDLE)) && newerThanBuild(root) === undefined;
}

/** A source that has changed since the build, if any. A folder changes when a file in it is added or removed. */
function newerThanBuild(root: string): string | undefined {
	const changedAt = (path: string) => statSync(join(root, path)).mtimeMs;
	const built = changedAt(BUNDLE);
	const sources = BUILT_FROM.flatMap((path) => (path.includes('.') ? [path] : [path, ...listAll(root, path)]));
	return sources.find((path) => changedAt(path) > built);
}

function listAll(root: string, folder: string): string[] {
	return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
}

/** Paths of the TypeScript files that ship, relative to `root`. */
export function shippedSources(root: string): string[] {
	return [...listFiles(root, 'nodes'), ...listFiles(root, 'credentials')].filter((path) => path.endsWith('.ts'));
}

/** An instance of the built class of a node or credential; `file` ends in `<Class>.node.js` or `<Class>.credentials.js`. */
export function loadBuilt<T>(root: string, file: string): T {
	const exported: Record<string, new () => T> = require(join(root, file));
	const Built = exported[basename(file).split('.')[0]];
	return new Built();
}

/** The description of a built node. */
export function loadDescription(root: string, file: string): INodeTypeDescription {
	return loadBuilt<{ description: INodeTypeDescription }>(root, file).description;
}

/** The output schemas that a node must have, sorted: one for each `resource/operation`, or one for a node without operations. */
export function schemasOf(description: INodeTypeDescription): string[] {
	const operations = description.properties
		.filter((property) => property.name === 'operation')
		.flatMap((menu) =>
			(menu.displayOptions?.show?.resource ?? []).flatMap((resource) =>
				(menu.options ?? []).flatMap((option) => ('value' in option ? [`v1.0.0/${String(resource)}/${option.value}.json`] : [])),
			),
		);
	return operations.length > 0 ? operations.sort() : ['v1.0.0.json'];
}

/** Names of the modules that a compiled (CommonJS) file loads with `require()` or `import()`. */
export function importsOf(code: string): string[] {
	return [...code.matchAll(/\b(?:require|import)\(\s*(['"`])(.*?)\1/g)].map((match) => match[2]);
}

/** Names of the functions that a file declares at its top level, TypeScript or compiled. */
export function functionsOf(code: string): string[] {
	return [...code.matchAll(/^(?:export )?(?:async )?function\*? (\w+)/gm)].map((match) => match[1]);
}
