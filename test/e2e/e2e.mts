/**
 * All end-to-end runs, one after the other because each keeps two cores busy: the examples, the
 * editor in a browser, and the compatibility table. Prints the output of each and a summary. Exits
 * with 1 if one of them fails.
 */
import path from 'node:path';

import { execa } from 'execa';

import { projectRoot } from '../lib/n8n/paths.mts';
import { endWithParent } from '../lib/stop-signals.mts';

const RUNS = { 'The examples': 'e2e/flows/flows.mts', 'The editor': 'e2e/editor/editor.mts', 'Compatibility': 'runs/compat/compat.mts' };

endWithParent();
const lines: string[] = [];
for (const [title, script] of Object.entries(RUNS)) {
	console.log(`\n=== ${title}`);
	const began = Date.now();
	const file = path.join(projectRoot(), 'test', script);
	const { exitCode } = await execa('node', ['--import', 'tsx', file], { stdio: 'inherit', reject: false });
	if (exitCode !== 0) process.exitCode = 1;
	lines.push(`${exitCode === 0 ? '✔' : '✖'} ${title}: ${Math.round((Date.now() - began) / 1000)} s`);
}
console.log(`\n=== End to end\n${lines.join('\n')}`);
