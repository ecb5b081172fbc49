/**
 * Runs every example as shipped, in a real n8n with the packed package and a sandbox. n8n's own
 * nodes talk to mock services behind an intercepting proxy, which forwards nothing. The checks are
 * about what those services received. Prints one line per check.
 */
import { runHeadless } from '../../lib/n8n/headless.mts';
import { ACCOUNTS, createAccounts } from '../accounts.mts';
import { InterceptingProxy } from '../intercepting-proxy.mts';
import { checkNobodyCame } from './absent.mts';
import { checkAgent } from './agent.mts';
import { checkAtOnce, startAtOnce } from './at-once.mts';
import { checkAttendance } from './attendance.mts';
import { checkBadCallAlert, checkRecordingUpload, startCallFlows } from './calls.mts';
import { checkCleanUp } from './cleanup.mts';
import { checkDealToMeeting } from './deal.mts';
import { checkGuestList } from './guests.mts';
import { checkMeetingOver, startMeetingOver } from './meeting-over.mts';
import { checkRecordingLink } from './recordings.mts';
import { checkUsageReport, runYesterdaysCalls } from './report.mts';
import { checkJoinToken } from './token.mts';
import { startMailbox } from '../services/mailbox.mts';
import { exampleNames, readExample } from './fixture.mts';
import type { FlowFixture } from './fixture.mts';
import { ZONE } from './zone.mts';

const proxy = await InterceptingProxy.start();
const mailbox = await startMailbox(ACCOUNTS.smtp);

await runHeadless(
	'flows',
	async (checks, host) => {
		const credentials = await createAccounts(host.rest, mailbox.port);
		const fixture: FlowFixture = { checks, host, proxy, mailbox, credentials: credentials.set(host.credential.type, host.credential) };
		await runYesterdaysCalls(fixture);
		const callFlows = await startCallFlows(fixture);
		const atOnce = await startAtOnce(fixture);
		const meetingOver = await startMeetingOver(fixture);
		await checkDealToMeeting(fixture);
		await checkUsageReport(fixture);
		await checkAgent(fixture);
		await checkCleanUp(fixture);
		await checkJoinToken(fixture);
		await checkGuestList(fixture);
		await checkAttendance(fixture);
		await checkBadCallAlert(fixture, callFlows);
		await checkRecordingUpload(fixture, callFlows);
		await checkAtOnce(fixture, atOnce);
		await checkMeetingOver(fixture, meetingOver);
		await checkNobodyCame(fixture);
		await checkRecordingLink(fixture);
		await checks.section('All examples', async () => {
			const names = (await Promise.all((await exampleNames()).map(readExample))).map(({ name }) => name);
			const imported = (await host.rest.listWorkflows()).map(({ name }) => name);
			checks.that('every example was run', names.every((name) => imported.includes(name)), `${names.length}`);
			checks.that('nothing was sent to any other host', proxy.unexpected().length === 0, proxy.unexpected().join(', '));
		});
	},
	async (folder) => ({ ...(await proxy.environment(folder)), GENERIC_TIMEZONE: ZONE }),
);
