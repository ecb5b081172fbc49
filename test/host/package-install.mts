import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand, runNpm } from './commands.mts';
import { communityFolder, PACKAGE_NAME } from './paths.mts';

/** What putting the package into n8n takes. */
export interface PackageInstallOptions {
	/** Folder to pack: the built checkout. */
	readonly source: string;
	readonly userFolder: string;
	readonly logFile: string;
	readonly signal?: AbortSignal;
}

/**
 * Packs the checkout as a release would and unpacks it where n8n looks for community packages
 * (host.md 4). Without `npm install` there: that would bring a second n8n-workflow. Returns false
 * when the same tarball is already in place.
 */
export async function installPackage(options: PackageInstallOptions): Promise<boolean> {
	const workplace = await mkdtemp(path.join(tmpdir(), `${PACKAGE_NAME}-pack-`));
	try {
		const tarball = await pack(workplace, options);
		return await unpackIfNew(tarball, options);
	} finally {
		await rm(workplace, { recursive: true, force: true });
	}
}

async function pack(workplace: string, { source, logFile, signal }: PackageInstallOptions): Promise<string> {
	await runNpm(['pack', '--ignore-scripts', '--pack-destination', workplace], { cwd: source, logFile, signal });
	const tarball = (await readdir(workplace)).find((name) => name.endsWith('.tgz'));
	if (!tarball) throw new Error(`npm pack made no tarball. See ${logFile}`);
	return path.join(workplace, tarball);
}

async function unpackIfNew(tarball: string, options: PackageInstallOptions): Promise<boolean> {
	const home = communityFolder(options.userFolder);
	const target = path.join(home, 'node_modules', PACKAGE_NAME);
	const stampFile = path.join(home, `${PACKAGE_NAME}.sha256`);
	const hash = createHash('sha256').update(await readFile(tarball)).digest('hex');
	if ((await readOrNothing(stampFile)) === hash) return false;

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

async function readOrNothing(file: string): Promise<string> {
	return await readFile(file, 'utf8').catch(() => '');
}
