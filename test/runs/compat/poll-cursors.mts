import path from 'node:path';

import { execa } from 'execa';

import { projectFolders } from '../../lib/n8n/directories.mts';
import { ensureNode24 } from '../../lib/n8n/node24.mts';
import { dataPaths } from '../../lib/n8n/paths.mts';

/** Runs in n8n's Node 24, which has SQLite built in; the tests may run on an older Node. */
const COUNT = `
	const { DatabaseSync } = require('node:sqlite');
	const database = new DatabaseSync(process.argv[1], { readOnly: true });
	console.log(database.prepare('select count(*) as rows from poller_state where workflowId = ?').get(process.argv[2]).rows);
`;

/**
 * Counts the poll cursors that n8n stores for a workflow in its own table: 1 with durable poll cursors, 0 without
 * (n8n-host.md 2.4). `data` is the data folder of the run. Rejects if this n8n has no such table.
 */
export async function countDurableCursors(data: string, version: string, workflowId: string): Promise<number> {
	const { cache } = projectFolders();
	const node = await ensureNode24({ cache });
	const database = path.join(dataPaths(data, version).userFolder, '.n8n', 'database.sqlite');
	const { stdout } = await execa(node, ['-e', COUNT, database, workflowId]);
	return Number(stdout);
}
