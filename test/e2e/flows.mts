/**
 * Every example as it is shipped, in a real n8n with the packed package and a sandbox. n8n's own
 * nodes talk to services at the edge of the network: a proxy that answers, remembers, and passes
 * nothing on. Checked is what those services received. Prints a line per check.
 */
import { runHeadless } from '../host/headless.mts';
import { ACCOUNTS, createAccounts } from './accounts.mts';
import { Edge } from './edge.mts';
import { checkAgent } from './flow-agent.mts';
import { checkBadCallAlert, checkRecordingUpload, startCallFlows } from './flow-calls.mts';
import { checkCleanUp } from './flow-cleanup.mts';
import { checkDealToMeeting } from './flow-deal.mts';
import { checkUsageReport, holdYesterdaysCalls } from './flow-report.mts';
import { checkJoinToken } from './flow-token.mts';
import { startMailbox } from './mailbox.mts';
import { exampleNames, readExample } from './flow-scene.mts';
import type { Scene } from './flow-scene.mts';
import { ZONE } from './flow-zone.mts';

const edge = await Edge.start();
const mailbox = await startMailbox(ACCOUNTS.smtp);

await runHeadless(
	'flows',
	async (checks, host) => {
		const credentials = await createAccounts(host.rest, mailbox.port);
		const scene: Scene = { checks, host, edge, mailbox, credentials: credentials.set(host.credential.type, host.credential) };
		await holdYesterdaysCalls(scene);
		const awaited = await startCallFlows(scene);
		await checkDealToMeeting(scene);
		await checkUsageReport(scene);
		await checkAgent(scene);
		await checkCleanUp(scene);
		await checkJoinToken(scene);
		await checkBadCallAlert(scene, awaited);
		await checkRecordingUpload(scene, awaited);
		await checks.section('All of it', async () => {
			const names = (await Promise.all((await exampleNames()).map(readExample))).map(({ name }) => name);
			const imported = (await host.rest.listWorkflows()).map(({ name }) => name);
			checks.that('every example was played', names.every((name) => imported.includes(name)), `${names.length}`);
			checks.that('nothing was sent to anybody else', edge.unexpected().length === 0, edge.unexpected().join(', '));
		});
	},
	async (folder) => ({ ...(await edge.environment(folder)), GENERIC_TIMEZONE: ZONE }),
);
