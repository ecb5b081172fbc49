import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand, runNpm } from '../commands.mts';
import { communityFolder, PACKAGE_NAME } from './paths.mts';

/** Where to take the package from, and where to install it. */
export interface PackageInstallOptions {
	/** The folder to pack: the built checkout. */
	readonly source: string;
	readonly userFolder: string;
	readonly logFile: string;
	readonly signal?: AbortSignal;
}

/**
 * Packs the checkout like a release and unpacks it where n8n looks for community packages
 * (n8n-host.md 8). Without `npm install`, which would add a second n8n-workflow. Returns false
 * if the same tarball is already installed.
 */
export async function installPackage(options: PackageInstallOptions): Promise<boolean> {
	const packFolder = await mkdtemp(path.join(tmpdir(), `${PACKAGE_NAME}-pack-`));
	try {
		const tarball = await pack(packFolder, options);
		return await unpackIfNew(tarball, options);
	} finally {
		await rm(packFolder, { recursive: true, force: true });
	}
}

async function pack(packFolder: string, { source, logFile, signal }: PackageInstallOptions): Promise<string> {
	await runNpm(['pack', '--ignore-scripts', '--pack-destination', packFolder], { cwd: source, logFile, signal });
	const tarball = (await readdir(packFolder)).find((name) => name.endsWith('.tgz'));
	if (!tarball) throw new Error(`npm pack produced no tarball. See ${logFile}`);
	return path.join(packFolder, tarball);
}

async function unpackIfNew(tarball: string, options: PackageInstallOptions): Promise<boolean> {
	const home = communityFolder(options.userFolder);
	const target = packageFolder(options.userFolder);
	const stampFile = stampOf(options.userFolder);
	const hash = createHash('sha256').update(await readFile(tarball)).digest('hex');
	if ((await readOrEmpty(stampFile)) === hash) return false;

	await rm(stampFile, { force: true });
	await mkdir(path.dirname(target), { recursive: true });
	const draft = await mkdtemp(path.join(home, 'unpack-'));
	try {
		await runCommand('tar', ['-xzf', tarball, '-C', draft], { cwd: home, logFile: options.logFile, signal: options.signal });
		await rm(target, { recursive: true, force: true });
		await rename(path.join(draft, 'package'), target);
		await writeFile(stampFile, hash);
	} finally {
		await rm(draft, { recursive: true, force: true });
	}
	return true;
}

/** The folder that the package has in n8n. */
export function packageFolder(userFolder: string): string {
	return path.join(communityFolder(userFolder), 'node_modules', PACKAGE_NAME);
}

/** To be called before somebody changes the installed package: the next `installPackage` unpacks it anew. */
export async function forgetInstall(userFolder: string): Promise<void> {
	await rm(stampOf(userFolder), { force: true });
}

function stampOf(userFolder: string): string {
	return path.join(communityFolder(userFolder), `${PACKAGE_NAME}.sha256`);
}

async function readOrEmpty(file: string): Promise<string> {
	return await readFile(file, 'utf8').catch(() => '');
}
