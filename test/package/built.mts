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

/** The one file that all code of the package is bundled into. */
export const BUNDLE = 'dist/index.js';

/**
 * Throws, with a sentence, unless the bundle in `dist` is newer than every source in `root`: packing
 * an old build would test an old package.
 */
export function checkBuild(root: string): void {
	if (!listFiles(root, 'dist').includes(BUNDLE)) throw new Error('There is no build: run npm run build first.');
	const built = statSync(join(root, BUNDLE)).mtimeMs;
	const newer = shippedSources(root).find((source) => statSync(join(root, source)).mtimeMs > built);
	if (newer !== undefined) throw new Error(`The build is older than ${newer}: run npm run build first.`);
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

/** The output schemas a node has to have, sorted: one for each `resource/operation`, or one for a node without operations. */
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

/** Names of the modules that a compiled (CommonJS) file asks for, by `require()` or `import()`. */
export function importsOf(code: string): string[] {
	return [...code.matchAll(/\b(?:require|import)\(\s*(['"`])(.*?)\1/g)].map((match) => match[2]);
}
