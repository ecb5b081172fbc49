import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isAlive, isGroupAlive, killGroup, stopGroup } from './processes.mts';

/** Starts a shell in its own process group and waits for the process IDs it prints, one per line. */
async function startGroup(script: string, lines: number): Promise<number[]> {
	const child = spawn('sh', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
	let text = '';
	while (text.split('\n').length <= lines) text += String((await once(child.stdout, 'data'))[0]);
	child.stdout.destroy();
	return text.trim().split('\n').map(Number);
}

describe('Stopping a process group', () => {
	test('stops the leader and its children', async () => {
		const [leader, child] = await startGroup('sleep 600 & echo $$; echo $!; wait', 2);
		expect(isAlive(child)).toBe(true);
		await stopGroup(leader, 5_000);
		expect(isGroupAlive(leader)).toBe(false);
	});

	test('kills processes that ignore SIGTERM after the grace period', async () => {
		const [leader] = await startGroup("trap '' TERM; echo $$; while :; do sleep 1; done", 1);
		const began = Date.now();
		await stopGroup(leader, 300);
		expect(Date.now() - began).toBeGreaterThanOrEqual(300);
		expect(isGroupAlive(leader)).toBe(false);
	});

	test('gives the leader time to exit cleanly', async () => {
		const [leader] = await startGroup("trap 'sleep 0.4; exit 0' TERM; echo $$; while :; do sleep 0.1; done", 1);
		const began = Date.now();
		await stopGroup(leader, 5_000);
		expect(Date.now() - began).toBeGreaterThanOrEqual(400);
		expect(Date.now() - began).toBeLessThan(5_000);
	});

	test('killing it allows no time for cleanup', async () => {
		const [leader, child] = await startGroup("trap 'sleep 120; exit 0' TERM; sleep 600 & echo $$; echo $!; wait", 2);
		const began = Date.now();
		await killGroup(leader);
		expect(isGroupAlive(leader)).toBe(false);
		expect(isAlive(child)).toBe(false);
		// Far below the duration of the cleanup, even on a busy machine.
		expect(Date.now() - began).toBeLessThan(15_000);
	});

	test('accepts a group that no longer exists', async () => {
		const [leader] = await startGroup('echo $$', 1);
		await stopGroup(leader, 1_000);
		await expect(stopGroup(leader, 1_000)).resolves.toBeUndefined();
	});
});
