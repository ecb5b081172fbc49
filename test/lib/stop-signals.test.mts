import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './processes.mts';

const PROGRAM = `
	import { endWithParent } from './test/lib/stop-signals.mts';
	endWithParent();
	setInterval(() => undefined, 1_000);
	console.log(process.pid);
`;

test("A program that ends with its parent exits when npm's shell is killed by a signal that it does not forward", async () => {
	// The colon keeps the shell from becoming the program itself.
	const command = `"${process.execPath}" --import tsx --input-type=module -e "${PROGRAM}"; :`;
	const shell = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'inherit'] });
	const program = Number((await once(shell.stdout, 'data'))[0]);
	expect(isAlive(program)).toBe(true);
	shell.kill('SIGTERM');
	for (let waited = 0; isAlive(program) && waited < 10_000; waited += 100) await sleep(100);
	expect(isAlive(program)).toBe(false);
});
