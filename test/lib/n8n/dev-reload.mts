import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { StartOptions } from './options.mts';
import { DEFAULT_VERSION } from './versions.mts';

/** n8n's own setting for development: it watches the folder of each package, and loads one again in which a file has changed. */
export const DEV_ENVIRONMENT = { N8N_DEV_RELOAD: 'true' };

/** Throws a sentence for an n8n that reloads nothing: 1.x does so only in a development mode of its own. */
export function refuseWithoutReload({ release }: Pick<StartOptions, 'release'>): void {
	if (release.version === DEFAULT_VERSION) return;
	throw new Error(`npm run dev needs n8n ${DEFAULT_VERSION}, which reloads nodes. Run n8n ${release.version} with npm start.`);
}

/**
 * Makes `dist` of the installed package in `target` the same as that of the checkout, and touches
 * only files that differ, because each one touched has n8n load the package again. A copy and not a
 * link: n8n forgets the old code by the real path of its files, which is elsewhere behind a link.
 * Returns the paths that have changed, relative to the package.
 */
export async function copyBuild(checkout: string, target: string): Promise<string[]> {
	const built = await filesOf(checkout);
	// Beside node_modules, so that n8n never sees half a file.
	const draft = await mkdtemp(path.join(target, '..', '..', 'reload-'));
	try {
		const changed: string[] = [];
		for (const file of built) if (await copyIfChanged(file, checkout, target, draft)) changed.push(file);
		const gone = (await filesOf(target)).filter((file) => !built.includes(file));
		for (const file of gone) await rm(path.join(target, file));
		return [...changed, ...gone];
	} finally {
		await rm(draft, { recursive: true, force: true });
	}
}

async function copyIfChanged(file: string, checkout: string, target: string, draft: string): Promise<boolean> {
	const wanted = await readFile(path.join(checkout, file));
	const there = await readFile(path.join(target, file)).catch(() => undefined);
	if (there?.equals(wanted)) return false;
	const finished = path.join(draft, 'file');
	await writeFile(finished, wanted);
	await mkdir(path.dirname(path.join(target, file)), { recursive: true });
	await rename(finished, path.join(target, file));
	return true;
}

async function filesOf(folder: string): Promise<string[]> {
	const entries = await readdir(path.join(folder, 'dist'), { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile());
	return files.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort();
}
