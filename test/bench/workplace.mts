import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

import { projectFolders } from '../host/directories.mts';
import { installN8n } from '../host/n8n-install.mts';
import { ensureNode24 } from '../host/node24.mts';
import { installLog, projectRoot } from '../host/paths.mts';
import type { Report } from '../host/steps.mts';
import { DEFAULT_VERSION, findVersion } from '../host/versions.mts';
import { unpackPackage } from '../package/pack.mts';

/** A temporary folder in which the packed package meets an installed n8n. */
export interface Workplace {
	folder: string;
	/** Path of Node 24. */
	node: string;
	/** The package as it is published; it finds n8n's own n8n-workflow. */
	packageFolder: string;
	/** The bundled measuring process. */
	measuringFile: string;
	n8nVersion: string;
	/** Gets what the started processes print. */
	logFile: string;
	remove(): Promise<void>;
}

/**
 * Prepares everything that is measured: n8n from the cache (installed when it is missing), the
 * packed package beside it, and the measuring process as one file, because TypeScript loaders and
 * the checkout's own n8n-workflow have no place in a measurement.
 */
export async function openWorkplace(report: Report): Promise<Workplace> {
	const release = findVersion(DEFAULT_VERSION);
	const { cache } = projectFolders();
	const node = await ensureNode24({ cache, report });
	const install = await installN8n(release, { cache, node, report });
	const logFile = installLog(cache, 'bench');
	await mkdir(path.dirname(logFile), { recursive: true });
	await writeFile(logFile, '');
	const folder = await mkdtemp(path.join(tmpdir(), 'enablex-bench-'));
	await symlink(path.join(install, 'node_modules'), path.join(folder, 'node_modules'));
	await mkdir(path.join(folder, 'packed'));
	report('packing the package');
	const packageFolder = unpackPackage(projectRoot(), path.join(folder, 'packed'));
	const measuringFile = path.join(folder, 'measuring.cjs');
	await build({
		entryPoints: [path.join(projectRoot(), 'test/bench/measuring/main.mts')],
		outfile: measuringFile,
		bundle: true,
		external: ['n8n-workflow', 'n8n-core', '@n8n/*', 'luxon', 'reflect-metadata'],
		platform: 'node',
		format: 'cjs',
		target: 'node24',
		logLevel: 'error',
	});
	return {
		folder,
		node,
		packageFolder,
		measuringFile,
		n8nVersion: release.version,
		logFile,
		remove: async () => await rm(folder, { recursive: true, force: true, maxRetries: 3 }),
	};
}
