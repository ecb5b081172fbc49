import { readFileSync, statSync } from 'node:fs';
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

/**
 * Throws, with a sentence, unless `dist` holds what the sources in `root` compile to: packing an old
 * build would test an old package.
 */
export function checkBuild(root: string): void {
	const compiled = new Set(listFiles(root, 'dist'));
	if (compiled.size === 0) throw new Error('There is no dist folder: run npm run build first.');
	for (const source of shippedSources(root)) {
		const target = `dist/${source.replace(/\.ts$/, '.js')}`;
		if (!compiled.has(target) || statSync(join(root, target)).mtimeMs < statSync(join(root, source)).mtimeMs) {
			throw new Error(`${target} is missing or older than its source: run npm run build first.`);
		}
	}
}

/** Paths of the TypeScript files that ship, relative to `root`. */
export function shippedSources(root: string): string[] {
	return [...listFiles(root, 'nodes'), ...listFiles(root, 'credentials')].filter((path) => path.endsWith('.ts'));
}

/** What the built class of a node or credential says about itself; `file` ends `<Class>.node.js` or `<Class>.credentials.js`. */
export function loadBuilt<T>(root: string, file: string): T {
	const exported: Record<string, new () => T> = require(join(root, file));
	const Built = exported[basename(file).split('.')[0]];
	return new Built();
}

/** The description of a built node. */
export function loadDescription(root: string, file: string): INodeTypeDescription {
	return loadBuilt<{ description: INodeTypeDescription }>(root, file).description;
}

/** Every operation of a node as `resource/operation`, sorted: the path of its output schema without the ending. */
export function operationsOf(description: INodeTypeDescription): string[] {
	return description.properties
		.filter((property) => property.name === 'operation')
		.flatMap((menu) =>
			(menu.displayOptions?.show?.resource ?? []).flatMap((resource) =>
				(menu.options ?? []).flatMap((option) => ('value' in option ? [`${String(resource)}/${option.value}`] : [])),
			),
		)
		.sort();
}

/** Names of the modules that a compiled (CommonJS) file asks for, by `require()` or `import()`. */
export function importsOf(code: string): string[] {
	return [...code.matchAll(/\b(?:require|import)\(\s*(['"`])(.*?)\1/g)].map((match) => match[2]);
}
