import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Checks } from './checks.mts';
import { takeStock, takeStockOnce } from './kill-trial.mts';
import type { Standing, Trial } from './kill-trial.mts';
import { describePublication } from './n8n-publication.mts';
import type { RunningN8n } from './n8n-process.mts';
import { isBrokenOff, waitForPoll, waitForPollUnderWay, waitForRefusedPoll } from './polls.mts';

/** Time for two sessions at least; one of them is listed at once. */
const SOME_SESSIONS_MS = 6_000;
const SLOW_MS = 6_000;
/** Longer than the 15 seconds after which n8n gives up a trigger whose first poll keeps failing (n8n.md 2.6). */
const OUTAGE_MS = 20_000;
const WARNING = 'The first poll after a restart failed';

/** Kills n8n while new CDRs wait for the next poll, and starts it again. Gives the new n8n. */
export async function killBetweenPolls(checks: Checks, trial: Trial, n8n: RunningN8n): Promise<RunningN8n> {
	checks.heading('A kill between two polls');
	checks.note('waiting for the first poll');
	await waitForPoll(trial.sandbox.control, Date.now());
	const before = await takeStockOnce(trial, ({ cameThrough }) => cameThrough > 0);
	checks.that('CDRs come through', before.cameThrough > 0, String(before.cameThrough));
	await sleep(SOME_SESSIONS_MS);
	const { lost: waiting } = await takeStock(trial);
	await n8n.kill();
	checks.that('n8n is killed while new ones wait', waiting.length > 0, String(waiting.length));
	await sleep(SOME_SESSIONS_MS);

	checks.note('starting n8n again');
	const restarting = Date.now();
	const restarted = await trial.host.restartN8n();
	await waitForPoll(trial.sandbox.control, restarting);
	const haveCome = ({ lost }: Standing) => !waiting.some((cdrId) => lost.includes(cdrId));
	checks.that('they come through after the restart', haveCome(await takeStockOnce(trial, haveCome)));
	return restarted;
}

/** Kills n8n while the API is answering a poll, and takes the API down. */
export async function killDuringPoll(checks: Checks, { sandbox: { control } }: Trial, n8n: RunningN8n): Promise<void> {
	checks.heading('A kill in the middle of a poll');
	checks.note('waiting for the next poll, with slow answers');
	await control.settings({ latencyMs: SLOW_MS });
	const poll = await waitForPollUnderWay(control);
	await sleep(SLOW_MS / 4);
	await n8n.kill();
	checks.that('n8n is killed before the answer is there', await isBrokenOff(control, poll));
	await control.settings({ latencyMs: 0 });
}

/** Starts n8n while the API is down, brings the API back, and looks whether the trigger goes on by itself. */
export async function startDuringOutage(checks: Checks, { host, sandbox, workflowId }: Trial): Promise<void> {
	const { control } = sandbox;
	checks.heading('A start while the API is down');
	await control.faults.add({ kind: 'status', status: 503, envelope: 'new', message: 'Down for maintenance' });
	checks.note('starting n8n again');
	const restarting = Date.now();
	const { logFile } = await host.restartN8n();
	await waitForRefusedPoll(control, restarting);
	await sleep(OUTAGE_MS);
	const publication = await describePublication(host.rest, workflowId);
	checks.that('n8n keeps the trigger published', publication === 'published', publication);
	const line = (await readFile(logFile, 'utf8')).split('\n').find((text) => text.includes(WARNING));
	checks.that("n8n's log says why nothing came", line !== undefined, line?.trim());
	await control.faults.clear();

	checks.note('the API is back; waiting for a poll');
	const goesOn = await waitForPoll(control, Date.now()).then(() => true, () => false);
	checks.that('the trigger goes on without being published again', goesOn);
}

/** Holds what came through against the contract. */
export function judgeStanding(checks: Checks, standing: Standing): void {
	const { lost, uncalledFor, repeated, repeatedBatches, disordered } = standing;
	checks.heading('What came through');
	checks.that('every CDR that the API listed since publishing', lost.length === 0, lost.join(', '));
	checks.that('nothing from before publishing', uncalledFor.length === 0, uncalledFor.join(', '));
	checks.that('at most one batch twice', repeatedBatches.length <= 1, `${repeated} records`);
	checks.that('in each execution the oldest first', disordered.length === 0, disordered.join(', '));
}

/** The numbers of the run as a small table. */
export function describeStanding({ listed, executions, cameThrough, repeated, lost, failures }: Standing, kills: number): string {
	const columns = { CDRs: listed, executions, 'came through': cameThrough, repeated, lost: lost.length, 'failed polls': failures.length, kills };
	const names = Object.keys(columns);
	const numbers = Object.values(columns).map((value, index) => String(value).padStart(names[index].length));
	return [names.join('  '), numbers.join('  '), ...failures.map((failure) => `failed: ${failure}`)].map((line) => `  ${line}`).join('\n');
}
