import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What npm would publish: the tarball's name and size in bytes, and the paths in it. */
export interface PackedPackage {
	filename: string;
	size: number;
	files: Array<{ path: string; size: number }>;
}

/**
 * Runs `npm pack` on the package in `root`. Scripts are off, so `dist` is packed as it is.
 * Throws if npm fails or returns anything but one package.
 */
function npmPack(root: string, options: string[]): PackedPackage {
	const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', ...options], {
		cwd: root,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'pipe'],
		shell: process.platform === 'win32',
	});
	const packed: PackedPackage[] = JSON.parse(output);
	if (packed.length !== 1) throw new Error(`npm pack returned ${packed.length} packages`);
	return packed[0];
}

/** Lists what npm would publish from `root`, without writing anything. */
export function listPackage(root: string): PackedPackage {
	return npmPack(root, ['--dry-run']);
}

/** Packs `root` into `folder`, which must exist. Returns the path of the tarball. */
export function packPackage(root: string, folder: string): string {
	return join(folder, npmPack(root, ['--pack-destination', folder]).filename);
}

/**
 * Packs `root` and unpacks the tarball below `folder`, which must exist and be empty.
 * Returns the folder that holds the published files.
 */
export function unpackPackage(root: string, folder: string): string {
	const filename = packPackage(root, folder);
	// `tar` instead of a library: it is available wherever npm runs a build (on Windows since 2018).
	execFileSync('tar', ['-xzf', filename], { cwd: folder });
	return resolve(folder, 'package');
}

/** Paths of the files in `root/folder` at any depth, relative to `root` and with `/`. Empty if the folder does not exist. */
export function listFiles(root: string, folder: string): string[] {
	let entries;
	try {
		entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
	} catch {
		return [];
	}
	const start = resolve(root).length + 1;
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => resolve(entry.parentPath, entry.name).slice(start).replaceAll('\\', '/'))
		.sort();
}
