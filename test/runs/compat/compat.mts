/**
 * The compatibility run: the same checks on every n8n in the README's table, side by side. Prints the
 * reports and the table; `--write` puts the table into the README. Exits with 1 if any check fails
 * or if the README's table is out of date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { execa } from 'execa';

import { projectFolders } from '../../lib/n8n/directories.mts';
import { installN8n } from '../../lib/n8n/install.mts';
import { ensureNode24 } from '../../lib/n8n/node24.mts';
import { projectRoot } from '../../lib/n8n/paths.mts';
import { findVersion } from '../../lib/n8n/versions.mts';
import { endWithParent } from '../../lib/stop-signals.mts';
import { COLUMNS, DURABLE_VARIABLE } from './settings.mts';
import type { Column } from './settings.mts';
import { formatTable, readSections, replaceTable } from './table.mts';

async function runColumn({ title, version, isDurable }: Column) {
	const script = path.join(projectRoot(), 'test', 'runs', 'compat', 'column.mts');
	const { stdout, stderr, exitCode } = await execa('node', ['--import', 'tsx', script, '--n8n-version', version], {
		reject: false,
		env: isDurable ? { [DURABLE_VARIABLE]: 'true' } : {},
	});
	console.log(`\n=== ${title}\n${stdout}\n${stderr}`);
	return { title, sections: readSections(stdout), isGreen: exitCode === 0 };
}

/** Installs every n8n in the table, one after the other because they share a cache. */
async function install(): Promise<void> {
	const { cache } = projectFolders();
	const report = (line: string) => console.log(line);
	const node = await ensureNode24({ cache, report });
	for (const version of new Set(COLUMNS.map((column) => column.version))) {
		await installN8n(findVersion(version), { cache, node, report });
	}
}

endWithParent();
const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
await install();
const results = await Promise.all(COLUMNS.map(runColumn));
const table = formatTable(results);
console.log(`\n${table}\n`);
const file = path.join(projectRoot(), 'README.md');
const readme = await readFile(file, 'utf8');
if (values.write) await writeFile(file, replaceTable(readme, table));
const isReadmeCurrent = values.write || replaceTable(readme, table) === readme;
if (!isReadmeCurrent) console.log('The table in the README is out of date. Update it: npm run test:compat -- --write');
process.exit(isReadmeCurrent && results.every(({ isGreen }) => isGreen) ? 0 : 1);
