import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand, runNpm } from '../commands.mts';
import { buildOnce } from './finished-folder.mts';
import { installLog } from './paths.mts';

/** Where and how to get Node 24. */
export interface Node24Options {
	/** The cache folder; defaults to the user's. */
	readonly cache?: string;
	readonly signal?: AbortSignal;
	/** Called when something has to be downloaded. */
	readonly report?: (step: string) => void;
}

const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

/**
 * The path of a Node 24 binary, which n8n 2.41 needs: the running Node if it is version 24,
 * otherwise one from npm, installed once into the cache. Exactly 24, because isolated-vm ships its
 * binaries per Node release. Rejects on unsupported systems and if npm fails.
 */
export async function ensureNode24(options: Node24Options = {}): Promise<string> {
	if (process.versions.node.startsWith('24.')) return process.execPath;
	const cache = options.cache ?? (await defaultCache());
	const packageName = nodePackage(process.platform, process.arch);
	const folder = path.join(cache, packageName);
	await buildOnce(folder, async (draft) => await install(draft, packageName, cache, options));
	return binary(folder, packageName);
}

/** The npm package with the Node binary for a system. Throws if npm has no such package. */
export function nodePackage(platform: string, arch: string): string {
	const system = `${platform}-${arch}`;
	if (!PLATFORMS.includes(system)) {
		throw new Error(`n8n needs Node 24, and npm has none for ${system}: install Node 24 and run this command with it.`);
	}
	return `node-${system}`;
}

function binary(folder: string, packageName: string): string {
	return path.join(folder, 'node_modules', packageName, 'bin', 'node');
}

async function install(folder: string, packageName: string, cache: string, { signal, report }: Node24Options): Promise<void> {
	report?.('downloading from npm');
	const options = { cwd: folder, logFile: installLog(cache, packageName), signal };
	await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: { [packageName]: '24' } }));
	await runNpm(['install', '--ignore-scripts'], options);
	await runCommand(binary(folder, packageName), ['--version'], options);
}

/** Imported lazily, because its library is an ES module, which a CommonJS test runner cannot load. */
async function defaultCache(): Promise<string> {
	const { projectFolders } = await import('./directories.mts');
	return projectFolders().cache;
}
