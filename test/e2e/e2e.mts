/**
 * All end-to-end runs, one after the other, since each keeps both cores of a small machine busy: the
 * examples, the editor in a browser, and the table of compatibility. Prints what each prints, and a
 * summary; the exit code is 1 when one of them has failed.
 */
import path from 'node:path';

import { execa } from 'execa';

import { projectRoot } from '../host/paths.mts';

const RUNS = { 'The examples': 'flows.mts', 'The editor': 'editor.mts', 'Compatibility': 'compat.mts' };

const lines: string[] = [];
for (const [title, script] of Object.entries(RUNS)) {
	console.log(`\n=== ${title}`);
	const began = Date.now();
	const file = path.join(projectRoot(), 'test', 'e2e', script);
	const { exitCode } = await execa('node', ['--import', 'tsx', file], { stdio: 'inherit', reject: false });
	if (exitCode !== 0) process.exitCode = 1;
	lines.push(`${exitCode === 0 ? '✔' : '✖'} ${title}: ${Math.round((Date.now() - began) / 1000)} s`);
}
console.log(`\n=== End to end\n${lines.join('\n')}`);
