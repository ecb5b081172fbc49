import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand, runNpm } from './commands.mts';
import { buildOnce } from './finished-folder.mts';
import { installLog } from './paths.mts';

/** Where and how to get Node 24. */
export interface Node24Options {
	/** Cache folder; without it the one of this user. */
	readonly cache?: string;
	readonly signal?: AbortSignal;
	/** Told when something has to be downloaded. */
	readonly report?: (step: string) => void;
}

const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

/**
 * The path of a Node 24 program, which n8n 2.41 needs: the running Node when it is one, else one
 * from npm, installed once into the cache. Exactly 24, because isolated-vm ships its binaries per
 * Node release (host.md 1). Rejects with a sentence on other systems and when npm fails.
 */
export async function ensureNode24(options: Node24Options = {}): Promise<string> {
	if (process.versions.node.startsWith('24.')) return process.execPath;
	const cache = options.cache ?? (await defaultCache());
	const packageName = nodePackage(process.platform, process.arch);
	const folder = path.join(cache, packageName);
	await buildOnce(folder, async (draft) => await install(draft, packageName, cache, options));
	return binary(folder, packageName);
}

/** The npm package that carries the Node program for a system; throws a sentence where there is none. */
export function nodePackage(platform: string, arch: string): string {
	const system = `${platform}-${arch}`;
	if (!PLATFORMS.includes(system)) {
		throw new Error(`n8n needs Node 24, and npm has none for ${system}: install Node 24 and start again with it.`);
	}
	return `node-${system}`;
}

function binary(folder: string, packageName: string): string {
	return path.join(folder, 'node_modules', packageName, 'bin', 'node');
}

async function install(folder: string, packageName: string, cache: string, { signal, report }: Node24Options): Promise<void> {
	report?.('downloading it from npm');
	const options = { cwd: folder, logFile: installLog(cache, packageName), signal };
	await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: { [packageName]: '24' } }));
	await runNpm(['install', '--ignore-scripts'], options);
	await runCommand(binary(folder, packageName), ['--version'], options);
}

/** Loaded late: its library is an ES module, which a CommonJS test runner cannot load. */
async function defaultCache(): Promise<string> {
	const { projectFolders } = await import('./directories.mts');
	return projectFolders().cache;
}
