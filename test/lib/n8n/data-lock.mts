import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hasCode, isAlive } from '../processes.mts';

/**
 * Locks a data folder for this process, because two instances of n8n would corrupt one SQLite file.
 * Returns the function that unlocks it. Throws if a running process holds the lock; takes over the
 * lock of a dead one.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
	const file = path.join(folder, 'host.pid');
	await mkdir(folder, { recursive: true });
	try {
		await writeFile(file, String(process.pid), { flag: 'wx' });
	} catch (error) {
		if (!hasCode(error, 'EEXIST')) throw error;
		await takeOver(file, folder);
	}
	return async () => await rm(file, { force: true });
}

async function takeOver(file: string, folder: string): Promise<void> {
	const holder = Number(await readFile(file, 'utf8'));
	if (holder > 0 && holder !== process.pid && isAlive(holder)) {
		throw new Error(
			`${folder} is in use by process ${holder}, another npm start. Stop it, ` +
				'or set ENABLEX_DATA_DIR to another folder.',
		);
	}
	await writeFile(file, String(process.pid));
}
