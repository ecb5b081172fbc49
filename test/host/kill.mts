/**
 * The kill run: a real n8n with the trigger published, killed twice while CDRs keep arriving, and
 * started again, once while the API is down. Prints a line per check and a table; the exit code is
 * 1 when a CDR was lost or anything else does not hold. Takes four to six minutes, because n8n polls
 * once a minute.
 */
import type { Checks } from './checks.mts';
import { runHeadless } from './headless.mts';
import type { RunningHost } from './host.mts';
import { describeStanding, judgeStanding, killBetweenPolls, killDuringPoll, startDuringOutage } from './kill-checks.mts';
import { publishTrial, takeStockOnce } from './kill-trial.mts';
import type { Trial } from './kill-trial.mts';
import { keepMeeting } from './meetings.mts';
import { waitForPoll } from './polls.mts';

const KILLS = 2;

async function checkKills(checks: Checks, host: RunningHost): Promise<void> {
	checks.heading('Publishing');
	const trial = await publishTrial(host);
	const { control } = trial.sandbox;
	const meetings = await keepMeeting(control);
	checks.note('the workflow is published; from here on, sessions go on all the time');

	const second = await killBetweenPolls(checks, trial, host.n8n);
	await killDuringPoll(checks, trial, second);
	await startDuringOutage(checks, trial);

	checks.heading('The end');
	checks.note('no more sessions; waiting for a poll that finds everything listed');
	await waitForPoll(control, await meetings.stop());
	await report(checks, trial, meetings.cdrIds.length + trial.lateCdrIds.length);
}

async function report(checks: Checks, trial: Trial, expected: number): Promise<void> {
	const standing = await takeStockOnce(trial, ({ lost }) => lost.length === 0);
	checks.that('the API lists the CDRs of every session', standing.listed === expected, String(standing.listed));
	judgeStanding(checks, standing);
	console.log(`\n${describeStanding(standing, KILLS)}`);
}

await runHeadless('kill', checkKills);
