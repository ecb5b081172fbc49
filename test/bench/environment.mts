import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

import { projectFolders } from '../lib/n8n/directories.mts';
import { installN8n } from '../lib/n8n/install.mts';
import { ensureNode24 } from '../lib/n8n/node24.mts';
import { installLog, projectRoot } from '../lib/n8n/paths.mts';
import type { Report } from '../lib/steps.mts';
import { DEFAULT_VERSION, findVersion } from '../lib/n8n/versions.mts';
import { unpackPackage } from '../package/pack.mts';

/** A temporary folder that holds the packed package next to an installed n8n. */
export interface BenchEnvironment {
	folder: string;
	/** Path of the Node 24 binary. */
	node: string;
	/** The package as published; it resolves n8n-workflow from the installed n8n. */
	packageFolder: string;
	/** The bundled measuring process. */
	measuringFile: string;
	n8nVersion: string;
	/** Receives the output of the processes started here. */
	logFile: string;
	remove(): Promise<void>;
}

/**
 * Prepares everything that is measured: n8n from the cache (installed if missing), the
 * packed package next to it, and the measuring process bundled into one file, because TypeScript
 * loaders and the checkout's own n8n-workflow would distort the measurements.
 */
export async function openEnvironment(report: Report): Promise<BenchEnvironment> {
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
