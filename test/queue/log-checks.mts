import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Checks } from '../host/checks.mts';
import type { Call } from './callers.mts';
import { findOwnFailures, findSecrets } from './log-audit.mts';
import type { Scene } from './scene.mts';

/** Nothing in any log lays anything at the package's door, and none tells a secret. Call it when all processes have ended. */
export async function checkLogs(checks: Checks, { secrets }: Scene, data: string, calls: readonly Call[]): Promise<void> {
	checks.heading('The logs, at level debug');
	const tokens = calls.flatMap(({ attempts }) => attempts).flatMap(({ token }) => (token === undefined ? [] : [token]));
	const all = [...secrets, ...tokens.map((value) => ({ name: 'join token', value }))];
	const logs = await readLogs(data);
	const failures = logs.flatMap(({ name, text }) => findOwnFailures(text).map((line) => `${name}: ${line.slice(0, 300)}`));
	const told = logs.flatMap(({ name, text }) => findSecrets(text, all).map((secret) => `${name}: ${secret}`));
	const bytes = logs.reduce((sum, { text }) => sum + text.length, 0);
	checks.that('no error, warning or stack trace leads to the package', failures.length === 0, failures.slice(0, 5).join('\n'));
	checks.that('none tells a secret', told.length === 0, told.length === 0 ? describe(logs.length, bytes) : [...new Set(told)].join(', '));
}

const describe = (count: number, bytes: number): string => `${count} logs, ${Math.round(bytes / 1e6)} MB`;

/** All files that end in .log: what the processes print, n8n's own event logs, Redis and Postgres. */
async function readLogs(data: string): Promise<Array<{ name: string; text: string }>> {
	const files = (await readdir(data, { recursive: true })).filter((name) => name.endsWith('.log'));
	return await Promise.all(files.map(async (name) => ({ name, text: await readFile(path.join(data, name), 'utf8') })));
}
