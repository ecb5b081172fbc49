import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { secretsInText } from '../secrets/canaries.mts';
import type { Secrets } from '../secrets/canaries.mts';

/** What is not n8n's: the account in the sandbox's own data, and the README in the package. */
const OF_OTHERS = [/^sandbox\.json$/, /[\\/]node_modules[\\/]/];

/** A file of a folder, by its path in it, with the names of the secrets in it. */
export interface SearchedFile {
	readonly file: string;
	readonly bytes: number;
	readonly secrets: readonly string[];
}

/**
 * Looks for secrets in every file below a data folder, byte by byte: database, its journal, settings,
 * logs, binary data. A text that the database keeps across the border of two pages is not seen
 * here; n8n's own answers about the same executions are searched as well.
 */
export async function searchFolder(folder: string, secrets: Secrets): Promise<SearchedFile[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
	const searched: SearchedFile[] = [];
	for (const file of files.filter((one) => !OF_OTHERS.some((pattern) => pattern.test(one)))) {
		const content = await readOrNothing(path.join(folder, file));
		searched.push({ file, bytes: content.length, secrets: secretsInText(content, secrets) });
	}
	return searched;
}

/** A file may go while n8n is at work, as its journal does. */
async function readOrNothing(file: string): Promise<Buffer> {
	return await readFile(file).catch(() => Buffer.alloc(0));
}
