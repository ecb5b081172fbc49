import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Checks } from '../../lib/checks.mts';
import { readStatus, waitForStatus } from './run.mts';
import type { KillRun, RunStatus } from './run.mts';
import { describePublication } from '../../lib/n8n/publication.mts';
import type { RunningN8n } from '../../lib/n8n/process.mts';
import { waitForPoll, waitForRefusedPoll, waitForRunningPoll, wasAborted } from '../../lib/n8n/polls.mts';

/** Enough time for at least two sessions, one of which is listed immediately. */
const SOME_SESSIONS_MS = 6_000;
const SLOW_MS = 6_000;
/** Longer than the 15 seconds after which n8n gives up on a trigger whose first poll keeps failing (n8n-host.md 2.6). */
const OUTAGE_MS = 20_000;
const WARNING = 'The first poll after a restart failed';

/** Kills n8n while new CDRs wait for the next poll, and starts it again. Returns the new n8n. */
export async function killBetweenPolls(checks: Checks, run: KillRun, n8n: RunningN8n): Promise<RunningN8n> {
	checks.heading('Kill between two polls');
	checks.note('waiting for the first poll');
	await waitForPoll(run.sandbox.control, Date.now());
	const before = await waitForStatus(run, ({ delivered }) => delivered > 0);
	checks.that('CDRs are delivered', before.delivered > 0, String(before.delivered));
	await sleep(SOME_SESSIONS_MS);
	const { lost: waiting } = await readStatus(run);
	await n8n.kill();
	checks.that('n8n is killed while new CDRs are waiting', waiting.length > 0, String(waiting.length));
	await sleep(SOME_SESSIONS_MS);

	checks.note('starting n8n again');
	const restarting = Date.now();
	const restarted = await run.host.restartN8n();
	await waitForPoll(run.sandbox.control, restarting);
	const areDelivered = ({ lost }: RunStatus) => !waiting.some((cdrId) => lost.includes(cdrId));
	checks.that('they are delivered after the restart', areDelivered(await waitForStatus(run, areDelivered)));
	return restarted;
}

/** Kills n8n while it waits for the API's reply to a poll. */
export async function killDuringPoll(checks: Checks, { sandbox: { control } }: KillRun, n8n: RunningN8n): Promise<void> {
	checks.heading('Kill during a poll');
	checks.note('waiting for the next poll, with slow replies');
	await control.settings({ latencyMs: SLOW_MS });
	const poll = await waitForRunningPoll(control);
	await sleep(SLOW_MS / 4);
	await n8n.kill();
	checks.that('n8n is killed before the reply arrives', await wasAborted(control, poll));
	await control.settings({ latencyMs: 0 });
}

/** Starts n8n while the API is down, brings the API back, and checks that the trigger resumes on its own. */
export async function startDuringOutage(checks: Checks, { host, sandbox, workflowId }: KillRun): Promise<void> {
	const { control } = sandbox;
	checks.heading('Start while the API is down');
	await control.faults.add({ kind: 'status', status: 503, envelope: 'new', message: 'Down for maintenance' });
	checks.note('starting n8n again');
	const restarting = Date.now();
	const { logFile } = await host.restartN8n();
	await waitForRefusedPoll(control, restarting);
	await sleep(OUTAGE_MS);
	const publication = await describePublication(host.rest, workflowId);
	checks.that('n8n keeps the trigger published', publication === 'published', publication);
	const line = (await readFile(logFile, 'utf8')).split('\n').find((text) => text.includes(WARNING));
	checks.that("n8n's log says why nothing was delivered", line !== undefined, line?.trim());
	await control.faults.clear();

	checks.note('the API is back; waiting for a poll');
	const resumes = await waitForPoll(control, Date.now()).then(() => true, () => false);
	checks.that('the trigger resumes without being published again', resumes);
}

/** Checks what was delivered against the contract. */
export function checkDelivery(checks: Checks, status: RunStatus): void {
	const { lost, unexpected, repeated, repeatedBatches, outOfOrder } = status;
	checks.heading('What was delivered');
	checks.that('every CDR that the API listed after publishing was delivered', lost.length === 0, lost.join(', '));
	checks.that('nothing from before publishing was delivered', unexpected.length === 0, unexpected.join(', '));
	checks.that('at most one batch was repeated', repeatedBatches.length <= 1, `${repeated} records`);
	checks.that('each execution is in order, oldest first', outOfOrder.length === 0, outOfOrder.join(', '));
}

/** The figures of the run as a small table. */
export function describeStatus({ listed, executions, delivered, repeated, lost, failures }: RunStatus, kills: number): string {
	const columns = { CDRs: listed, executions, delivered, repeated, lost: lost.length, 'failed polls': failures.length, kills };
	const names = Object.keys(columns);
	const numbers = Object.values(columns).map((value, index) => String(value).padStart(names[index].length));
	return [names.join('  '), numbers.join('  '), ...failures.map((failure) => `failed: ${failure}`)].map((line) => `  ${line}`).join('\n');
}
