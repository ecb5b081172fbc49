import { randomBytes } from 'node:crypto';
import { access, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hasCode, isAlive } from '../processes.mts';

/** This file exists in a folder only if everything in it is complete. */
const STAMP = '.finished';
const DRAFT = /\.draft-(\d+)-[0-9a-f]+$/;

/** Whether the folder was built completely. */
export async function isFinished(folder: string): Promise<boolean> {
	return await access(path.join(folder, STAMP)).then(
		() => true,
		() => false,
	);
}

/**
 * Builds a folder that is either complete or absent: `build` fills a draft next to it, which is
 * renamed at the very end. If two processes build at once, the first one to finish wins, and the
 * other draft is dropped. Drafts of dead processes are removed.
 */
export async function buildOnce(folder: string, build: (draft: string) => Promise<void>): Promise<string> {
	if (await isFinished(folder)) return folder;
	await mkdir(path.dirname(folder), { recursive: true });
	await removeOrphans(path.dirname(folder));
	const draft = draftBeside(folder);
	try {
		await mkdir(draft);
		await build(draft);
		await writeFile(path.join(draft, STAMP), `${new Date().toISOString()}\n`);
		await takePlace(draft, folder);
	} finally {
		await rm(draft, { recursive: true, force: true, maxRetries: 3 });
	}
	return folder;
}

function draftBeside(folder: string): string {
	return `${folder}.draft-${process.pid}-${randomBytes(4).toString('hex')}`;
}

async function takePlace(draft: string, folder: string): Promise<void> {
	try {
		await rename(draft, folder);
	} catch (error) {
		if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
		if (await isFinished(folder)) return;
		await replaceBroken(draft, folder);
	}
}

/** Replaces a folder that somebody damaged by hand: it is renamed before the draft takes its name. */
async function replaceBroken(draft: string, folder: string): Promise<void> {
	const aside = draftBeside(folder);
	await rename(folder, aside);
	await rename(draft, folder);
	await rm(aside, { recursive: true, force: true });
}

async function removeOrphans(parent: string): Promise<void> {
	for (const name of await readdir(parent)) {
		const owner = DRAFT.exec(name)?.[1];
		if (owner && !isAlive(Number(owner))) {
			await rm(path.join(parent, name), { recursive: true, force: true });
		}
	}
}
