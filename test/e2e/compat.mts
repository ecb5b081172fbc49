/**
 * The compatibility run: the same checks on every n8n of the README's table, side by side. Prints the
 * reports and the table; with `--write` it goes into the README. Exits with 1 when a check fails anywhere,
 * or when the README shows another table.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { execa } from 'execa';

import { projectFolders } from '../host/directories.mts';
import { installN8n } from '../host/n8n-install.mts';
import { ensureNode24 } from '../host/node24.mts';
import { projectRoot } from '../host/paths.mts';
import { findVersion } from '../host/versions.mts';
import { COLUMNS, IS_DURABLE } from './compat-settings.mts';
import type { Column } from './compat-settings.mts';
import { formatTable, readSections, replaceTable } from './compat-table.mts';

async function runColumn({ title, version, isDurable }: Column) {
	const script = path.join(projectRoot(), 'test', 'e2e', 'compat-column.mts');
	const { stdout, stderr, exitCode } = await execa('node', ['--import', 'tsx', script, '--n8n-version', version], {
		reject: false,
		env: isDurable ? { [IS_DURABLE]: 'true' } : {},
	});
	console.log(`\n=== ${title}\n${stdout}\n${stderr}`);
	return { title, sections: readSections(stdout), isGreen: exitCode === 0 };
}

/** Installs every n8n of the table, one after the other: they share a cache. */
async function install(): Promise<void> {
	const { cache } = projectFolders();
	const report = (line: string) => console.log(line);
	const node = await ensureNode24({ cache, report });
	for (const version of new Set(COLUMNS.map((column) => column.version))) {
		await installN8n(findVersion(version), { cache, node, report });
	}
}

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
await install();
const results = await Promise.all(COLUMNS.map(runColumn));
const table = formatTable(results);
console.log(`\n${table}\n`);
const file = path.join(projectRoot(), 'README.md');
const readme = await readFile(file, 'utf8');
if (values.write) await writeFile(file, replaceTable(readme, table));
const isTold = values.write || replaceTable(readme, table) === readme;
if (!isTold) console.log('The README has another table. Renew it: npm run test:compat -- --write');
process.exit(isTold && results.every(({ isGreen }) => isGreen) ? 0 : 1);
