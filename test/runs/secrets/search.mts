import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { secretsInText } from '../../lib/secrets/canaries.mts';
import type { Secrets } from '../../lib/secrets/canaries.mts';

/** Files that are not n8n's: the sandbox's own data with its account, and the README in the package. */
const EXCLUDED = [/^sandbox\.json$/, /[\\/]node_modules[\\/]/];

/** A file, by its path below the folder, with the names of the secrets it contains. */
export interface SearchedFile {
	readonly file: string;
	readonly bytes: number;
	readonly secrets: readonly string[];
}

/**
 * Searches every file below a data folder for secrets, byte by byte: database, journal, settings,
 * logs, binary data. It misses a text that the database stores across two pages; n8n's own answers
 * about the same executions are searched as well.
 */
export async function searchFolder(folder: string, secrets: Secrets): Promise<SearchedFile[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
	const searched: SearchedFile[] = [];
	for (const file of files.filter((one) => !EXCLUDED.some((pattern) => pattern.test(one)))) {
		const content = await readOrNothing(path.join(folder, file));
		searched.push({ file, bytes: content.length, secrets: secretsInText(content, secrets) });
	}
	return searched;
}

/** A file may disappear while n8n is running, as its journal does. */
async function readOrNothing(file: string): Promise<Buffer> {
	return await readFile(file).catch(() => Buffer.alloc(0));
}
