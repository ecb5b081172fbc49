/**
 * The kill run: a real n8n with a published trigger is killed twice while CDRs keep arriving, and
 * restarted, once while the API is down. Prints one line per check and a table. Exits with 1 if a
 * CDR was lost or any other check fails. Takes four to six minutes, because n8n polls once a
 * minute.
 */
import type { Checks } from '../../lib/checks.mts';
import { runHeadless } from '../../lib/n8n/headless.mts';
import type { RunningHost } from '../../lib/n8n/host.mts';
import { checkDelivery, describeStatus, killBetweenPolls, killDuringPoll, startDuringOutage } from './checks.mts';
import { startRun, waitForStatus } from './run.mts';
import type { KillRun } from './run.mts';
import { startMeetings } from './meetings.mts';
import { waitForPoll } from '../../lib/n8n/polls.mts';

const KILLS = 2;

async function checkKills(checks: Checks, host: RunningHost): Promise<void> {
	checks.heading('Publishing');
	const run = await startRun(host);
	const { control } = run.sandbox;
	const meetings = await startMeetings(control);
	checks.note('the workflow is published; sessions run continuously from now on');

	const second = await killBetweenPolls(checks, run, host.n8n);
	await killDuringPoll(checks, run, second);
	await startDuringOutage(checks, run);

	checks.heading('Final poll');
	checks.note('no more sessions; waiting for a poll after everything is listed');
	await waitForPoll(control, await meetings.stop());
	await report(checks, run, meetings.cdrIds.length + run.lateCdrIds.length);
}

async function report(checks: Checks, run: KillRun, expected: number): Promise<void> {
	const status = await waitForStatus(run, ({ lost }) => lost.length === 0);
	checks.that('the API lists the CDRs of every session', status.listed === expected, String(status.listed));
	checkDelivery(checks, status);
	console.log(`\n${describeStatus(status, KILLS)}`);
}

await runHeadless('kill', checkKills);
