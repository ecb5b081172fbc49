import path from 'node:path';

import { execa } from 'execa';

import { projectFolders } from '../host/directories.mts';
import { ensureNode24 } from '../host/node24.mts';
import { dataPaths } from '../host/paths.mts';

/** Runs in the Node 24 of n8n, which has SQLite built in; the Node of the tests may be an older one. */
const COUNT = `
	const { DatabaseSync } = require('node:sqlite');
	const database = new DatabaseSync(process.argv[1], { readOnly: true });
	console.log(database.prepare('select count(*) as rows from poller_state where workflowId = ?').get(process.argv[2]).rows);
`;

/**
 * How many poll cursors of a workflow n8n keeps in its own table: 1 with durable poll cursors, 0 without
 * (n8n.md 2.4). `data` is the folder of the run. Rejects when this n8n has no such table.
 */
export async function countDurableCursors(data: string, version: string, workflowId: string): Promise<number> {
	const { cache } = projectFolders();
	const node = await ensureNode24({ cache });
	const database = path.join(dataPaths(data, version).userFolder, '.n8n', 'database.sqlite');
	const { stdout } = await execa(node, ['-e', COUNT, database, workflowId]);
	return Number(stdout);
}
