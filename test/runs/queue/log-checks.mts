import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Checks } from '../../lib/checks.mts';
import type { Call } from './callers.mts';
import { findOwnFailures, findSecrets } from './log-audit.mts';
import type { QueueFixture } from './fixture.mts';

/** Checks that no log points to a failure of the package or contains a secret. Call it when all processes have ended. */
export async function checkLogs(checks: Checks, { secrets }: QueueFixture, data: string, calls: readonly Call[]): Promise<void> {
	checks.heading('The logs, at level debug');
	const tokens = calls.flatMap(({ attempts }) => attempts).flatMap(({ token }) => (token === undefined ? [] : [token]));
	const all = [...secrets, ...tokens.map((value) => ({ name: 'join token', value }))];
	const logs = await readLogs(data);
	const failures = logs.flatMap(({ name, text }) => findOwnFailures(text).map((line) => `${name}: ${line.slice(0, 300)}`));
	const leaked = logs.flatMap(({ name, text }) => findSecrets(text, all).map((secret) => `${name}: ${secret}`));
	const bytes = logs.reduce((sum, { text }) => sum + text.length, 0);
	checks.that('no error, warning or stack trace leads to the package', failures.length === 0, failures.slice(0, 5).join('\n'));
	checks.that('no log contains a secret', leaked.length === 0, leaked.length === 0 ? describe(logs.length, bytes) : [...new Set(leaked)].join(', '));
}

const describe = (count: number, bytes: number): string => `${count} logs, ${Math.round(bytes / 1e6)} MB`;

/** All .log files: the output of the processes, n8n's event logs, Redis and Postgres. */
async function readLogs(data: string): Promise<Array<{ name: string; text: string }>> {
	const files = (await readdir(data, { recursive: true })).filter((name) => name.endsWith('.log'));
	return await Promise.all(files.map(async (name) => ({ name, text: await readFile(path.join(data, name), 'utf8') })));
}
