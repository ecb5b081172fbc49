import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox } from './index.mts';

const TSX = join(process.cwd(), 'node_modules', 'tsx', 'dist', 'cli.mjs');
const CLI = join(process.cwd(), 'test', 'sandbox', 'cli.mts');
const run = promisify(execFile);

/** Starts the command and returns its output once it says how to stop it. */
async function startCommand(args: string[]): Promise<{ child: ChildProcess; output: string }> {
	// tsx as a loader, not as a wrapper, so that the signal reaches the sandbox itself.
	const child = spawn(process.execPath, ['--import', 'tsx', CLI, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
	let output = '';
	for await (const piece of child.stdout) {
		output += piece;
		if (output.includes('Ctrl-C')) break;
	}
	return { child, output };
}

describe('npm run sandbox', () => {
	it('prints the credential fields and a working curl command, and stops on Ctrl-C', async () => {
		const { child, output } = await startCommand(['--port', '0', '--files-port', '0', '--demo']);
		const exit = once(child, 'exit');
		for (const label of ['Base URL', 'App ID', 'App Key', 'Recordings user', 'Recordings password', 'Recordings hosts', 'Control']) {
			expect(output).toContain(label);
		}
		const curl = /curl -u (\S+) (\S+)/.exec(output) ?? [];
		const response = await fetch(curl[2], { headers: { authorization: `Basic ${Buffer.from(curl[1]).toString('base64')}` } });
		expect(await response.json()).toMatchObject({ result: 0, rooms: [{}, {}, {}, {}] });
		child.kill('SIGINT');
		expect(await exit).toEqual([0, null]);
	});

	it('reports in a sentence that a port is in use', async () => {
		const sandbox = await startSandbox();
		const { port } = new URL(sandbox.origin);
		const failure: { code: number; stderr: string } = await run(process.execPath, [TSX, CLI, '--port', port, '--files-port', '0']).catch((error) => error);
		await sandbox.stop();
		expect(failure.code).toBe(1);
		expect(failure.stderr).toBe(`Port ${port} is in use by another program. Choose another port.\n`);
	});

	it('reports in a sentence that a port is invalid', async () => {
		const failure: { stderr: string } = await run(process.execPath, [TSX, CLI, '--port', 'many']).catch((error) => error);
		expect(failure.stderr).toBe('--port must be a number from 0 to 65535, not "many".\n');
	});
});
